"""Columns that say another one in other words."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

SURE = 0.95
ROWS_PER_LEVEL = 5
FEWEST = 5  # rows that have both of two numbers


def recoded_columns(frame: pd.DataFrame, attributes: Mapping[str, Any]) -> list[str]:
    """Name the columns of which an attribute determines the value, or the other way round.

    Parameters
    ----------
    frame : DataFrame
        Rows of the data, the attributes among their columns.
    attributes : mapping of str to object
        The columns that are cloned.

    Returns
    -------
    list of str
        Those by which at least 95 % of the errors go away that guessing the commonest level makes,
        in either direction; of two numbers, at least 95 % of the ranks' variance.

    References
    ----------
    Goodman and Kruskal (1954), Measures of association for cross classifications (lambda).

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("fm") * 20, "code": [0, 1] * 20, "age": range(40)})
    >>> recoded_columns(people, {"sex": ["f", "m"]})
    ['code']
    """
    others = [name for name in frame if name not in attributes]
    return [name for name in others if any(_are_one(frame[a], frame[name]) for a in attributes)]


def _are_one(one: pd.Series, other: pd.Series) -> bool:
    if says(one, other) or says(other, one):
        return True
    if not all(pd.api.types.is_numeric_dtype(c) and c.nunique() > 1 for c in (one, other)):
        return False
    return bool(one.corr(other, method="spearman", min_periods=FEWEST) ** 2 >= SURE)


def says(one: pd.Series, other: pd.Series) -> bool:
    """Tell whether a column with repeated values gives away the value of another.

    Examples
    --------
    >>> sex, title = pd.Series(list("fm") * 20), pd.Series(["Mrs", "Mr", "Miss", "Mr"] * 10)
    >>> says(title, sex), says(sex, title)
    (True, False)
    """
    codes, levels = pd.factorize(one, use_na_sentinel=False)
    meant, values = pd.factorize(other, use_na_sentinel=False)
    if min(len(levels), len(values)) < 2 or len(one) < ROWS_PER_LEVEL * len(levels):
        return False
    pairs, together = np.unique(codes * len(values) + meant, return_counts=True)
    best = pd.Series(together).groupby(pairs // len(values)).max().sum()
    usual = np.bincount(meant).max()
    return bool(len(one) > usual and (best - usual) >= SURE * (len(one) - usual))
