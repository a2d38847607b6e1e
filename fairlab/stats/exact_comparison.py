"""Two groups of which one has few events: how they compare, with an exact interval and test."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import nan

from fairlab.stats.exact_tail import LEFT_OUT, Effect, ExactTail

Table = tuple[int, int, int, int]
_PRECISION = 1e-7
NO_ROWS = "a group has no rows"


@dataclass(frozen=True)
class ExactComparison:
    """A difference or a ratio of two rates, and how sure it is.

    Parameters
    ----------
    value : float
        As seen; NaN where it is undefined.
    low, high : float
        The interval, which holds the truth at least as often as its level says.
    p : float
        The two-sided p-value that the rates are equal: twice the smaller one-sided one.
    undefined : str
        Why the value is undefined; empty where it is not.
    """

    value: float
    low: float
    high: float
    p: float
    undefined: str = ""


def without_rows(low: float, high: float) -> ExactComparison:
    """Give what is known where a group has no rows: nothing."""
    return ExactComparison(nan, low, high, nan, NO_ROWS)


@lru_cache(maxsize=10_000)
def one_sided_p(effect: Effect, table: Table, value: float) -> float:
    """Give the p-value that an effect is no larger than supposed; NaN where a group is empty."""
    if not (table[1] and table[3]):
        return nan
    return ExactTail(effect, *table, order=value).chance(value)


def two_sided_p(effect: Effect, table: Table, equal: float) -> float:
    """Give twice the one-sided p-value of the side that was seen, at most 1."""
    first_has_more = table[0] * table[3] >= table[2] * table[1]
    seen = table if first_has_more else exchanged(table)
    return min(2 * one_sided_p(effect, seen, equal), 1.0)


def exchanged(table: Table) -> Table:
    """Name the second group first."""
    return table[2:] + table[:2]


def lowest(
    effect: Effect, table: Table, order: float, tail: float, at: Callable[[float], float]
) -> float:
    """Give the lowest effect that a table allows, in one-sided error ``tail``.

    Tables are further out whose approximate limit is higher, whatever is supposed, so that the
    chance of them grows with the effect and the limit is where it reaches the error.

    Parameters
    ----------
    effect : Effect
    table : tuple of int
        Hits and size of the first group, then of the second.
    order : float
        The approximate limit of the table at the same error.
    tail : float
    at : callable
        From 0 to 1, an effect from its lowest to its highest.

    References
    ----------
    Buehler, R. (1957). Confidence intervals for the product of two binomial parameters. Journal of
    the American Statistical Association 52, 482-493. Kabaila, P. and Lloyd, C. (2003). The
    efficiency of Buehler confidence limits. Statistics and Probability Letters 65, 21-28.

    Examples
    --------
    >>> from fairlab.stats.exact_tail import DIFFERENCE
    >>> round(lowest(DIFFERENCE, (7, 10, 2, 12), 0.1, 0.025, lambda share: 2 * share - 1), 3)
    0.083
    """
    from scipy.optimize import brentq

    far = ExactTail(effect, *table, order=order, left_out=min(LEFT_OUT, tail / 100))

    def excess(share: float) -> float:
        return far.chance(at(share)) - tail

    if excess(_PRECISION) >= 0:
        return at(0)
    return at(float(brentq(excess, _PRECISION, 1 - _PRECISION, xtol=_PRECISION)))
