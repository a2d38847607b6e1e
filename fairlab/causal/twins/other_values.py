"""The other values that an attribute could have had."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.groups import is_continuous
from fairlab.data.level_names import plain_level
from fairlab.stats.column_kinds import numbers_of


def other_values(values: pd.Series, reference: pd.Series) -> Iterator[tuple[str, pd.Series]]:
    """Give for each row the other values of its attribute, one question at a time.

    Parameters
    ----------
    values : Series of shape (n,)
        The attribute; rows without a value are left out.
    reference : Series
        The attribute in the training rows, which says what there is.

    Yields
    ------
    to : str
        The level that rows are moved to; ``"opposite"`` for two levels and for measurements.
    changed : Series
        The other value of each row that is moved, with the index of those rows.

    References
    ----------
    van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> for to, changed in other_values(pd.Series(list("aab")), pd.Series(list("abc"))):
    ...     print(to, changed.to_dict())
    a {2: 'a'}
    b {0: 'b', 1: 'b'}
    c {0: 'c', 1: 'c', 2: 'c'}
    >>> dict(other_values(pd.Series([1, 2]), pd.Series([1, 2])))["opposite"].tolist()
    [2, 1]
    """
    known = values[values.notna()]
    if is_continuous(reference):
        yield "opposite", mirrored(known, reference)
        return
    levels = sorted(reference.dropna().unique(), key=str)
    if len(levels) == 2:
        yield "opposite", _filled(known, known.map(dict(zip(levels, levels[::-1], strict=True))))
        return
    for level in levels:
        moved = known[known != level]
        yield plain_level(level), _filled(moved, pd.Series(level, moved.index, dtype=object))


def mirrored(values: pd.Series, reference: pd.Series) -> pd.Series:
    """Move each number to the opposite quantile: the lowest becomes the highest.

    Parameters
    ----------
    values : Series of shape (n,)
        Numbers, without gaps.
    reference : Series
        The numbers whose quantiles are meant; gaps are left out.

    Returns
    -------
    Series of shape (n,)
        Values of the reference. Equal values stay equal; without ties, twice is the start.

    References
    ----------
    van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> mirrored(pd.Series([20, 30, 90]), pd.Series([20, 30, 40, 90])).tolist()
    [90, 40, 20]
    """
    ordered = np.sort(reference.dropna().to_numpy())
    low = np.searchsorted(ordered, numbers_of(values), "left")
    high = np.searchsorted(ordered, numbers_of(values), "right")
    place = len(ordered) - (low + high) / 2 - 0.5
    return pd.Series(
        ordered[np.clip(np.rint(place), 0, len(ordered) - 1).astype(int)], values.index
    )


def _filled(like: pd.Series, values: pd.Series) -> pd.Series:
    return values.astype(like.dtype)
