"""The ratio of two rates where few events were counted, exactly."""

from math import inf, nan

from fairlab.stats.exact_comparison import (
    ExactComparison,
    Table,
    exchanged,
    lowest,
    two_sided_p,
    without_rows,
)
from fairlab.stats.exact_tail import RATIO
from fairlab.stats.score_ratio import ratio_interval


def exact_ratio(
    hits: int, size: int, other_hits: int, other_size: int, level: float = 0.95
) -> ExactComparison:
    """Compare two rates by their ratio, without any approximation to their distribution.

    Parameters
    ----------
    hits, size : int
        The first group, in rows.
    other_hits, other_size : int
        The second group; either may be as large as it likes where the other has few events.
    level : float
        The share of cases in which the interval holds the true ratio, or more.

    Returns
    -------
    ExactComparison
        The first rate over the second; NaN, from 0 to infinity, where a group has no rows or
        neither has a hit.

    References
    ----------
    Chan and Zhang (1999), with the limits of Buehler (1957).

    Examples
    --------
    >>> found = exact_ratio(7, 10, 2, 12)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 2), round(found.p, 3)
    (4.2, 1.27, 39.05, 0.019)
    """
    if not (size and other_size):
        return without_rows(0.0, inf)
    if not (hits or other_hits):
        return ExactComparison(nan, 0.0, inf, 1.0, "neither group has a hit")
    table = hits, size, other_hits, other_size
    least, most = (float(end) for end in ratio_interval(*table, level=level))
    low, under = _lowest(table, least, level), _lowest(exchanged(table), 1 / most, level)
    value = hits / size / (other_hits / other_size) if other_hits else inf
    return ExactComparison(value, low, 1 / under if under else inf, two_sided_p(RATIO, table, 1.0))


def _lowest(table: Table, order: float, level: float) -> float:
    if order <= 0:
        return 0.0
    return lowest(RATIO, table, order, (1 - level) / 2, lambda share: share / (1 - share))
