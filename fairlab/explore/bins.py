"""The bar that each row falls into: levels as they are, measurements in bins of equal width."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, pairwise
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.groups import MISSING, Groups, is_continuous

MOST_BINS = 25
ASTRONOMIC = 1e15
FAR = 10.0  # a range this many times that of the middle 98 % of the rows has ends left open


def levels(values: pd.Series, words: Mapping | None = None) -> pd.Categorical:
    """Name the bar of each row.

    Parameters
    ----------
    values : Series
        A column.
    words : mapping, optional
        What its levels are called.

    Returns
    -------
    Categorical
        Levels in words, or ``pandas.Interval`` for numbers with more than ten values; rows
        without a value are in ``"missing"``, which comes last.

    Examples
    --------
    >>> levels(pd.Series([2, 1, 2]), {1: "male", 2: "female"}).tolist()
    ['female', 'male', 'female']
    >>> ages = levels(pd.Series([20.5, *range(20, 90, 5), None]))
    >>> ages[0], ages[-1], len(ages.categories)
    (Interval(20, 25, closed='left'), 'missing', 15)
    """
    if not is_continuous(values):
        return Groups(("of",), {}, {"of": words or {}}).of(values.to_frame("of"))["of"].array
    numbers = values.to_numpy(float, na_value=np.nan)
    inner = edges(numbers[~np.isnan(numbers)])
    empty = np.isnan(numbers)
    codes = np.where(empty, len(inner) - 1, np.searchsorted(inner, numbers, side="right") - 1)
    bins = [pd.Interval(*pair, closed="left") for pair in pairwise(inner)]
    return _categorical(codes, [*bins, MISSING] if empty.any() else bins)


def edges(numbers: np.ndarray) -> list[float]:
    """Cut a range into at most 25 bins of equal width with round edges.

    Where a few numbers are very far from all others, the first and the last bin are open.

    Parameters
    ----------
    numbers : ndarray of float
        At least two different ones.

    Returns
    -------
    list of float
        A bin holds its lower edge and not its upper one.

    Examples
    --------
    >>> edges(np.array([17.1, 40, 123.8]))[:3]
    [15, 20, 25]
    >>> edges(np.array([*range(100), 1e9]))[-2:]
    [100, inf]
    """
    low, high = numbers.min(), numbers.max()
    near = np.quantile(numbers, [0.01, 0.99])
    open_ended = high - low > FAR * (near[1] - near[0]) > 0
    if open_ended:
        low, high = max(low, near[0]), min(high, near[1])
    whole = bool((numbers % 1 == 0).all())
    steps = _round_steps((high - low) / MOST_BINS)
    found = (_multiples(step, low, high) for step in steps if step % 1 == 0 or not whole)
    inner = next(bins for bins in found if len(bins) <= MOST_BINS + 1)
    below = [-np.inf] if numbers.min() < inner[0] else []
    above = [np.inf] if numbers.max() >= inner[-1] else []
    return [*below, *inner, *above]


def level_text(level: pd.Interval | str) -> str:
    """Write a level or a bin for a table.

    Parameters
    ----------
    level : Interval or str
        A category of ``levels``.

    Examples
    --------
    >>> level_text(pd.Interval(20, 25, closed="left")), level_text(pd.Interval(90, np.inf))
    ('20 to 25', '>= 90')
    """
    if not isinstance(level, pd.Interval):
        return level
    if level.left == -np.inf:
        return f"< {edge_text(level.right)}"
    if level.right == np.inf:
        return f">= {edge_text(level.left)}"
    return f"{edge_text(level.left)} to {edge_text(level.right)}"


def edge_text(edge: float) -> str:
    """Write the edge of a bin in all its digits, which are few unless it is astronomic.

    Parameters
    ----------
    edge : float
        Of ``edges``.

    Examples
    --------
    >>> edge_text(1_250_000), edge_text(0.0005), edge_text(1e20)
    ('1,250,000', '0.0005', '1e+20')
    """
    return f"{edge:,}" if abs(edge) < ASTRONOMIC else f"{edge:g}"


def joined(levels: Iterable[pd.Interval | str]) -> list[pd.Interval | str]:
    """Join bins that touch.

    Parameters
    ----------
    levels : iterable of Interval or str
        Bins in ascending order, other levels after them.

    Examples
    --------
    >>> bins = [pd.Interval(0, 5), pd.Interval(5, 10), pd.Interval(20, 25), "missing"]
    >>> [level_text(level) for level in joined(bins)]
    ['0 to 10', '20 to 25', 'missing']
    """
    found: list[Any] = []
    for level in levels:
        last = found[-1] if found else None
        if isinstance(level, pd.Interval) and last is not None and last.right == level.left:
            found[-1] = pd.Interval(last.left, level.right, level.closed)
        else:
            found.append(level)
    return found


def _round_steps(least: float) -> Iterator[float]:
    power = int(np.floor(np.log10(least)))
    for place in count(power):
        yield from (digits * 10.0**place for digits in (1, 2, 2.5, 5))


def _multiples(step: float, low: float, high: float) -> list[float]:
    first, last = int(np.floor(low / step)), int(np.floor(high / step)) + 1
    # Steps have two digits at most: rounding takes away what multiplying adds.
    digits = max(0, 2 - int(np.floor(np.log10(step))))
    found = dict.fromkeys(round(place * step, digits) for place in range(first, last + 1))
    return [int(edge) if edge == int(edge) else edge for edge in found]


def _categorical(codes: np.ndarray, names: list) -> pd.Categorical:
    return pd.Categorical.from_codes(codes, pd.Index(names, dtype=object))
