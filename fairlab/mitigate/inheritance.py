"""How a new row gets its value of one attribute from a parent and two near rows."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_bool_dtype, is_integer_dtype, is_numeric_dtype

FIRST = 1_000  # rows
EXACT = 2**53  # the whole numbers that a float holds; beyond them a number is an identifier


@dataclass(frozen=True)
class Attribute:
    """A column and what inheriting must respect.

    Parameters
    ----------
    column : array
        The values of all training rows.
    number : bool
        Whether values can be added and subtracted.
    two_valued : bool
        Whether it has at most two distinct values.
    held : bool
        Whether a new row has the parent's value, as the sensitive levels that define a cell.
    low, high : float
        Where numbers must stay.

    Examples
    --------
    >>> age = Attribute.of(pd.Series([20, 30, 45]), held=False, bounded=True)
    >>> age.number, age.two_valued, age.low, age.high
    (True, False, 20.0, 45.0)
    """

    column: Any
    number: bool
    two_valued: bool
    held: bool
    low: float
    high: float

    @classmethod
    def of(cls, column: pd.Series, held: bool, bounded: bool) -> "Attribute":
        """Look at a column; unless bounded, its numbers may go wherever their type can."""
        number = _is_number(column)
        low, high = np.nan, np.nan
        if number:
            low, high = _range(column) if bounded else _limits(column.dtype)
        return cls(column.array, number, _is_two_valued(column), held, low, high)

    def within(self, rows: np.ndarray) -> "Attribute":
        """Bound a number by the values of some rows, so that it stays in their half."""
        if not self.number:
            return self
        low, high = _range(pd.Series(self.column.take(rows)))
        return replace(self, low=low, high=high)


class Families(NamedTuple):
    """Who new rows descend from; rows of the same three are one family.

    Attributes
    ----------
    members : ndarray of int of shape (f, 3)
        The rows p, c1, c2 of each family.
    of_row : ndarray of int of shape (m,)
        The family of each new row.
    """

    members: np.ndarray
    of_row: np.ndarray

    @property
    def parents(self) -> np.ndarray:
        """The row p of each family."""
        return self.members[:, 0]


def inherit_by_paper(
    attribute: Attribute,
    families: Families,
    rng: np.random.Generator,
    crossover: float,
    mutation: float,
) -> Any:
    """Give values as Chakraborty et al. (2021) and the study describe it.

    Numbers: p + mutation * (c1 - c2) with probability ``crossover``, else p. Two-valued
    columns: one of p, c1, c2 at random with probability ``crossover``, else p. Other
    columns: one of p, c1, c2 at random.

    Parameters
    ----------
    attribute : Attribute
        The column.
    families : Families
        Of m new rows.
    rng : Generator
        Draws row by row, so that rows made in several calls are those of one.
    crossover : float
        A probability.
    mutation : float
        How much of a difference is added.

    Returns
    -------
    array of shape (m,)
        Of the column's dtype; p's value where any of the three is missing.

    Examples
    --------
    >>> age = Attribute.of(pd.Series([20, 30, 45]), held=False, bounded=True)
    >>> one = Families(np.array([[0, 2, 1]]), np.array([0]))
    >>> rng = np.random.default_rng(0)
    >>> inherit_by_paper(age, one, rng, crossover=1.0, mutation=0.8)[0].item()
    32
    """
    count = len(families.of_row)
    if attribute.held:
        return _copied(attribute, families)
    if attribute.number and not attribute.two_valued:
        moved = _moved(attribute, families, _mutant(attribute, families, mutation))
        return _one_of(moved, families, rng.random(count) < crossover)
    if attribute.two_valued:
        # Both draws of a row stand together, so that rows made in parts are the same.
        lot, which = rng.random((count, 2)).T
        chosen = np.where(lot < crossover, (3 * which).astype(int), 0)
    else:
        chosen = rng.integers(3, size=count)
    return _one_of(_the_three(attribute, families), families, chosen)


def inherit_by_reference(
    attribute: Attribute,
    families: Families,
    rng: np.random.Generator,
    crossover: float,
    mutation: float,
) -> Any:
    """Give values as the authors' published code does.

    Numbers: always ``|p + mutation * (c1 - c2)|``. Booleans: not p with probability
    ``crossover``, else p. Other columns: one of p, c1, c2 at random.

    Parameters
    ----------
    attribute, families, rng, mutation
        As for ``inherit_by_paper``.
    crossover : float
        The probability that a boolean is flipped.

    Examples
    --------
    >>> age = Attribute.of(pd.Series([20, 30, 45]), held=False, bounded=False)
    >>> one = Families(np.array([[0, 1, 2]]), np.array([0]))
    >>> rng = np.random.default_rng(0)
    >>> inherit_by_reference(age, one, rng, crossover=1.0, mutation=0.8)[0].item()
    8
    """
    count = len(families.of_row)
    if attribute.held:
        return _copied(attribute, families)
    if is_bool_dtype(attribute.column.dtype):
        return _flipped(_copied(attribute, families), rng.random(count) < crossover)
    if attribute.number:
        mutant = np.abs(_mutant(attribute, families, mutation))
        return _one_of(_moved(attribute, families, mutant), families, np.ones(count, int))
    return _one_of(_the_three(attribute, families), families, rng.integers(3, size=count))


def _copied(attribute: Attribute, families: Families) -> Any:
    return attribute.column.take(families.parents[families.of_row])


def _one_of(values: Any, families: Families, chosen: np.ndarray) -> Any:
    """Take for each new row the first, second or further value of its family."""
    return values.take(families.of_row + len(families.members) * chosen)


def _mutant(attribute: Attribute, families: Families, mutation: float) -> np.ndarray:
    parent, first, second = (_floats(attribute.column.take(rows)) for rows in families.members.T)
    return parent + mutation * (first - second)


def _floats(values: Any) -> np.ndarray:
    if isinstance(values, pd.arrays.NumpyExtensionArray):
        return np.asarray(values, float)
    return values.to_numpy(float, na_value=np.nan)


def _moved(attribute: Attribute, families: Families, mutant: np.ndarray) -> Any:
    """Give the parents' values, then the mutants', which are the parents' where unknown."""
    values = attribute.column.take(np.tile(families.parents, 2))
    known = ~np.isnan(mutant)
    moved = np.clip(mutant[known], attribute.low, attribute.high)
    rounded = np.rint(moved) if is_integer_dtype(values.dtype) else moved
    places = slice(len(mutant), None) if known.all() else len(mutant) + np.flatnonzero(known)
    values[places] = rounded.astype(_plain(values.dtype))
    return values


