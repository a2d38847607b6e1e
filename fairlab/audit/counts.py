"""The four cells of the confusion matrix, for all rows and per group: everything rests on them."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.audit.arrays import refuse_other_rows, zero_or_one

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
    refuse_other_rows(y=y, groups=group)
    levels = group.astype("category").cat
    # Code -1, "in no group", becomes the first four bins, which are then left out.
    place = 4 * (levels.codes.to_numpy(np.int32) + 1) + _cell(y, flagged)
    counts = np.bincount(place, minlength=4 * (len(levels.categories) + 1))[4:]
    return pd.DataFrame(counts.reshape(-1, 4), index=list(levels.categories), columns=list(CELLS))


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
    return {str(attribute): tally(y, flagged, groups[attribute]) for attribute in groups}


def _cell(y: ArrayLike, flagged: ArrayLike) -> np.ndarray:
    refuse_other_rows(y=y, flagged=flagged)
    return 2 * zero_or_one("y", y) + zero_or_one("flagged", flagged)
