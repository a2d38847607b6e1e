import numpy as np
import pytest

from fairlab.audit import chance as module
from fairlab.audit.chance import DRAWS, Chance, noise_floor
from fairlab.audit.measures import parity


def test_every_table_keeps_its_margins():
    chance = Chance.of(np.array([4, 2, 3]), 5)
    assert chance.exact
    assert (chance.hits.sum(axis=1) == 5).all()
    assert (chance.hits >= 0).all()
    assert (chance.hits <= chance.sizes).all()
    assert len(np.unique(chance.hits, axis=0)) == len(chance.hits)
    assert chance.weights.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("total", [0, 7])
def test_when_all_or_none_are_hits_there_is_one_table(total):
    chance = Chance.of(np.array([3, 4]), total)
    assert len(chance.hits) == 1
    assert chance.least_p == 1


def test_many_tables_are_sampled_and_agree_with_the_list(monkeypatch):
    sizes, hits = np.array([30, 40, 50]), np.array([3, 12, 9])
    exact = Chance.of(sizes, 24)
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    sample = Chance.of(sizes, 24, seed=4)
    assert exact.exact
    assert not sample.exact
    p = exact.p(sizes, hits)
    assert sample.p(sizes, hits) == pytest.approx(p, abs=4 * np.sqrt(p * (1 - p) / DRAWS))
    floors = [noise_floor(parity(c.rates), c.weights, 0.95) for c in (exact, sample)]
    np.testing.assert_allclose(*floors, atol=0.02)


def test_a_sampled_p_is_never_zero(monkeypatch):
    monkeypatch.setattr(module, "MOST_TABLES", 0)
    sizes, hits = np.array([50, 50, 50]), np.array([50, 0, 0])
    assert Chance.of(sizes, 50).p(sizes, hits) == 1 / (DRAWS + 1)


def test_two_groups_are_exact_however_large_and_stay_small_in_memory():
    chance = Chance.of(np.array([250_000, 250_000]), 250_000)
    assert chance.exact
    assert len(chance.hits) < 60_000
    assert chance.weights.sum() == pytest.approx(1, abs=1e-12)


def test_a_table_and_its_mirror_are_equally_extreme():
    sizes = np.array([37, 37])
    one, other = np.array([5, 14]), np.array([14, 5])
    chance = Chance.of(sizes, 19)
    assert chance.p(sizes, one) == chance.p(sizes, other)
    assert chance.p(sizes, one) > 2 * chance.likelihood.min() / chance.likelihood.sum()


def test_the_floor_of_a_known_distribution():
    values, weights = np.array([0.3, 0.1, 0.2]), np.array([0.02, 0.5, 0.48])
    assert noise_floor(values, weights, 0.95) == (pytest.approx(0.152), 0.2)
    assert noise_floor(values, weights, 0.05) == (pytest.approx(0.152), 0.1)
    assert noise_floor(values, weights, 1.0)[1] == 0.3
