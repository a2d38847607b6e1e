"""The variance of people and of models: formulas, limits, and coverage where the truth is known."""

import numpy as np
import pytest
from scipy.stats import t

from fairlab.stats.moments import accumulate
from fairlab.stats.spread import spread_of


def spread(x: np.ndarray, folds: np.ndarray, design: str = "folds"):
    centred = x - x.mean()
    found = accumulate(lambda seed, rows: centred[seed][None, rows], folds, design=design)
    return spread_of(found)


def in_folds(rng, seeds: int, n: int, models: int = 5) -> np.ndarray:
    return np.array([rng.permutation(n) % models for _ in range(seeds)])


def level(x: np.ndarray, folds: np.ndarray) -> np.ndarray:
    """Take off what folds of one seed differ by, so that their models seem alike."""
    means = np.bincount(folds[0], x[0]) / np.bincount(folds[0])
    return x - means[folds]


def test_with_one_seed_it_is_the_variance_of_a_mean_and_the_factor_of_folds():
    rng = np.random.default_rng(0)
    x, folds = rng.normal(size=(1, 100)), in_folds(rng, 1, 100)
    x = level(x, folds)
    of_mean = x.var() / 100
    assert spread(x, folds).variance[0] == pytest.approx(of_mean * 5 / 4)
    assert spread(x, folds).df[0] == np.inf
    assert spread(x, folds, "rolling").variance[0] == pytest.approx(of_mean)


def test_the_wary_count_degrees_of_freedom_where_models_seem_alike():
    rng = np.random.default_rng(7)
    folds = in_folds(rng, 1, 100)
    centred = level(rng.normal(size=(1, 100)), folds)
    centred -= centred.mean()
    made = accumulate(lambda seed, rows: centred[seed][None, rows], folds)
    calm, wary = spread_of(made), spread_of(made, wary=True)
    assert (calm.variance, calm.df) == (wary.variance, np.inf)
    assert wary.df[0] == pytest.approx(4 * (5 / 4) ** 2)


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
    found = spread(rng.normal(size=(1, 80)), np.zeros((1, 80), int), "holdout")
    assert found.df[0] == np.inf
    assert found.variance[0] > 0


def test_another_seed_takes_off_what_the_seeds_do_not_share():
    rng = np.random.default_rng(4)
    shared, own = rng.normal(size=(1, 50_000)), rng.normal(size=(2, 50_000))
    folds = in_folds(rng, 2, 50_000)
    found = spread(shared + own, folds).another_seed[0]
    assert found == pytest.approx(np.sqrt((1 + 1 / 3) / (1 + 1 / 2)), abs=0.01)
    assert np.isnan(spread(level(shared, folds[:1]), folds[:1]).another_seed[0])


def covered(rng, seeds: int, effect: float, contrasts: int) -> float:
    """Say which share of contrasts of one pool have a band that holds the truth."""
    n = 250
    folds = in_folds(rng, seeds, n)
    models = rng.normal(size=(contrasts, seeds, 5)) * effect
    x = rng.normal(size=(contrasts, 1, n)) + 0.5 * rng.normal(size=(contrasts, seeds, n))
    for seed in range(seeds):
        x[:, seed] += models[:, seed, folds[seed]]
    mean = x.mean(axis=(1, 2))
    centred = x - mean[:, None, None]
    found = spread_of(
        accumulate(lambda seed, rows: centred[:, seed, rows], folds), np.zeros(contrasts, int)
    )
    return float((np.abs(mean) < t.isf(0.025, found.df) * found.se).mean())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("seeds", "effect", "contrasts"),
    [(1, 0.0, 1), (1, 0.0, 8), (1, 0.5, 8), (2, 0.0, 1), (2, 0.5, 8), (3, 0.3, 1)],
)
def test_the_band_covers_whatever_the_models_do(seeds, effect, contrasts):
    rng = np.random.default_rng(5)
    hit = np.mean([covered(rng, seeds, effect, contrasts) for _ in range(1000 // contrasts + 200)])
    assert 0.935 < hit < 0.995


def test_one_seed_of_restless_models_is_known_by_its_pool():
    rng = np.random.default_rng(6)
    alone, pooled = [], []
    for _ in range(100):
        folds = in_folds(rng, 1, 250)
        x = rng.normal(size=(12, 1, 250)) + rng.normal(size=(12, 1, 5))[:, 0, folds[0]][:, None]
        centred = x - x.mean(axis=2, keepdims=True)
        made = accumulate(lambda seed, rows, z=centred: z[:, seed, rows], folds)
        for kept, pools in ((alone, None), (pooled, np.zeros(12, int))):
            kept.append(np.ptp(spread_of(made, pools).se))
    assert np.mean(pooled) < 0.6 * np.mean(alone)
