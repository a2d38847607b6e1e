"""How a node depends on its parents and its own noise, and what it becomes when they change."""

from collections.abc import Callable
from typing import Protocol, Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.classification import classifiers, surprise
from fairlab.causal.scm.design_matrix import ParentMatrix
from fairlab.causal.scm.regression import (
    FIT_ROWS,
    REGRESSIONS,
    SPREADS,
    Predictor,
    best_of,
    squared_error,
)
from fairlab.causal.scm.scales import Plain, Root, Scale, scale_of
from fairlab.stats.column_kinds import kind_of, numbers_of

RARE = 1e-6
MOST_STEPS = 30
ROUNDED = 500
FURTHEST = 10.0


class Mechanism(Protocol):
    """A node's distribution given its parents, that can be followed with the row's own noise.

    A value that is missing, or that no training row has, stays as it is.
    """

    drawn: bool
    """Whether the noise is only known up to a distribution, so that twins are drawn."""

    def fit(self, parents: pd.DataFrame, values: pd.Series, seed: int) -> Self:
        """Learn from training rows."""

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give what describes the distribution, for each row from that row alone."""

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Give the values under other parameters, with the noise that gave the present ones."""


class AdditiveNoise:
    """x = f(parents) + noise, with f the best of several regressions, as in the study.

    A whole number keeps a whole noise: f is rounded. The result may be a value that the column
    cannot have (Peters et al., 2011, allow all integers), such as -1 for a 0/1 column.

    Parameters
    ----------
    regression : Predictor, optional
        Fitted on what ``ParentMatrix`` makes of the parents; the best of several where left out.

    References
    ----------
    Hoyer et al. (2008); Peters, Janzing and Schölkopf (2011); van der Pol (2026), section 5.1.2.
    """

    drawn = False

    def __init__(self, regression: Predictor | None = None) -> None:
        self.regression = regression

    def fit(self, parents: pd.DataFrame, values: pd.Series, seed: int) -> Self:
        """Learn f."""
        self.whole_ = kind_of(values) in ("binary", "ordered", "count")
        self.design_, X, y = _to_learn_from(parents, values, seed)
        self.regression_ = self.regression or best_of(REGRESSIONS, X, y, squared_error, seed)
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give f(parents)."""
        mean = self.regression_.predict(self.design_.transform(parents))
        return np.round(mean) if self.whole_ else mean

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Add the change of f to the value."""
        return there + (numbers_of(values) - here)


class LocationScale:
    """x = m(parents) + s(parents) * noise, on the logarithmic scale for amounts.

    Small whole numbers are taken for what they are rounded from, which is drawn. Values stay where
    training values can be: whole numbers in their range, others on their side of zero and in 0..1
    where they are shares.
    """

    def __init__(self, whole: bool, drawn: bool = False) -> None:
        self.whole = whole
        self.drawn = drawn

    def fit(self, parents: pd.DataFrame, values: pd.Series, seed: int) -> Self:
        """Learn m, then s from the size of what m leaves over."""
        self.design_, X, y = _to_learn_from(parents, values, seed)
        self.scale_ = _scale_of_count(y) if self.drawn else scale_of(y)
        y = self.scale_.of(y)
        self.reach_ = 2 * y.min() - y.max(), 2 * y.max() - y.min()
        self.mean_ = best_of(REGRESSIONS, X, y, squared_error, seed)
        rest = np.abs(y - self.mean_.predict(X))
        size = np.log(np.maximum(rest, 1e-3 * y.std()))
        self.log_scale_ = best_of(SPREADS, X, size, squared_error, seed + 1)
        self.bounds_ = _bounds(values, self.whole)
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give m and log s, up to a constant, of shape (n, 2)."""
        X = self.design_.transform(parents)
        return np.array([self.mean_.predict(X), self.log_scale_.predict(X)]).T

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Keep the distance to m in units of s."""
        x = self.scale_.of(numbers_of(values) + (uniform - 0.5 if self.drawn else 0))
        stretch = np.exp(np.clip(there[:, 1] - here[:, 1], -FURTHEST, FURTHEST))
        # A spread that was learned elsewhere may be huge: no further than the range is wide.
        moved = np.clip(there[:, 0] + stretch * (x - here[:, 0]), *self.reach_)
        moved = self.scale_.back(moved)
        return np.clip(np.rint(moved) if self.whole else moved, *self.bounds_)


