"""Columns that say the attribute in other words, and combinations that no row of a table has."""

from collections.abc import Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

SURE = 0.95
ROWS_PER_LEVEL = 5
MOST_LEVELS = 50
EXPECTED = 5
COLUMNS = ["column", "value", "other", "other_value", "clones"]


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


def never_together(frame: pd.DataFrame, clones: pd.DataFrame) -> tuple[int, pd.DataFrame]:
    """Count the clones in which two values stand together that do so in no row of the data.

    Parameters
    ----------
    frame : DataFrame
        Rows of the data.
    clones : DataFrame
        With columns of the same names.

    Returns
    -------
    clones : int
        How many have at least one such pair.
    pairs : DataFrame
        Column, value, other, other_value, clones, the most frequent first. Looked at are columns
        of at most fifty values, and pairs that chance alone would bring together five times.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("fm") * 20, "title": ["Mrs", "Mr"] * 20})
    >>> count, pairs = never_together(people, people.assign(title="Mr"))
    >>> count, pairs[["value", "other_value"]].iloc[0].tolist()
    (20, ['f', 'Mr'])
    """
    few = [name for name in frame if name in clones and frame[name].nunique() <= MOST_LEVELS]
    coded = {name: _codes(frame[name], clones[name]) for name in few}
    odd, found = np.zeros(len(clones), bool), []
    for one, other in combinations(few, 2):
        (levels, rows, asked), (others, rows_too, asked_too) = coded[one], coded[other]
        shape = len(levels) + 1, len(others) + 1
        counts = np.bincount(rows * shape[1] + rows_too, minlength=shape[0] * shape[1])
        counts = counts.reshape(shape)
        expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / len(frame)
        never = (counts == 0) & (expected >= EXPECTED)
        never[-1], never[:, -1] = False, False  # gaps, and values that no row has
        hit = never[asked, asked_too]
        odd |= hit
        for a, b in np.argwhere(never).tolist():
            together = int((hit & (asked == a) & (asked_too == b)).sum())
            if together:
                found.append((one, levels[a], other, others[b], together))
    pairs = pd.DataFrame(found, columns=COLUMNS)
    return int(odd.sum()), pairs.sort_values("clones", ascending=False, kind="stable")


def _are_one(one: pd.Series, other: pd.Series) -> bool:
    if _says(one, other) or _says(other, one):
        return True
    if not all(pd.api.types.is_numeric_dtype(c) and c.nunique() > 1 for c in (one, other)):
        return False
    return bool(one.corr(other, method="spearman", min_periods=EXPECTED) ** 2 >= SURE)


def _says(one: pd.Series, other: pd.Series) -> bool:
    """Tell whether a column with repeated values gives away the value of another."""
    codes, levels = pd.factorize(one, use_na_sentinel=False)
    meant, values = pd.factorize(other, use_na_sentinel=False)
    if min(len(levels), len(values)) < 2 or len(one) < ROWS_PER_LEVEL * len(levels):
        return False
    pairs, together = np.unique(codes * len(values) + meant, return_counts=True)
    best = pd.Series(together).groupby(pairs // len(values)).max().sum()
    usual = np.bincount(meant).max()
    return bool(len(one) > usual and (best - usual) >= SURE * (len(one) - usual))


def _codes(values: pd.Series, asked: pd.Series) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """Give numbers to the levels of both; a gap, and what the data lack, come last."""
    levels = pd.Index(values.dropna().unique())
    places = [levels.get_indexer(column.astype(levels.dtype)) for column in (values, asked)]
    return levels, *(np.where(place < 0, len(levels), place) for place in places)
