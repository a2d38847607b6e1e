"""Probabilities of levels given parents, for levels with and without an order."""

from functools import partial
from typing import TYPE_CHECKING, Self
from warnings import catch_warnings, simplefilter

import numpy as np
from scipy.linalg import LinAlgWarning
from scipy.special import expit, softmax

from fairlab.causal.scm.regression import FORMS, ROUNDS, TREES, Maker
from fairlab.causal.scm.terms import Terms

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

MOST_ROWS = 30_000
CHOICE_ROWS = 8_000  # fewer than for numbers, as each fit takes many steps
MOST_WITH_PRODUCTS = 4  # levels; of more, trees see how parents act together, in less time
MOST_STEPS = 200
MOST_STACKED = 100_000  # rows and steps together
PENALTIES = (0.01, 1.0, 30.0)


class Logistic:
    """Multinomial logistic regression: a row of probabilities, one per class 0, 1, ..."""

    def __init__(self, classes: int, products: bool = False, bends: bool = False) -> None:
        self.classes = classes
        self.terms = Terms(products, bends)

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Maximise the likelihood, hardly penalised unless it then does not converge."""
        if self.classes > 2:
            X, y = X[:MOST_ROWS], y[:MOST_ROWS]
        columns = self.terms.fit(X).of(X)
        found = np.unique(y)
        self.weights_ = np.zeros((self.classes, columns.shape[1]))
        self.starts_ = np.full(self.classes, -np.inf)
        self.starts_[found] = 0
        if len(found) > 1:
            model = _converged(columns, y)
            # Of two classes only the second has weights: how much likelier it is than the first.
            told = found[-len(model.coef_) :]
            self.weights_[told], self.starts_[told] = model.coef_, model.intercept_
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the probability of each class."""
        columns = self.terms.of(X)
        return softmax(self.weights_ @ columns.T + self.starts_[:, None], axis=0).T


def _converged(columns: np.ndarray, y: np.ndarray) -> "LogisticRegression":
    """Fit with the least penalty with which the fit comes to an end."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.linear_model import LogisticRegression

    # Newton's steps cost the square of levels times columns.
    many = len(np.unique(y)) > MOST_WITH_PRODUCTS
    how = {"max_iter": MOST_STEPS, "tol": 1e-3} if many else {"solver": "newton-cholesky"}
    for penalty in PENALTIES:
        with catch_warnings():
            simplefilter("error", ConvergenceWarning)
            simplefilter("error", LinAlgWarning)
            try:
                return LogisticRegression(C=1 / penalty, **how).fit(columns, y)
            except (ConvergenceWarning, LinAlgWarning):
                continue
    with catch_warnings():
        simplefilter("ignore", ConvergenceWarning)  # what does not fit the shares is replaced
        return LogisticRegression(C=1 / PENALTIES[-1], max_iter=MOST_STEPS).fit(columns, y)


class StepByStep:
    """Logistic regression of whether a row that got to a level gets beyond it, for all levels.

    A parent has one effect on all steps and one that grows with the level, so that what common
    levels teach is used for rare ones.

    References
    ----------
    Fienberg (1980), The analysis of cross-classified categorical data (continuation ratios).

    Examples
    --------
    >>> X = np.repeat([[0.0], [1.0]], 100, axis=0)
    >>> y = np.r_[np.repeat([0, 1, 2], [50, 25, 25]), np.repeat([0, 1, 2], [20, 20, 60])]
    >>> StepByStep(3).fit(X, y).predict(np.array([[0.0], [1.0]])).round(1).tolist()
    [[0.5, 0.3, 0.2], [0.2, 0.2, 0.6]]
    """

    def __init__(self, classes: int, products: bool = False, bends: bool = False) -> None:
        self.classes = classes
        self.terms = Terms(products, bends)

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Stack the steps that rows took or did not take, and fit them together."""
        most = min(MOST_ROWS, 2 * MOST_STACKED // self.classes)
        X, y = X[:most], y[:most]
        columns = self.terms.fit(X).of(X)
        steps = [np.flatnonzero(y >= level) for level in range(self.classes - 1)]
        stacked = [self._at(columns[rows], level) for level, rows in enumerate(steps)]
        beyond = [y[rows] > level for level, rows in enumerate(steps)]
        step = Logistic(2).fit(np.vstack(stacked), np.concatenate(beyond).astype(int))
        (_, weights), (stop, go) = step.weights_, step.starts_
        always, growing, own = np.split(weights, [columns.shape[1], 2 * columns.shape[1]])
        self.weights_ = [always + growing * self._grown(level) for level in range(len(own))]
        self.starts_ = own + (go - stop)
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the probability of each class."""
        columns = self.terms.of(X)
        reached, found = np.ones(len(X)), np.empty((len(X), self.classes), order="F")
        for level, start in enumerate(self.starts_):
            beyond = reached * expit(columns @ self.weights_[level] + start)
            found[:, level] = reached - beyond
            reached = beyond
        found[:, -1] = reached
        return found

    def _at(self, columns: np.ndarray, level: int) -> np.ndarray:
        own = np.zeros((len(columns), self.classes - 1))
        own[:, level] = 1
        return np.hstack([columns, columns * self._grown(level), own])

    def _grown(self, level: int) -> float:
        return level / self.classes


class TreesOnLogistic:
    """Boosted trees for what logistic regression leaves over."""

    def __init__(self, classes: int) -> None:
        self.classes = classes

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Fit the regression, then the trees from its log-probabilities on."""
        import xgboost

        self.line_ = Logistic(self.classes).fit(X, y)
        settings = {"objective": "multi:softprob", "num_class": self.classes, "nthread": 1}
        start = xgboost.DMatrix(X, label=y, base_margin=self._margin(X))
        self.trees_ = xgboost.train(TREES | settings, start, num_boost_round=ROUNDS)
        return self

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Give the probability of each class."""
        import xgboost

        with xgboost.config_context(nthread=1):  # to read a margin; trees have their own setting
            found = self.trees_.inplace_predict(X, base_margin=self._margin(X))
        return found.astype(float).reshape(len(X), self.classes)  # a single row comes flat

    def _margin(self, X: np.ndarray) -> np.ndarray:
        return np.log(np.maximum(self.line_.predict(X), 1e-9))


def classifiers(classes: int, ordered: bool) -> tuple[Maker, ...]:
    """Give the candidates for a column of so many levels, the simplest first.

    Parameters
    ----------
    classes : int
        How many levels.
    ordered : bool
        Whether they have an order.

    Returns
    -------
    tuple of callable

    Examples
    --------
    >>> [type(make()).__name__ for make in classifiers(4, ordered=True)[::3]]
    ['StepByStep', 'TreesOnLogistic']
    """
    kind = StepByStep if ordered and classes > 2 else Logistic
    forms = FORMS if classes <= MOST_WITH_PRODUCTS else FORMS[:1]
    lines = (partial(kind, classes, **form) for form in forms)
    return (*lines, partial(TreesOnLogistic, classes))


def surprise(y: np.ndarray, probabilities: np.ndarray) -> np.ndarray:
    """Give the negative log-probability of the class that came about in each row.

    Examples
    --------
    >>> surprise(np.array([0, 1]), np.array([[0.5, 0.5], [0.75, 0.25]])).round(4).tolist()
    [0.6931, 1.3863]
    """
    return -np.log(np.maximum(probabilities[np.arange(len(y)), y], 1e-9))
