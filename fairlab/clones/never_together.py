"""Combinations of values that no row of a table has."""

from itertools import combinations

import numpy as np
import pandas as pd

MOST_LEVELS = 50
EXPECTED = 5
COLUMNS = ["column", "value", "other", "other_value", "clones"]


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


def _codes(values: pd.Series, asked: pd.Series) -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """Give numbers to the levels of both; a gap, and what the data lack, come last."""
    levels = pd.Index(values.dropna().unique())
    places = [levels.get_indexer(column.astype(levels.dtype)) for column in (values, asked)]
    return levels, *(np.where(place < 0, len(levels), place) for place in places)
