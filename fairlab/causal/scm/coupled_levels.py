"""Levels: probabilities that depend on the parents, and a coupling of before and after."""

from copy import copy
from typing import Literal, Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.classification import CHOICE_ROWS, classifiers, surprise
from fairlab.causal.scm.learning_rows import rows_to_learn_from
from fairlab.causal.scm.pooled_levels import PooledLevels, SharesByGroup, plain
from fairlab.causal.scm.regression import best_of

RARE = 1e-6
MARGIN = 4.0  # standard errors that a fitted share of a group may be off the one that was seen
Noise = Literal["none", "gumbel"]


class Coupled:
    """Levels with probabilities given the parents, moved no more than the probabilities demand.

    Levels with an order are cut from one hidden degree that the row keeps, drawn from where its
    level lies (monotone coupling). Without an order a level is left only as far as it becomes
    less likely, for those that become likelier (maximal coupling); for two levels that is the
    same. No data tell the coupling: ``recoupled`` gives others.

    References
    ----------
    Pearl (2009), Causality, section 7.1 (abduction, action, prediction); Oberst and Sontag
    (2019), Counterfactual off-policy evaluation with Gumbel-max structural causal models
    (counterfactual stability, which all but independent twins have).
    """

    drawn = True

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered
        self.move = _monotone if ordered else _maximal
        self.note = ""

    def fit(
        self, parents: pd.DataFrame, values: pd.Series, seed: int, group: str | None = None
    ) -> Self:
        """Learn the probabilities: the best of several regressions by likelihood."""
        given = plain(values)
        self.levels_ = PooledLevels(self.ordered).fit(given)
        codes = pd.Series(self.levels_.codes(given), values.index)
        makers = classifiers(self.levels_.classes_, self.ordered)
        self.design_, X, y, rows = rows_to_learn_from(parents, codes.where(codes >= 0), seed)
        self.classifier_ = best_of(makers, X, y.astype(int), surprise, seed, CHOICE_ROWS)
        self.shares_: SharesByGroup | None = None
        if group:
            self._check(X, y.astype(int), parents[group].iloc[rows])
        return self

    def _check(self, X: np.ndarray, y: np.ndarray, group: pd.Series) -> None:
        """Fall back to shares by group where these are not what was fitted."""
        shares = SharesByGroup(self.levels_.classes_).fit(group, y)
        off = shares.furthest_off(group, self.classifier_.predict(X))
        if off > MARGIN:
            self.shares_ = shares
            self.note = (
                f"follows its shares by {group.name!r} alone, for no regression of its levels fits"
            )

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give the probability of each class of levels, of shape (n, classes)."""
        if self.shares_:
            found = self.shares_.of(parents[self.shares_.name_]).T
        else:
            found = self.classifier_.predict(self.design_.transform(parents)).T
        return _shares(found).T

    def times(self, start: np.ndarray, end: np.ndarray, strength: float) -> np.ndarray:
        """Multiply the change of log odds."""
        first, last = np.log(start.T), np.log(end.T)
        moved = first + strength * (last - first)
        return _shares(np.exp(moved - moved.max(axis=0))).T

    def recoupled(self, noise: Noise) -> Self:
        """Give the same, but that a twin's level says less of the person's, or nothing."""
        again = copy(self)
        if noise == "none":
            again.move = _independent
        elif not self.ordered:
            again.move = _gumbel
        return again

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Move to another level with the probability that the coupling gives."""
        given = plain(values)
        codes = self.levels_.codes(given)
        moved = self.move(np.maximum(codes, 0), here, there, uniform)
        drawn = self.levels_.drawn(moved, later_digits(uniform, 20))
        return np.where((codes < 0) | (moved == codes), given, drawn)

    def surprise(self, values: pd.Series, here: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Give the negative log-probability of levels; one that was never seen is very rare."""
        codes = self.levels_.codes(plain(values))
        return np.where(codes < 0, -np.log(RARE), surprise(np.maximum(codes, 0), here))


def _shares(found: np.ndarray) -> np.ndarray:
    np.maximum(found, RARE, out=found)
    found /= found.sum(axis=0)
    return found


def later_digits(uniform: np.ndarray, bits: int) -> np.ndarray:
    """Make another uniform number of the digits that are left once the first bits are cut off.

    Examples
    --------
    >>> later_digits(np.array([0.75]), 1).tolist()
    [0.5]
    """
    return (uniform * 2**bits) % 1


def _independent(
    codes: np.ndarray, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
) -> np.ndarray:
    return np.asarray((there[:, :-1].cumsum(axis=1) <= uniform[:, None]).sum(axis=1))


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


def _gumbel(
    codes: np.ndarray, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
) -> np.ndarray:
    """Let each level keep its own noise; the first to arrive, at the rate of its share, is had."""
    rng = np.random.default_rng(uniform.view(np.uint64))
    later = rng.exponential(size=here.shape) / here
    later[np.arange(len(codes)), codes] = 0
    arrival = later + rng.exponential(size=(len(codes), 1))
    return np.asarray((arrival * here / there).argmin(axis=1))
