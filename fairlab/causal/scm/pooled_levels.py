"""Levels of a column, those that hardly any row has taken together; and their shares by group."""

from typing import Self

import numpy as np
import pandas as pd

FEWEST, SHARE = 20, 0.005
SLIGHT = 0.01  # w squared


class PooledLevels:
    """Classes of levels, each with so many rows that something can be learned about it.

    Rare words make one class; rare numbers are taken together with their neighbours. Within a
    class levels keep the shares that they have.

    Parameters
    ----------
    ordered : bool
        Whether the levels have an order.

    Examples
    --------
    >>> towns = pd.Series(["a"] * 50 + ["b"] * 40 + ["c", "d"])
    >>> PooledLevels(ordered=False).fit(towns).codes(pd.Series(["a", "d", "c", "?"])).tolist()
    [0, 2, 2, -1]
    >>> levels = PooledLevels(ordered=True).fit(pd.Series([0] * 50 + [1] * 40 + [2, 3]))
    >>> levels.codes(pd.Series([0, 1, 2, 3])).tolist()
    [0, 1, 1, 1]
    """

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered

    def fit(self, values: pd.Series) -> Self:
        """Count the levels and put them into classes."""
        self.levels_ = pd.Index(values.dropna().unique()).sort_values()
        counts = np.bincount(self.levels_.get_indexer(values.dropna()), minlength=len(self.levels_))
        least = max(FEWEST, SHARE * counts.sum())
        if len(counts) <= 2:
            self.class_of_ = np.arange(len(counts))
        else:
            self.class_of_ = (_neighbours if self.ordered else _words)(counts, least)
        self.classes_ = int(self.class_of_.max()) + 1
        self.members_ = [np.flatnonzero(self.class_of_ == one) for one in range(self.classes_)]
        self.until_ = [counts[m].cumsum() / counts[m].sum() for m in self.members_]
        return self

    def codes(self, values: pd.Series) -> np.ndarray:
        """Give the class of each value, -1 for one that is missing or was not seen."""
        found = self.levels_.get_indexer(values)
        return np.where(found < 0, -1, self.class_of_[found])

    def drawn(self, classes: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Draw a level of each class, by the shares within the class."""
        found = np.empty(len(classes), int)
        for one, (members, until) in enumerate(zip(self.members_, self.until_, strict=True)):
            rows = np.flatnonzero(classes == one)
            if len(members) == 1:
                found[rows] = members
                continue
            at = np.searchsorted(until, uniform[rows], "right")
            found[rows] = members[np.minimum(at, len(members) - 1)]
        return self.levels_.to_numpy()[found]


class SharesByGroup:
    """How often each class occurs in each group.

    Parameters
    ----------
    classes : int

    Examples
    --------
    >>> sex = pd.Series(list("ffmm"), name="sex")
    >>> SharesByGroup(2).fit(sex, np.array([0, 1, 1, 1])).of(pd.Series(list("fm"))).tolist()
    [[0.5, 0.5], [0.0, 1.0]]
    """

    def __init__(self, classes: int) -> None:
        self.classes = classes

    def fit(self, group: pd.Series, codes: np.ndarray) -> Self:
        """Count."""
        self.name_ = group.name
        self.groups_ = pd.Index(group.dropna().unique())
        rows = self.groups_.get_indexer(group)
        self.counts_ = np.zeros((len(self.groups_) + 1, self.classes))
        np.add.at(self.counts_, (rows, codes), 1)
        self.counts_[-1] = self.counts_.sum(axis=0)  # also of those in no group
        return self

    def of(self, group: pd.Series) -> np.ndarray:
        """Give the shares in the group of each row, of all rows where it is none of them."""
        shares = self.counts_ / self.counts_.sum(axis=1, keepdims=True)
        return shares[self.groups_.get_indexer(group)]

    def furthest_off(self, group: pd.Series, fitted: np.ndarray) -> float:
        """Say by how many standard errors a group's mean probability is off its share, at most.

        What is slight by Cohen (1988), w of .1, is not counted, however many rows show it.

        Parameters
        ----------
        group : Series of shape (n,)
        fitted : array of shape (n, classes)
        """
        worst = 0.0
        if fitted.shape[1] < 2:  # of one class all probabilities are 1
            return worst
        for code in range(len(self.groups_)):
            rows = self.groups_.get_indexer(group) == code
            seen = self.counts_[code] / self.counts_[code].sum()
            likely = (self.counts_[code] + 1) / (self.counts_[code] + 1).sum()
            error = np.sqrt(likely * (1 - likely) / rows.sum())
            off = np.abs(fitted[rows].mean(axis=0) - seen)
            if off**2 @ (1 / likely) > SLIGHT:
                worst = max(worst, float((off / error).max()))
        return worst


def plain(values: pd.Series) -> pd.Series:
    """Give categories as what they are categories of.

    Examples
    --------
    >>> plain(pd.Series([1, 2], dtype="category")).dtype
    dtype('int64')
    """
    if isinstance(values.dtype, pd.CategoricalDtype):
        return values.astype(values.cat.categories.dtype)
    return values


def _words(counts: np.ndarray, least: float) -> np.ndarray:
    common = counts >= least
    if common.sum() + 1 >= len(counts):  # nothing to pool
        return np.arange(len(counts))
    return np.where(common, common.cumsum() - 1, common.sum())


def _neighbours(counts: np.ndarray, least: float) -> np.ndarray:
    found, place, gathered = np.zeros(len(counts), int), 0, 0
    for level, count in enumerate(counts):
        found[level] = place
        gathered += count
        if gathered >= least:
            place, gathered = place + 1, 0
    # What is left over at the end belongs to the last class that is full.
    return np.minimum(found, max(place - 1, 0)) if gathered else found
