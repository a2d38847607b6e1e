"""What a flag of each group is priced, so that groups are flagged alike within a budget."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from scipy.optimize import linprog

from fairlab.errors import DataError

PARTS = [float(part) for part in np.linspace(0, 2, 41)]  # of the prices, that are tried
MOST_ROWS = 20_000  # in the programme; of more, as many that lie evenly among them

Group = tuple[str, str]  # of an attribute


def fair_prices(
    gain: np.ndarray,
    weight: np.ndarray,
    likely: Mapping[Group, np.ndarray],
    share: float,
    eps: float,
) -> dict[Group, float]:
    """Find the prices by a linear programme over who is flagged.

    The most is gained within the budget while, in each attribute, the weighted shares of its
    groups that are flagged are at most ``eps`` apart. The prices are the multipliers of these
    limits: who is flagged are those whose gain is above the budget's own price and what they owe.

    Parameters
    ----------
    gain : ndarray of shape (n,)
        By flagging each row.
    weight : ndarray of shape (n,)
        How much each counts: its probability of the bad event, or 1.
    likely : mapping of (str, str) to ndarray of shape (n,)
        Per attribute and group, the probability that a row is of it.
    share : float
        Of rows that may be flagged.
    eps : float
        The largest gap.

    Returns
    -------
    dict of (str, str) to float
        A row owes for each group its price times the row's weight times its probability.

    Raises
    ------
    DataError
        The programme has no answer.

    Examples
    --------
    >>> score, man = np.array([0.9, 0.8, 0.3, 0.2]), np.array([1.0, 1, 0, 0])
    >>> likely = {("sex", "m"): man, ("sex", "f"): 1 - man}
    >>> found = fair_prices(score, np.ones(4), likely, 0.5, 0)
    >>> sum(found.values()) < 1e-9, found["sex", "m"] > found["sex", "f"]
    (True, True)
    """
    rows = evenly_among(len(gain), MOST_ROWS)
    parts = {group: weight[rows] * of[rows] for group, of in likely.items()}
    totals = {group: float(part.sum()) for group, part in parts.items()}
    attributes = list(dict.fromkeys(attribute for attribute, _ in likely))
    limits, ends = [np.append(np.ones(len(rows)), np.zeros(len(attributes)))], [share * len(rows)]
    for (attribute, name), part in parts.items():
        level = np.array([-1.0 if one == attribute else 0.0 for one in attributes])
        above = np.append(part / totals[attribute, name], level)
        limits, ends = [*limits, above, -above], [*ends, eps / 2, eps / 2]
    lost = np.append(-gain[rows], np.zeros(len(attributes)))
    multipliers = multipliers_of(lost, limits, ends, "fair prices")
    above, below = multipliers[1::2], multipliers[2::2]
    priced = zip(parts, below - above, strict=True)
    return {group: float(price / totals[group]) for group, price in priced}


def multipliers_of(
    lost: np.ndarray, limits: Sequence[np.ndarray], ends: Sequence[float], wanted: str
) -> np.ndarray:
    """Solve the programme over who is flagged, and give what each limit costs.

    Raises
    ------
    DataError
        The programme has no answer.

    Examples
    --------
    >>> multipliers_of(np.array([-2.0, -1.0]), [np.ones(2)], [1.5], "prices").tolist()
    [-1.0]
    """
    found = linprog(lost, A_ub=np.array(limits), b_ub=ends, bounds=(0, 1), method="highs")
    if not found.success:
        raise DataError(f"No {wanted} were found: {found.message}")
    multipliers: np.ndarray = found.ineqlin.marginals
    return multipliers


def evenly_among(rows: int, most: int) -> np.ndarray:
    """Give at most so many places that lie evenly among rows.

    Examples
    --------
    >>> evenly_among(9, 3).tolist(), evenly_among(2, 3).tolist()
    ([0, 4, 8], [0, 1])
    """
    return np.unique(np.linspace(0, rows - 1, min(most, rows)).astype(int))


def mean_gap(flagged: Sequence[np.ndarray]) -> float:
    """Give how far apart the rates of two people of different groups are, on average.

    Parameters
    ----------
    flagged : sequence of ndarray of bool
        Who is flagged, of each group.

    Returns
    -------
    float
        Of two groups the gap between them.

    Examples
    --------
    >>> mean_gap([np.array([1, 1, 0, 0]), np.array([1, 0, 0, 0])])
    0.25
    """
    rates, sizes = (np.array([one(of) for of in flagged]) for one in (np.mean, len))
    pairs = np.triu(np.outer(sizes, sizes), 1)
    return float((pairs * np.abs(np.subtract.outer(rates, rates))).sum() / pairs.sum())


def smallest_part(gap: Callable[[float], float], eps: float) -> float:
    """Find the smallest part of prices that leaves a gap of at most ``eps``.

    Parameters
    ----------
    gap : callable
        From a part of the prices, 0 to 2, to the gap that is left.
    eps : float

    Returns
    -------
    float
        Where none leaves so small a gap, the one that leaves the smallest.

    Examples
    --------
    >>> smallest_part(lambda part: abs(0.3 - 0.2 * part), 0.1), smallest_part(lambda _: 0.3, 0.1)
    (1.0, 0.0)
    """
    gaps = {part: gap(part) for part in PARTS}
    kept = [part for part, left in gaps.items() if left <= eps]
    return min(kept, default=min(gaps, key=lambda part: gaps[part]))
