"""Which cells are empty, and whether rows with an empty cell are positive more often."""

from hashlib import sha256

import numpy as np
import pandas as pd

from fairlab.explore.level_counts import COLUMNS, counted


def missing_values(frame: pd.DataFrame, y: np.ndarray) -> pd.DataFrame:
    """Count the empty cells of each column that has any.

    Parameters
    ----------
    frame : DataFrame of n rows
        The columns to look at.
    y : ndarray of int, shape (n,)
        1 where the label is positive.

    Returns
    -------
    DataFrame
        The most often empty first: ``column``; ``rows`` without a value, their ``share`` of all
        rows, ``positives`` and ``rate`` among them, with its 95 % interval from ``low`` to
        ``high``; and ``same_rows``, the other columns that are empty in exactly these rows.

    Examples
    --------
    >>> table = pd.DataFrame({"a": [1, None, None], "b": [None, 1, 2], "c": [3, None, None]})
    >>> missing_values(table, np.array([0, 1, 0]))[["column", "rows", "rate", "same_rows"]]
      column  rows  rate same_rows
    0      a     2   0.5    (c,)
    1      c     2   0.5    (a,)
    2      b     1   0.0        ()
    """
    empty = {column: frame[column].isna().to_numpy() for column in frame}
    empty = {column: cells for column, cells in empty.items() if cells.any()}
    if not empty:
        return pd.DataFrame(columns=["column", *COLUMNS[1:], "same_rows"])
    rows = np.array([cells.sum() for cells in empty.values()])
    positives = np.array([y[cells].sum() for cells in empty.values()], int)
    found = counted(list(empty), rows, positives, len(frame)).rename(columns={"level": "column"})
    found["same_rows"] = _together(empty)
    return found.sort_values("rows", ascending=False, kind="stable", ignore_index=True)


def _together(empty: dict[str, np.ndarray]) -> list[tuple[str, ...]]:
    patterns = {column: sha256(cells.tobytes()).digest() for column, cells in empty.items()}
    return [
        tuple(c for c, other in patterns.items() if other == pattern and c != column)
        for column, pattern in patterns.items()
    ]
