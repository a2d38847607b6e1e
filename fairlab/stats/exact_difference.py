"""The difference of two rates where few events were counted, exactly."""

from fairlab.stats.exact_comparison import (
    ExactComparison,
    Table,
    exchanged,
    lowest,
    two_sided_p,
    without_rows,
)
from fairlab.stats.exact_tail import DIFFERENCE
from fairlab.stats.score_interval import score_interval


def exact_difference(
    hits: int, size: int, other_hits: int, other_size: int, level: float = 0.95
) -> ExactComparison:
    """Compare two rates by their difference, without any approximation to their distribution.

    Parameters
    ----------
    hits, size : int
        The first group, in rows.
    other_hits, other_size : int
        The second group; either may be as large as it likes where the other has few events.
    level : float
        The share of cases in which the interval holds the true difference, or more.

    Returns
    -------
    ExactComparison
        The first rate minus the second; NaN, from -1 to 1, where a group has no rows.

    References
    ----------
    Chan and Zhang (1999), with the limits of Buehler (1957).

    Examples
    --------
    >>> found = exact_difference(7, 10, 2, 12)
    >>> round(found.value, 3), round(found.low, 3), round(found.high, 3), round(found.p, 3)
    (0.533, 0.083, 0.828, 0.019)
    """
    if not (size and other_size):
        return without_rows(-1.0, 1.0)
    table = hits, size, other_hits, other_size
    order = score_interval(*table, level=level)
    low, high = _lowest(table, order[0], level), -_lowest(exchanged(table), -order[1], level)
    return ExactComparison(
        hits / size - other_hits / other_size, low, high, two_sided_p(DIFFERENCE, table, 0.0)
    )


def _lowest(table: Table, order: float, level: float) -> float:
    if order <= -1:
        return -1.0
    return lowest(DIFFERENCE, table, order, (1 - level) / 2, lambda share: 2 * share - 1)
