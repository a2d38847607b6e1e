"""Rows and positives per level: what the study's absolute and normalised figures show."""

import numpy as np
import pandas as pd

from fairlab.stats.wilson_interval import wilson

COLUMNS = ["level", "rows", "share", "positives", "rate", "low", "high"]


def counts(levels: pd.Categorical, y: np.ndarray) -> pd.DataFrame:
    """Count rows and positives of each level.

    Parameters
    ----------
    levels : Categorical of shape (n,)
        The level of each row; missing ones are not counted.
    y : ndarray of int, shape (n,)
        1 where the label is positive.

    Returns
    -------
    DataFrame
        A row per level, those without rows too: ``level``, ``rows``, their ``share`` of all
        counted rows, ``positives``, and their share of the rows, ``rate``, with its 95 %
        interval from ``low`` to ``high``; NaN where there are no rows.

    Examples
    --------
    >>> sex = pd.Categorical(["m", "f", "m", "m"], ["f", "m", "x"])
    >>> counts(sex, np.array([1, 0, 0, 1])).round(2)
      level  rows  share  positives  rate   low  high
    0     f     1   0.25          0  0.00  0.00  0.79
    1     m     3   0.75          2  0.67  0.21  0.94
    2     x     0   0.00          0   NaN   NaN   NaN
    """
    size, known = len(levels.categories), levels.codes >= 0
    rows = np.bincount(levels.codes[known], minlength=size)
    positives = np.bincount(levels.codes[known & (y == 1)], minlength=size)
    return counted(list(levels.categories), rows, positives, rows.sum())


def counted(names: list, rows: np.ndarray, positives: np.ndarray, of: int) -> pd.DataFrame:
    """Lay out counts that are known, with shares and intervals.

    Parameters
    ----------
    names : list
        What the rows of the table are called.
    rows, positives : ndarray of int, shape (len(names),)
        The counts.
    of : int
        What ``share`` is a share of, in rows.

    Returns
    -------
    DataFrame
        As ``counts`` gives it.

    Examples
    --------
    >>> counted(["income"], np.array([40]), np.array([10]), 200)[["share", "rate"]]
       share  rate
    0    0.2  0.25
    """
    low, high = wilson(positives, rows)
    rate = np.divide(positives, rows, out=np.full(len(rows), np.nan), where=rows > 0)
    cells = (names, rows, rows / of, positives, rate, low, high)
    return pd.DataFrame(dict(zip(COLUMNS, cells, strict=True)))
