"""The variance of people and of models: formulas, limits, and coverage where the truth is known."""

import numpy as np
import pytest
from scipy.stats import t

from fairlab.stats.moments import accumulate
from fairlab.stats.spread import spread_of


def spread(x: np.ndarray, folds: np.ndarray, design: str = "folds", always: bool = False):
    centred = x - x.mean()
    found = accumulate(lambda seed, rows: centred[seed][None, rows], folds, design=design)
    return spread_of(found, always)


def in_folds(rng, seeds: int, n: int, models: int = 5) -> np.ndarray:
    return np.array([rng.permutation(n) % models for _ in range(seeds)])


def test_with_one_seed_it_is_the_variance_of_a_mean_and_the_factor_of_folds():
    rng = np.random.default_rng(0)
    x, folds = rng.normal(size=(1, 100)), in_folds(rng, 1, 100)
    of_mean = x.var() / 100
    assert spread(x, folds).variance[0] == pytest.approx(of_mean * 5 / 4)
    assert spread(x, folds, "rolling").variance[0] == pytest.approx(of_mean)
    assert spread(x, folds).df[0] == np.inf


def test_with_seeds_the_larger_variance_stands():
    rng = np.random.default_rng(1)
    folds = in_folds(rng, 3, 200)
    noise = rng.normal(size=(1, 200))
    calm = noise + np.zeros((3, 1))
    assert spread(calm, folds).variance[0] == pytest.approx(noise.var() / 200 * 5 / 4)
    effect = rng.normal(size=(3, 5)) * 3
    wild = calm + np.array([effect[seed, folds[seed]] for seed in range(3)])
    x, found = wild - wild.mean(), spread(wild, folds)
    people = (x.mean(axis=0) ** 2).sum() / 200**2
    sums = np.array([[x[s, folds[s] == f].sum() for f in range(5)] for s in range(3)])
    models, cells = 15 / 14 * (sums**2).sum() / 600**2, (x**2).sum() / 600**2
    assert found.variance[0] == pytest.approx(people + models - cells)
    assert found.df[0] == pytest.approx(14 * ((people + models - cells) / models) ** 2)


def test_seeds_that_share_a_test_part_add_their_own_variance():
    rng = np.random.default_rng(2)
    x = rng.normal(size=(1, 80)) + np.array([[0.3], [-0.1], [0.5], [0.2]])
    found = spread(x, np.zeros((4, 80), int), "holdout")
    expected = x.mean(axis=0).var() / 80 + x.mean(axis=1).var(ddof=1) / 4
    assert found.variance[0] == pytest.approx(expected)


def test_one_model_alone_has_no_spread_of_models():
    rng = np.random.default_rng(3)
    found = spread(rng.normal(size=(1, 80)), np.zeros((1, 80), int), "holdout", always=True)
    assert found.df[0] == np.inf
    assert found.variance[0] > 0


def test_another_seed_takes_off_what_the_seeds_do_not_share():
    rng = np.random.default_rng(4)
    shared, own = rng.normal(size=(1, 50_000)), rng.normal(size=(2, 50_000))
    folds = in_folds(rng, 2, 50_000)
    found = spread(shared + own, folds).another_seed[0]
    assert found == pytest.approx(np.sqrt((1 + 1 / 3) / (1 + 1 / 2)), abs=0.01)
    assert np.isnan(spread(shared, folds[:1]).another_seed[0])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seeds", "effect", "always"),
    [(1, 0.0, False), (1, 0.5, True), (2, 0.0, False), (3, 0.3, False)],
)
def test_the_band_covers_whatever_the_models_do(seeds, effect, always):
    rng, n, hit = np.random.default_rng(5), 250, 0
    cases = 1000
    for _ in range(cases):
        folds = in_folds(rng, seeds, n)
        models = rng.normal(size=(seeds, 5)) * effect
        x = rng.normal(size=(1, n)) + 0.5 * rng.normal(size=(seeds, n))
        x = x + np.array([models[seed, folds[seed]] for seed in range(seeds)])
        found = spread(x, folds, always=always)
        hit += abs(x.mean()) < t.isf(0.025, found.df[0]) * found.se[0]
    assert 0.935 < hit / cases < 0.995
