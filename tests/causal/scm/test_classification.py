import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from fairlab.causal.scm.classification import Logistic, StepByStep, TreesOnLogistic

N = 2000
RNG = np.random.default_rng(0)
X = RNG.normal(size=(N, 3))
DEGREE = X @ [1.0, -0.5, 0.0] + RNG.logistic(size=N)


@pytest.mark.parametrize("found", [[0, 1], [0, 1, 2, 3], [1, 3], [0, 2, 3]], ids=str)
def test_probabilities_are_those_of_scikit_learn_and_zero_for_classes_not_seen(found):
    y = np.array(found)[np.digitize(DEGREE, np.linspace(-1, 1, len(found) - 1))]
    theirs = LogisticRegression(C=100, solver="newton-cholesky").fit(X, y).predict_proba(X)
    ours = Logistic(found[-1] + 1).fit(X, y).predict(X)
    np.testing.assert_allclose(ours[:, found], theirs, rtol=1e-12)
    assert np.delete(ours, found, axis=1).sum() == 0


@pytest.mark.parametrize("only", [0, 2])
def test_the_only_class_that_was_seen_is_certain(only):
    for kind in (Logistic, StepByStep):
        found = kind(3).fit(X, np.full(N, only)).predict(X)
        np.testing.assert_array_equal(found, np.tile(np.eye(3)[only], (N, 1)))


def test_one_row_is_a_row():
    trees = TreesOnLogistic(3).fit(X, np.digitize(DEGREE, [-1, 1]))
    np.testing.assert_array_equal(trees.predict(X[:1]), trees.predict(X[:2])[:1])


def test_steps_are_one_regression_on_all_rows_that_got_to_them():
    y, levels = np.digitize(DEGREE, [-1, 0, 2]), 4
    reached = [np.flatnonzero(y >= level) for level in range(levels - 1)]
    stacked = np.vstack([at(rows, level, levels) for level, rows in enumerate(reached)])
    beyond = np.concatenate([y[rows] > level for level, rows in enumerate(reached)])
    steps = LogisticRegression(C=100, solver="newton-cholesky").fit(stacked, beyond)
    everybody = np.arange(N)
    go = [steps.predict_proba(at(everybody, level, levels))[:, 1] for level in range(levels - 1)]
    survival = np.vstack([np.ones(N), np.cumprod(go, axis=0), np.zeros(N)])
    found = StepByStep(levels).fit(X, y).predict(X)
    np.testing.assert_allclose(found, -np.diff(survival, axis=0).T, rtol=1e-9)


def at(rows, level, levels):
    own = np.tile(np.eye(levels - 1)[level], (len(rows), 1))
    return np.hstack([X[rows], X[rows] * (level / levels), own])
