"""The four cells of the confusion matrix, for all rows and per group: everything rests on them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.audit.arrays import zero_or_one
from fairlab.audit.group_columns import group_columns
from fairlab.data.level_names import level_names
from fairlab.data.same_rows import refuse_other_rows

CELLS = ("tn", "fp", "fn", "tp")


def confusion(y: ArrayLike, flagged: ArrayLike) -> dict[str, int]:
    """Count true and false, positive and negative decisions.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    flagged : array of 0 and 1, shape (rows,)
        What was decided.

    Returns
    -------
    dict of str to int
        ``tn``, ``fp``, ``fn`` and ``tp``.

    Examples
    --------
    >>> confusion([0, 0, 1, 1], [0, 1, 1, 1])
    {'tn': 1, 'fp': 1, 'fn': 0, 'tp': 2}
    """
    refuse_other_rows(y=y, flagged=flagged)
    counts = np.bincount(_cell(y, flagged), minlength=4)
    return dict(zip(CELLS, counts.tolist(), strict=True))


def tally(y: ArrayLike, flagged: ArrayLike, group: pd.Series) -> pd.DataFrame:
    """Count the cells of the confusion matrix per group, in one pass over the rows.

    Parameters
    ----------
    y, flagged : array of 0 and 1, shape (rows,)
        What happened, and what was decided.
    group : categorical Series, shape (rows,)
        Which group each row is in; a row without one counts in none.

    Returns
    -------
    DataFrame
        One row per category, also those without rows, and the columns tn, fp, fn, tp.

    Examples
    --------
    >>> sex = pd.Series(["m", "f", "m"], dtype="category")
    >>> tally([1, 0, 1], [1, 1, 0], sex)
       tn  fp  fn  tp
    f   0   1   0   0
    m   0   0   1   1
    """
    refuse_other_rows(y=y, flagged=flagged, groups=group)
    return _by_level(_cell(y, flagged), group)


def tallies(y: ArrayLike, flagged: ArrayLike, groups: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Tally every attribute, see `tally`.

    Parameters
    ----------
    y, flagged : array of 0 and 1, shape (rows,)
        What happened, and what was decided.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each row is in, per attribute.

    Returns
    -------
    dict of attribute to DataFrame
        The counts per group.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["m", "f"], "age": ["old", "old"]})
    >>> list(tallies([1, 0], [1, 1], people))
    ['sex', 'age']
    """
    columns = group_columns(groups)
    refuse_other_rows(y=y, flagged=flagged, groups=groups)
    cell = _cell(y, flagged)
    return {name: _by_level(cell, column) for name, column in columns.items()}


def counts_of(audit: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Recover the counts that an audit was made of.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns, or a run's recorded table of it.

    Returns
    -------
    dict of attribute to DataFrame
        One row per group; columns tn, fp, fn, tp.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": [80, 8], "fp": [10, 1], "fn": [5, 7], "tp": [4, 3]})
    >>> counts_of(audit_counts({"sex": halves}))["sex"].to_numpy().tolist()
    [[80, 10, 5, 4], [8, 1, 7, 3]]
    """
    rates = audit[(audit["kind"] == "group") & audit["measure"].isin(["recall", "fpr"])]
    columns = (rates[name].tolist() for name in ("attribute", "group", "measure", "hits", "size"))
    found: dict[str, dict[str, dict[str, int]]] = {}
    for attribute, group, measure, hits, size in zip(*columns, strict=True):
        hit, missed = ("tp", "fn") if measure == "recall" else ("fp", "tn")
        cells = found.setdefault(str(attribute), {}).setdefault(group, {})
        cells |= {hit: int(hits), missed: int(size - hits)}
    return {
        attribute: pd.DataFrame(list(groups.values()), list(groups), list(CELLS))
        for attribute, groups in found.items()
    }


def _cell(y: ArrayLike, flagged: ArrayLike) -> np.ndarray:
    return 2 * zero_or_one("y", y) + zero_or_one("flagged", flagged)


def _by_level(cell: np.ndarray, group: pd.Series) -> pd.DataFrame:
    levels = group.astype("category").cat
    # Code -1, "in no group", becomes the first four bins, which are then left out.
    place = 4 * (levels.codes.to_numpy(np.int32) + 1) + cell
    counts = np.bincount(place, minlength=4 * (len(levels.categories) + 1))[4:]
    names = level_names(levels.categories)
    return pd.DataFrame(counts.reshape(-1, 4), index=names, columns=list(CELLS))
