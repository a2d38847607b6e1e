"""What the comparison promises, in simulated worlds where models are fitted to drawn parts.

Every world is a table of its own; each seed draws its test set and trains on the rest, as a
sweep does, so that test sets and training sets of different seeds overlap.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.paired_seeds import ALPHA, compare, corrected_t
from fairlab.stats.multiple_testing import benjamini_hochberg, holm

Correction = Callable[[np.ndarray], np.ndarray]

ROWS, TESTED, FEATURES = 240, 60, 4
OVERLAP = TESTED / (ROWS - TESTED)
WORLDS = 500


def world(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    y = (rng.random(ROWS) < 0.35).astype(float)
    X = np.column_stack([np.ones(ROWS), rng.normal(size=(ROWS, FEATURES))])
    X[:, 1] += y
    X[:, 2] += 0.6 * y
    return X, y


def fitted(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.linalg.solve(X.T @ X + 1e-3 * np.eye(X.shape[1]), X.T @ y)


def measured(X: np.ndarray, y: np.ndarray, weights: np.ndarray) -> list[float]:
    score = X @ weights
    positives, negatives = score[y == 1], score[y == 0]
    flagged = score > 0.35
    return [
        float((positives[:, None] > negatives).mean()),
        float(flagged[y == 1].mean()),
        float((flagged == y).mean()),
    ]


def differences(seeds: int) -> np.ndarray:
    """A smaller model minus a larger one, shape (seeds, worlds, metrics)."""
    rng = np.random.default_rng(9)
    found = np.empty((seeds, WORLDS, 3))
    for place in range(WORLDS):
        X, y = world(rng)
        for seed in range(seeds):
            order = rng.permutation(ROWS)
            test, train = order[:TESTED], order[TESTED:]
            both = [
                measured(X[test][:, kept], y[test], fitted(X[train][:, kept], y[train]))
                for kept in ([0, 1, 3], [0, 1, 2, 3, 4])
            ]
            found[seed, place] = np.subtract(*both)
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [3, 10])
def test_intervals_over_overlapping_splits_hold_the_true_difference(seeds):
    found = differences(seeds)
    truth = found.mean(axis=(0, 1))
    interval = corrected_t(found, OVERLAP)
    held = (interval["low"] <= truth) & (truth <= interval["high"])
    assert (held.mean(axis=0) >= 0.93).all()
    uncorrected = corrected_t(found)
    too_narrow = (uncorrected["low"] <= truth) & (truth <= uncorrected["high"])
    assert seeds < 10 or (too_narrow.mean(axis=0) < 0.85).all()


def share_of_alarms(differences: np.ndarray, overlap: float, corrected: Correction) -> float:
    """The share of worlds in which any of the differences (seeds, worlds, tests) is real."""
    p = corrected_t(differences, overlap)["p"]
    return float(np.mean([(corrected(row) < ALPHA).any() for row in p]))


@pytest.mark.parametrize("corrected", [holm, benjamini_hochberg])
@pytest.mark.parametrize("overlap", [0.0, 0.4])
def test_strategies_that_are_the_same_are_seldom_called_different(overlap, corrected):
    """Differences from equal strategies, which share what overlapping splits share."""
    rng = np.random.default_rng(1)
    worlds, metrics, strategies = 2000, 5, 3
    of_baseline = rng.normal(0, 1, (5, worlds, metrics, 1))
    noise = rng.normal(0, 1, (5, worlds, metrics, strategies))
    shared = rng.normal(0, np.sqrt(2 * overlap), (worlds, metrics, strategies))
    differences = (shared + noise - of_baseline).reshape(5, worlds, -1)
    margin = 2 * np.sqrt(ALPHA * (1 - ALPHA) / worlds)
    assert share_of_alarms(differences, overlap, corrected) <= ALPHA + margin


def test_models_that_differ_by_the_luck_of_training_alone_are_not_called_different():
    rng = np.random.default_rng(3)
    found = np.empty((5, 300, 3))
    for place in range(300):
        X, y = world(rng)
        for seed in range(5):
            order = rng.permutation(ROWS)
            test, train = order[:TESTED], order[TESTED:]
            drawn = rng.choice(train, (2, len(train)))
            twins = [measured(X[test], y[test], fitted(X[rows], y[rows])) for rows in drawn]
            found[seed, place] = np.subtract(*twins)
    assert share_of_alarms(found, OVERLAP, holm) <= ALPHA


def test_the_verdicts_of_a_table_are_those_of_the_corrected_test():
    rng = np.random.default_rng(8)
    values = rng.normal([0, 0, 2, 9], 1, (5, 4))
    runs = pd.DataFrame(np.vstack([0 * values, values])).add_prefix("test/")
    runs = runs.assign(strategy=np.repeat(["baseline", "a"], 5), seed=np.tile(range(5), 2))
    table = compare(runs, overlap=OVERLAP).query("strategy == 'a'")
    expected = holm(corrected_t(values, OVERLAP)["p"]) < ALPHA
    assert ((table["verdict"] == "real") == expected).all()
    assert expected.any()
    assert not expected.all()
