"""Regressions of which the best is taken: straight lines, curves, and trees on top of lines."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol, Self

import numpy as np

from fairlab.causal.scm.terms import Terms
from fairlab.stats.least_squares import least_squares

FIT_ROWS = 100_000
CHOICE_ROWS = 20_000
# A split has to gain what chance gives once in 10,000 times (chi-square 15), so that no effect
# of the attribute is made up where there is none.
TREES = {"max_depth": 4, "eta": 0.15, "max_bin": 64, "min_child_weight": 5, "gamma": 15}
ROUNDS = 40
SURE = 2.0
WORTHWHILE = 1e-3


class Predictor(Protocol):
    """What learns a function of the parents; scikit-learn's regressions are such."""

    def fit(self, X: np.ndarray, y: np.ndarray) -> Any:
        """Learn from rows X of shape (n, k) and values y of shape (n,)."""

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give one value per row, or a row of probabilities."""


class Constant:
    """The mean."""

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Take the mean of y."""
        self.mean_ = float(np.mean(y))
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the mean for each row."""
        return np.full(len(X), self.mean_)


class Linear:
    """Least squares on the terms of the columns."""

    def __init__(self, products: bool = False, bends: bool = False) -> None:
        self.terms = Terms(products, bends)

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Solve the least squares problem."""
        columns = self.terms.fit(X).of(X)
        with_start = np.vstack([np.ones(len(X)), columns.T]).T
        self.start_, self.weights_ = np.split(least_squares(with_start, y), [1])
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the value on the surface for each row."""
        return self.start_ + self.terms.of(X) @ self.weights_


class TreesOnLine:
    """Boosted trees for what a straight line leaves over: a weak straight effect is kept."""

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Fit the line, then the trees."""
        import xgboost

        self.line_ = Linear().fit(X, y)
        rest = y - self.line_.predict(X)
        self.scale_ = rest.std() or 1.0
        data = xgboost.DMatrix(X, label=rest / self.scale_)
        settings = {"base_score": 0.0, "nthread": 1}
        self.trees_ = xgboost.train(TREES | settings, data, num_boost_round=ROUNDS)
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the line's value plus the trees'."""
        return self.line_.predict(X) + self.scale_ * self.trees_.inplace_predict(X)


Maker = Callable[[], Predictor]
FORMS: tuple[dict[str, bool], ...] = ({}, {"products": True}, {"products": True, "bends": True})
LINES = tuple(partial(Linear, **form) for form in FORMS)
REGRESSIONS: tuple[Maker, ...] = (*LINES, TreesOnLine)
SPREADS: tuple[Maker, ...] = (Constant, *LINES[:2])


def best_of(
    makers: Sequence[Maker],
    X: np.ndarray,
    y: np.ndarray,
    loss: Callable,
    seed: int,
    most: int = CHOICE_ROWS,
) -> Predictor:
    """Fit what predicts best on rows that none has seen; trees only where they surely do.

    Parameters
    ----------
    makers : sequence of callable
        Each makes an unfitted predictor; the simplest first.
    X : array of float, shape (n, k)
        The parents.
    y : array, shape (n,)
        The values.
    loss : callable
        From values and predictions to a number per row, the smaller the better.
    seed : int
        For the draw of the rows on which the choice is made.
    most : int
        How many these are, at most.

    Returns
    -------
    Predictor
        Fitted.

    Examples
    --------
    >>> x = np.linspace(-1, 1, 400)[:, None]
    >>> best = best_of(REGRESSIONS, x, x[:, 0] ** 2, squared_error, seed=0)
    >>> best.predict(np.array([[0.5]])).round(6).tolist()
    [0.25]
    """
    drawn = np.random.default_rng(seed).permutation(len(X))[:most]
    learn, judge = np.array_split(drawn, 2)
    fitted = [make().fit(X[learn], y[learn]) for make in makers]
    losses = [loss(y[judge], model.predict(X[judge])) for model in fitted]
    return makers[_best(fitted, losses)]().fit(X, y)


def squared_error(y: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Give the squared error of each row.

    Examples
    --------
    >>> squared_error(np.array([1.0, 2.0]), np.array([1.0, 4.0])).tolist()
    [0.0, 4.0]
    """
    return (y - predicted) ** 2


def _best(fitted: Sequence[Predictor], losses: Sequence[np.ndarray]) -> int:
    """Take the line of the least loss, or trees that are surely better.

    An effect that a line leaves out is missing in every twin, and does not average out as the noise
    of one that it has in vain; so no line has to be surely better than a simpler one. A spread
    that varies has to, for it moves whoever is far off, and who that is hangs on the rows.
    """
    best, of_spread = 0, isinstance(fitted[0], Constant)
    for other in range(1, len(losses)):
        gain, least = losses[best] - losses[other], 0.0
        if of_spread or hasattr(fitted[other], "trees_"):
            chance = SURE * gain.std() / np.sqrt(len(gain))
            least = max(chance, WORTHWHILE * losses[best].mean())
        if gain.mean() > least:
            best = other
    return best
