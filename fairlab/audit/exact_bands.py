"""Bands of differences and ratios of which one side is too small for a normal band."""

from collections.abc import Sequence
from functools import lru_cache
from math import inf, log, nan

import numpy as np

from fairlab.stats.exact_comparison import Table
from fairlab.stats.exact_difference import exact_difference
from fairlab.stats.exact_ratio import exact_ratio


def exact_bands(
    tables: Sequence[Table | None], ratio: np.ndarray, level: float
) -> tuple[np.ndarray, np.ndarray]:
    """Give a band by an exact interval for each table of counts.

    Parameters
    ----------
    tables : sequence of (hits, size, other hits, other size) or None
        None for what has no exact interval.
    ratio : ndarray of bool, shape (c,)
        Whether the ratio is wanted, on the log scale, or the difference.
    level : float
        The share of cases in which one of the bands may miss.

    Returns
    -------
    low, high : ndarray, shape (c,)
        NaN without a table.

    References
    ----------
    Chan and Zhang (1999), with the limits of Buehler (1957).

    Examples
    --------
    >>> low, high = exact_bands([(7, 10, 2, 12), None], np.array([False, False]), 0.05)
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.083, nan], [0.828, nan])
    """
    ends = [
        (nan, nan) if table is None else _band(table, bool(as_ratio), level)
        for table, as_ratio in zip(tables, ratio, strict=True)
    ]
    low, high = np.array(ends).reshape(-1, 2).T
    return low, high


@lru_cache(maxsize=10_000)
def _band(table: Table, as_ratio: bool, level: float) -> tuple[float, float]:
    if not as_ratio:
        found = exact_difference(*table, level=1 - level)
        return found.low, found.high
    found = exact_ratio(*table, level=1 - level)
    return (log(found.low) if found.low else -inf), log(found.high)
