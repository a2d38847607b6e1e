"""How many rows have each value of a column, where the rows themselves may have been counted."""

from collections.abc import Mapping

import pandas as pd

Counts = Mapping[str, pd.Series]


def rows_by_value(frame: pd.DataFrame, name: str, counts: Counts | None) -> pd.Series:
    """Count the rows of each value.

    Parameters
    ----------
    frame : DataFrame
    name : str
        A column of it.
    counts : mapping of str to Series, optional
        What was counted, where ``frame`` holds each value and not each row.

    Returns
    -------
    Series of int
        By value, NaN for what is missing; the most frequent first.

    Examples
    --------
    >>> rows_by_value(pd.DataFrame({"sex": ["f", "m", "m"]}), "sex", None).to_dict()
    {'m': 2, 'f': 1}
    """
    return frame[name].value_counts(dropna=False) if counts is None else counts[name]


def known_rows(frame: pd.DataFrame, name: str, counts: Counts | None) -> pd.Series:
    """Count the rows of each value that is not missing and that some row has."""
    found = rows_by_value(frame, name, counts)
    return found[found.index.notna() & (found > 0)]


def missing_rows(frame: pd.DataFrame, name: str, counts: Counts | None) -> int:
    """Count the rows without a value."""
    found = rows_by_value(frame, name, counts)
    return int(found[found.index.isna()].sum())
