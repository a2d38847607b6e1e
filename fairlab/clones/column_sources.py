"""What a column of a profile is drawn from: a place from 0 to 1 goes in, a value comes out.

The clones of a profile share the place. So a column that follows the attribute keeps its rank
when it is drawn from the column's values among other people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

import numpy as np
import pandas as pd
from pandas.api.types import union_categoricals

MOST_VALUES = 1000


class Source(Protocol):
    """Anything that gives a value for each place."""

    def at(self, place: np.ndarray) -> pd.Series:
        """Give the value at each place from 0 to below 1."""
        ...


@dataclass(frozen=True, eq=False)
class Pool:
    """Values to choose from, of which each has a share of the places.

    Parameters
    ----------
    choices : Series of shape (k,)
        Of any type; its type is that of the column.
    shares : array of float, shape (k,), optional
        Summing to more than 0; equal shares when left out.

    Examples
    --------
    >>> homes = Pool(pd.Series(["rent", "own"]), np.array([0.7, 0.3]))
    >>> homes.at(np.array([0.0, 0.69, 0.71])).tolist()
    ['rent', 'rent', 'own']
    """

    choices: pd.Series
    shares: np.ndarray | None = None

    @cached_property
    def _ends(self) -> np.ndarray:
        shares = np.ones(len(self.choices)) if self.shares is None else self.shares
        return np.cumsum(shares) / np.sum(shares)

    def at(self, place: np.ndarray) -> pd.Series:
        """Give the value at each place from 0 to below 1."""
        # Rounding may leave the last end a little below 1.
        chosen = np.searchsorted(self._ends[:-1], place, side="right")
        return self.choices.take(chosen).reset_index(drop=True)


@dataclass(frozen=True)
class UniformRange:
    """Numbers between two limits, each equally likely.

    Parameters
    ----------
    low, high : int or float
        ``low`` is at most ``high``. Two whole numbers give whole numbers, both limits included.

    Examples
    --------
    >>> UniformRange(30_000, 30_009).at(np.array([0.0, 0.55, 0.99])).tolist()
    [30000, 30005, 30009]
    """

    low: int | float
    high: int | float

    def at(self, place: np.ndarray) -> pd.Series:
        """Give the value at each place from 0 to below 1."""
        if isinstance(self.low, int) and isinstance(self.high, int):
            return pd.Series(self.low + (place * (self.high - self.low + 1)).astype("int64"))
        return pd.Series(self.low + place * (self.high - self.low))


@dataclass(frozen=True)
class Days:
    """Dates from one day to another, both included, each equally likely.

    Parameters
    ----------
    first, last : date
        ``first`` is not after ``last``.

    Examples
    --------
    >>> Days(date(1990, 1, 1), date(1990, 1, 10)).at(np.array([0.25])).dt.date.tolist()
    [datetime.date(1990, 1, 3)]
    """

    first: date
    last: date

    def at(self, place: np.ndarray) -> pd.Series:
        """Give the date at each place from 0 to below 1."""
        days = UniformRange(0, (self.last - self.first).days).at(place)
        return pd.Series(np.datetime64(self.first, "s") + pd.to_timedelta(days, unit="D"))


@dataclass(frozen=True)
class Mixture:
    """Several sources, each as likely as the others.

    Parameters
    ----------
    sources : tuple of Source
        At least one.

    Examples
    --------
    >>> low, high = UniformRange(0, 9), UniformRange(100, 109)
    >>> Mixture((low, high)).at(np.array([0.0, 0.49, 0.5])).tolist()
    [0, 9, 100]
    """

    sources: tuple[Source, ...]

    def at(self, place: np.ndarray) -> pd.Series:
        """Give the value at each place from 0 to below 1."""
        number, within = np.divmod(place * len(self.sources), 1)
        drawn = [source.at(within) for source in self.sources]
        return pick(drawn, number.astype(int))


def pick(columns: Sequence[pd.Series], number: np.ndarray) -> pd.Series:
    """Take the value of each row from one of several columns.

    Parameters
    ----------
    columns : sequence of Series of shape (n,)
        Categories are united.
    number : array of int, shape (n,)
        Which of the columns.

    Returns
    -------
    Series of shape (n,)

    Examples
    --------
    >>> pick([pd.Series(["a", "b"]), pd.Series(["c", "d"])], np.array([1, 0])).tolist()
    ['c', 'b']
    """
    rows = len(number)
    if all(isinstance(column.dtype, pd.CategoricalDtype) for column in columns):
        stacked = pd.Series(union_categoricals(columns, sort_categories=False))
    else:
        stacked = pd.concat(columns, ignore_index=True)
    return stacked.take(number * rows + np.arange(rows)).reset_index(drop=True)


def pool_of(values: pd.Series) -> Pool:
    """Draw from what a column of a table holds, gaps included.

    Parameters
    ----------
    values : Series of shape (n,)
        One column, with at least one row.

    Returns
    -------
    Pool
        Of every value with its share, in ascending order, gaps last; of a column with more than
        1000 values of 1000 evenly spaced ones.

    Examples
    --------
    >>> pool_of(pd.Series([3, 1, 3, None])).at(np.array([0.1, 0.3, 0.8])).tolist()
    [1.0, 3.0, nan]
    """
    ordered = values.sort_values().reset_index(drop=True)
    if ordered.nunique() > MOST_VALUES:
        places = (np.arange(MOST_VALUES) + 0.5) / MOST_VALUES * len(ordered)
        return Pool(ordered.take(places.astype(int)).reset_index(drop=True))
    first = np.flatnonzero(~ordered.duplicated())
    shares = np.diff(np.append(first, len(ordered)))
    return Pool(ordered.take(first).reset_index(drop=True), shares)