def _the_three(attribute: Attribute, families: Families) -> Any:
    """Give the values of p, then of c1, then of c2; those of p where one of them is missing."""
    rows = families.members.T.ravel()
    missing = np.asarray(pd.isna(attribute.column.take(rows))).reshape(3, -1).any(axis=0)
    return attribute.column.take(np.where(np.tile(missing, 3), np.tile(families.parents, 3), rows))


def _flipped(child: Any, flip: np.ndarray) -> Any:
    child[flip] = ~child[flip]
    return child


def _is_number(column: pd.Series) -> bool:
    if not is_numeric_dtype(column) or is_bool_dtype(column):
        return False
    return not is_integer_dtype(column) or bool(column.dropna().astype(float).abs().max() <= EXACT)


def _is_two_valued(column: pd.Series) -> bool:
    # Most columns show a third value at once, and are not read to the end.
    return column[:FIRST].nunique() <= 2 and column.nunique() <= 2


def _range(column: pd.Series) -> tuple[float, float]:
    known = column.dropna()
    return (float(known.min()), float(known.max())) if len(known) else (np.nan, np.nan)


def _limits(dtype: Any) -> tuple[float, float]:
    plain = _plain(dtype)
    info: Any = np.iinfo(plain) if plain.kind in "iu" else np.finfo(plain)
    return float(info.min), float(info.max)


def _plain(dtype: Any) -> np.dtype:
    return np.dtype(getattr(dtype, "numpy_dtype", dtype))
