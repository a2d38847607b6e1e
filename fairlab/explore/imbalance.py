"""How unequal the labels and the groups are in number, and how often each group is positive."""

import numpy as np
import pandas as pd

from fairlab.explore.level_counts import counted, counts

GROUPS = ["attribute", "group", "rows", "share", "positives", "rate", "low", "high"]


def classes(y: np.ndarray, looked_at: np.ndarray) -> pd.DataFrame:
    """Count the labels of the rows that are looked at, and of the test set where it is fixed.

    Parameters
    ----------
    y : ndarray of int, shape (n,)
        1 where the label is positive.
    looked_at : ndarray of bool, shape (n,)
        All rows, or all but the test set.

    Returns
    -------
    DataFrame
        As ``counts`` gives it, ``part`` for ``level``, and ``negatives_per_positive``, which
        is where a search for ``scale_pos_weight`` may end.

    Examples
    --------
    >>> y = np.array([1, 0, 0, 0, 1, 0])
    >>> found = classes(y, np.array([True, True, True, True, False, False]))
    >>> found[["part", "rows", "positives", "negatives_per_positive"]]
           part  rows  positives  negatives_per_positive
    0  training     4          1                     3.0
    1      test     2          1                     1.0
    """
    parts = {"training": looked_at, "test": ~looked_at}
    if looked_at.all():
        parts = {"all rows": looked_at}
    rows = np.array([part.sum() for part in parts.values()])
    positives = np.array([y[part].sum() for part in parts.values()], int)
    found = counted(list(parts), rows, positives, len(y)).rename(columns={"level": "part"})
    return found.assign(negatives_per_positive=(rows - positives) / positives)


def group_counts(groups: pd.DataFrame, y: np.ndarray) -> pd.DataFrame:
    """Count rows and positives of each group that an audit would compare.

    Parameters
    ----------
    groups : DataFrame of categoricals
        What ``Groups.of`` returns: a column per attribute.
    y : ndarray of int, shape (n,)
        1 where the label is positive.

    Returns
    -------
    DataFrame
        A row per attribute and group: ``attribute``, ``group``, and what ``counts`` gives.

    Examples
    --------
    >>> groups = pd.DataFrame({"sex": pd.Categorical(["m", "f", "m", "m"])})
    >>> group_counts(groups, np.array([1, 0, 0, 1]))[["group", "rows", "share", "positives"]]
      group  rows  share  positives
    0     f     1   0.25          0
    1     m     3   0.75          2
    """
    tables = [
        counts(groups[attribute].array, y).rename(columns={"level": "group"}).assign(
            attribute=attribute
        )
        for attribute in groups
    ]  # fmt: skip
    found = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=GROUPS)
    return found[found["rows"] > 0][GROUPS].reset_index(drop=True)


def widest_gap(groups: pd.DataFrame) -> pd.Series | None:
    """Find the two groups of one attribute whose shares of positives are surely furthest apart.

    Parameters
    ----------
    groups : DataFrame
        What ``group_counts`` returns.

    Returns
    -------
    Series, optional
        ``attribute``, and ``more`` and ``less``, the places of the two groups in the table: of
        all pairs of an attribute the one with the largest distance between the near ends of
        its intervals. None where all intervals of each attribute overlap.

    Examples
    --------
    >>> groups = pd.DataFrame({"sex": pd.Categorical(["m", "f"] * 500)})
    >>> y = np.array([1, 0] * 100 + [0] * 800)
    >>> widest_gap(group_counts(groups, y)).to_dict()
    {'attribute': 'sex', 'more': 1, 'less': 0}
    """
    of = groups.groupby("attribute", sort=False)
    surely = (of["low"].max() - of["high"].min()).sort_values(ascending=False, kind="stable")
    if surely.empty or not surely.iloc[0] > 0:
        return None
    rows = groups[groups["attribute"] == surely.index[0]]
    return pd.Series(
        {"attribute": surely.index[0], "more": rows["low"].idxmax(), "less": rows["high"].idxmin()}
    )
