"""New rows between two rows of a table, of columns of any type, in which values may be missing."""

from typing import NamedTuple

import numpy as np
import pandas as pd
from pandas.api.types import is_integer_dtype

from fairlab.mitigate.inheritance import Attribute


class Ends(NamedTuple):
    """Between which rows new ones lie.

    Attributes
    ----------
    parents : ndarray of int of shape (m,)
        The rows at which they begin.
    others : ndarray of int of shape (m,)
        The rows that they move towards.
    weight : ndarray of float of shape (m,)
        How far, from 0 to 1.
    voters : ndarray of int of shape (m, k) or None
        Rows whose most frequent level each takes; the parent's level where there are none.
    """

    parents: np.ndarray
    others: np.ndarray
    weight: np.ndarray
    voters: np.ndarray | None = None


def between(table: pd.DataFrame, ends: Ends, held: tuple = ()) -> pd.DataFrame:
    """Make new rows.

    A number lies between those of the two rows, and is whole where all are; where one is missing,
    and in columns that are held, the new row has what its parent has.

    Parameters
    ----------
    table : DataFrame of shape (n, columns)
    ends : Ends
        Of m new rows.
    held : tuple
        Columns of which the parents' values are taken.

    Returns
    -------
    DataFrame of shape (m, columns)
        With the dtypes of the table.

    Examples
    --------
    >>> people = pd.DataFrame({"age": [20, 41], "job": ["a", "b"]})
    >>> half = Ends(np.array([0]), np.array([1]), np.array([0.5]), np.array([[1]]))
    >>> between(people, half).to_dict("records")
    [{'age': 30, 'job': 'b'}]
    """
    values = [_values(column, ends, name in held) for name, column in table.items()]
    return pd.DataFrame(dict(enumerate(values)), copy=False).set_axis(table.columns, axis=1)


def _values(column: pd.Series, ends: Ends, held: bool) -> object:
    own = column.array.take(ends.parents)
    if held:
        return own
    if not Attribute.of(column, held, bounded=False).number:
        return own if ends.voters is None else _elected(column, ends.parents, ends.voters)
    start, end = (_floats(column, rows) for rows in (ends.parents, ends.others))
    moved = start + ends.weight * (end - start)
    known = ~np.isnan(moved)
    found = np.rint(moved[known]) if is_integer_dtype(column.dtype) else moved[known]
    own[known] = found.astype(np.dtype(getattr(column.dtype, "numpy_dtype", column.dtype)))
    return own


def _elected(column: pd.Series, parents: np.ndarray, voters: np.ndarray) -> object:
    """Take the most frequent level of the voters, of several the first; the parent's of none."""
    codes = pd.factorize(column)[0][voters]
    alike = (codes[:, :, None] == codes[:, None, :]).sum(axis=2) * (codes >= 0)
    first = alike.argmax(axis=1)
    chosen = voters[np.arange(len(voters)), first]
    unknown = alike.max(axis=1) == 0
    return column.array.take(np.where(unknown, parents, chosen))


def _floats(column: pd.Series, rows: np.ndarray) -> np.ndarray:
    found: np.ndarray = column.iloc[rows].to_numpy(float, na_value=np.nan)
    return found
