"""The e-process of two rates: an e-variable by enumeration, and how often it alarms."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.stats import binom

from fairlab.stats.block_e_process import e_process, nearest_within


def divergence(one, other):
    return one * np.log(one / other) + (1 - one) * np.log((1 - one) / (1 - other))


def test_nearest_rates_are_those_of_least_divergence():
    rng = np.random.default_rng(0)
    for _ in range(60):
        rates, delta = rng.uniform(0.002, 0.998, 2), rng.uniform(0.01, 0.3)
        rows = rng.integers(1, 3000, 2)
        found = nearest_within(rates, rows, np.array(delta))
        if abs(rates[0] - rates[1]) <= delta:
            assert (found == rates).all()
            continue
        side = np.sign(rates[0] - rates[1])
        low, high = max(0, side * delta), min(1, 1 + side * delta)

        def cost(first, rates=rates, rows=rows, shift=side * delta):
            both = np.array([first, first - shift])
            return float((rows * divergence(rates, both)).sum())

        ends = (low + 1e-9, high - 1e-9)
        best = minimize_scalar(cost, bounds=ends, method="bounded", options={"xatol": 1e-10}).x
        assert found[0] == pytest.approx(best, abs=1e-5)
        assert found[0] - found[1] == pytest.approx(side * delta)


@pytest.mark.parametrize("truth", [(0.3, 0.25), (0.05, 0.0), (0.6, 0.55), (0.2, 0.2), (1.0, 0.95)])
def test_a_block_is_an_e_variable_whatever_the_rates_within_delta(truth):
    size = np.array([12, 7])
    hits = np.stack(np.meshgrid(np.arange(13), np.arange(8), indexing="ij"), axis=-1).reshape(-1, 2)
    chance = binom.pmf(hits, size, truth).prod(axis=1)
    rows = np.broadcast_to(size, (len(hits), 1, 2))
    e = np.exp(e_process(hits[:, None], rows, np.full(len(hits), 0.05)).log_e[:, 0])
    assert (chance * e).sum() <= 1 + 1e-9


def test_the_second_block_is_one_given_the_first():
    size, truth = np.array([6, 4]), np.array([0.5, 0.4])
    one = np.stack(np.meshgrid(np.arange(7), np.arange(5), indexing="ij"), axis=-1).reshape(-1, 2)
    chance = binom.pmf(one, size, truth).prod(axis=1)
    first, second = np.repeat(one, len(one), axis=0), np.tile(one, (len(one), 1))
    hits = np.stack([first, second], axis=1)
    rows = np.broadcast_to(size, hits.shape)
    e = np.exp(e_process(hits, rows, np.full(len(hits), 0.1)).log_e)
    mean = (chance * e[:, 1].reshape(len(one), len(one))).sum(axis=1)
    assert (mean <= e[:: len(one), 0] * (1 + 1e-9)).all()


def test_what_has_nobody_says_nothing():
    hits, rows = np.array([[[3, 0], [0, 2]]]), np.array([[[9, 0], [0, 8]]])
    assert np.allclose(e_process(hits, rows, np.array([0.05])).log_e, 0, atol=1e-12)


def test_groups_and_their_mirror_image_say_the_same():
    rng = np.random.default_rng(1)
    rows = rng.integers(1, 400, (5, 8, 2))
    hits = rng.binomial(rows, [0.3, 0.1])
    found = [e_process(h, r, np.full(5, 0.05)).log_e
             for h, r in ((hits, rows), (hits[..., ::-1], rows[..., ::-1]))]  # fmt: skip
    assert np.allclose(*found)


@pytest.mark.slow
def test_false_alarms_are_rare_at_the_border_and_a_late_bias_is_found():
    rng, worlds = np.random.default_rng(2), 100
    rows = np.broadcast_to(rng.integers(20, 900, (1, 40, 2)), (worlds, 40, 2))
    hits = rng.binomial(rows, [0.1, 0.05])
    found = e_process(hits, rows, np.full(worlds, 0.05))
    assert (found.log_e.max(axis=1) >= np.log(20)).sum() <= 0.05 * worlds
    late = np.where(np.arange(40)[:, None] < 20, [0.1, 0.1], [0.25, 0.1])
    found = e_process(rng.binomial(rows, late), rows, np.full(worlds, 0.05))
    alarmed = found.log_e >= np.log(20)
    assert alarmed.any(axis=1).mean() > 0.95
    assert (alarmed[:, :20].any(axis=1)).mean() <= 0.05
    assert np.abs(found.since[alarmed.any(axis=1)] - 20).mean() < 3


def test_evidence_that_is_plenty_stays_a_number():
    rows = np.full((1, 40, 2), 10**6)
    hits = np.full((1, 40, 2), [10**5, 9 * 10**5])
    assert np.isfinite(e_process(hits, rows, np.array([0.05])).log_e).all()