class Coupled:
    """Levels with probabilities given the parents, moved no more than the probabilities demand.

    Levels with an order are cut from one hidden degree that the row keeps, drawn from where its
    level lies (monotone coupling). Without an order a level is left only as far as it becomes
    less likely, for those that become likelier (maximal coupling); for two levels that is the
    same.

    References
    ----------
    Pearl (2009), Causality, section 7.1 (abduction, action, prediction); Oberst and Sontag
    (2019), Counterfactual off-policy evaluation with Gumbel-max structural causal models
    (counterfactual stability, which both couplings have).
    """

    drawn = True

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered

    def fit(self, parents: pd.DataFrame, values: pd.Series, seed: int) -> Self:
        """Learn the probabilities: the best of several regressions by likelihood."""
        self.levels_ = pd.Index(_plain(values).dropna().unique()).sort_values()
        codes = pd.Series(self.levels_.get_indexer(_plain(values)), values.index)
        self.design_, X, y = _to_learn_from(parents, codes.where(codes >= 0), seed)
        self.classifier_ = best_of(
            classifiers(len(self.levels_), self.ordered), X, y.astype(int), surprise, seed
        )
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give the probability of each level, of shape (n, levels)."""
        found = self.classifier_.predict(self.design_.transform(parents)).T
        np.maximum(found, RARE, out=found)
        found /= found.sum(axis=0)
        return found.T

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Move to another level with the probability that the coupling gives."""
        given = _plain(values)
        codes = self.levels_.get_indexer(given)
        move = _monotone if self.ordered else _maximal
        moved = self.levels_.to_numpy()[move(np.maximum(codes, 0), here, there, uniform)]
        return np.where(codes < 0, given, moved)


def in_support(values: pd.Series) -> Mechanism:
    """Choose the mechanism for a column whose twins must be values that the column can have.

    Parameters
    ----------
    values : Series
        Training values.

    Returns
    -------
    Mechanism
        Unfitted.

    Examples
    --------
    >>> type(in_support(pd.Series([0, 1, 1]))).__name__
    'Coupled'
    """
    kind = kind_of(values)
    if kind == "continuous":
        return LocationScale(whole=False)
    if kind == "count" and values.nunique() > MOST_STEPS:
        return LocationScale(whole=True, drawn=values.max() - values.min() <= ROUNDED)
    return Coupled(ordered=kind != "categorical")


def additive(values: pd.Series) -> Mechanism:
    """Choose the study's mechanism: additive noise, save for words, which have no sum.

    Parameters
    ----------
    values : Series
        Training values.

    Returns
    -------
    Mechanism
        Unfitted.

    Examples
    --------
    >>> type(additive(pd.Series([0, 1, 1]))).__name__
    'AdditiveNoise'
    """
    is_number = pd.api.types.is_numeric_dtype(values)
    return AdditiveNoise() if is_number else Coupled(ordered=False)


MECHANISMS: dict[str, Callable[[pd.Series], Mechanism]] = {
    "in_support": in_support,
    "additive": additive,
}


def _monotone(
    codes: np.ndarray, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
) -> np.ndarray:
    degree, end, moved = np.zeros(len(codes)), np.zeros(len(codes)), np.zeros(len(codes), int)
    for level, probability in enumerate(here.T):
        degree += probability * (level <= codes)
    degree -= (1 - uniform) * here[np.arange(len(codes)), codes]
    for probability in there.T[:-1]:
        end += probability
        moved += end <= degree
    return moved


def _maximal(
    codes: np.ndarray, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
) -> np.ndarray:
    rows = np.arange(len(codes))
    stay = np.minimum(1, there[rows, codes] / here[rows, codes])
    gains = np.maximum(there - here, 0).cumsum(axis=1)
    total = np.maximum(gains[:, -1:], np.finfo(float).tiny)
    left = ((uniform - stay) / np.maximum(1 - stay, np.finfo(float).tiny))[:, None]
    return np.where(uniform < stay, codes, (gains[:, :-1] / total <= left).sum(axis=1))


def _scale_of_count(y: np.ndarray) -> Scale:
    return Root() if y.min() >= 0 else Plain()


def _bounds(values: pd.Series, whole: bool) -> tuple[float, float]:
    least, most = float(values.min()), float(values.max())
    if whole:
        return least, most
    return 0.0 if least >= 0 else -np.inf, 1.0 if least >= 0 and most <= 1 else np.inf


def _to_learn_from(
    parents: pd.DataFrame, values: pd.Series, seed: int
) -> tuple[ParentMatrix, np.ndarray, np.ndarray]:
    """Draw rows that have a value, and give their parents as a matrix."""
    known = np.flatnonzero(values.notna())
    rng = np.random.default_rng(seed)
    rows = np.sort(rng.choice(known, min(len(known), FIT_ROWS), replace=False))
    design = ParentMatrix().fit(parents.iloc[rows])
    return design, design.transform(parents.iloc[rows]), numbers_of(values.iloc[rows])


def _plain(values: pd.Series) -> pd.Series:
    """Give categories as what they are categories of."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.astype(values.cat.categories.dtype)
    return values
