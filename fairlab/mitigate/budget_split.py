"""How a budget of flags is split over groups, so that a gap between them stays within a limit."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

LEVELS = 21  # tried within the limit, for three groups or more
ROUNDING = 1e-9  # a rate is a quotient of two counts


@dataclass(frozen=True)
class Ladder:
    """What flagging the highest scores of a group does, one step per distinct score.

    Parameters
    ----------
    cuts : ndarray of shape (steps,)
        The scores from which people are flagged; the first flags nobody.
    flagged, caught : ndarray of int, shape (steps,)
        How many people are, and how many of these had the bad event.

    Examples
    --------
    >>> steps = Ladder.of(np.array([0.2, 0.9, 0.2]), np.array([1, 1, 0]))
    >>> steps.cuts.round(3).tolist(), steps.flagged.tolist(), steps.caught.tolist()
    ([0.9, 0.9, 0.2], [0, 1, 3], [0, 1, 2])
    """

    cuts: np.ndarray
    flagged: np.ndarray
    caught: np.ndarray

    @classmethod
    def of(cls, score: np.ndarray, y: np.ndarray) -> "Ladder":
        """Sort the people of a group."""
        order = np.argsort(-score, kind="stable")
        falling, caught = score[order], np.cumsum(y[order], dtype=int)
        last = np.flatnonzero(np.append(falling[1:] != falling[:-1], True))
        cuts = np.append(np.nextafter(falling[0], np.inf), falling[last])
        return cls(cuts, np.append(0, last + 1), np.append(0, caught[last]))

    @cached_property
    def rates(self) -> dict[str, tuple[np.ndarray, ...]]:
        """The rates that each criterion makes equal; NaN where nobody is counted."""
        bad, rows = self.caught[-1], self.flagged[-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            recall = self.caught / bad
            false_alarms = (self.flagged - self.caught) / (rows - bad)
            precision = self.caught / self.flagged
        return {
            "equal_opportunity": (recall,),
            "demographic_parity": (self.flagged / rows,),
            "equalized_odds": (recall, false_alarms),
            "predictive_parity": (precision,),
        }


def split_budget(ladders: Sequence[Ladder], budget: int, criterion: str, eps: float) -> list[int]:
    """Split the budget over two groups or more; as the two functions below, which see."""
    if len(ladders) == 2:
        return split_of_two(ladders[0], ladders[1], budget, criterion, eps)
    return split_of_many(ladders, budget, criterion, eps)


def split_of_two(one: Ladder, other: Ladder, budget: int, criterion: str, eps: float) -> list[int]:
    """Try every split of the budget over two groups, and take the one that misses fewest.

    Parameters
    ----------
    one, other : Ladder
    budget : int
        At most so many people are flagged.
    criterion : str
        One of ``Ladder.rates``.
    eps : float
        The largest gap; where no split keeps it, the one with the smallest gap is taken.

    Returns
    -------
    list of int
        The step of each group.

    Examples
    --------
    >>> high = Ladder.of(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1, 1, 0, 1]))
    >>> low = Ladder.of(np.array([0.4, 0.3, 0.2]), np.array([1, 0, 1]))
    >>> split_of_two(high, low, 3, "equal_opportunity", 0.2)
    [2, 1]
    """
    first = np.flatnonzero(one.flagged <= budget)
    second = np.searchsorted(other.flagged, budget - one.flagged[first], side="right") - 1
    pairs = zip(one.rates[criterion], other.rates[criterion], strict=True)
    gap = np.max([np.abs(a[first] - b[second]) for a, b in pairs], axis=0)
    gap = np.where(np.isnan(gap), np.inf, gap)
    excess = np.where(gap <= eps + ROUNDING, 0, gap)
    caught = one.caught[first] + other.caught[second]
    best = np.lexsort((gap, -caught, excess))[0]
    return [int(first[best]), int(second[best])]


def split_of_many(ladders: Sequence[Ladder], budget: int, criterion: str, eps: float) -> list[int]:
    """Split the budget over any number of groups by one price for a flag.

    The rate of every group is held between a level and ``eps`` above it. Within that, all have the
    same cut: it is the Lagrange multiplier of the budget, since a score says what a flag catches.

    Parameters
    ----------
    ladders : sequence of Ladder
    budget, eps
        As for ``split_of_two``.
    criterion : {"equal_opportunity", "demographic_parity"}
        Those whose rate only grows as more people are flagged.

    Returns
    -------
    list of int
        The step of each group.

    Examples
    --------
    >>> high = Ladder.of(np.array([0.9, 0.8, 0.7, 0.6]), np.array([1, 1, 0, 1]))
    >>> low = Ladder.of(np.array([0.4, 0.3, 0.2]), np.array([1, 0, 1]))
    >>> split_of_many([high, low, low], 4, "equal_opportunity", 0.2)
    [2, 1, 1]
    """
    rates = [ladder.rates[criterion][0] for ladder in ladders]
    rising = [-ladder.cuts[1:] for ladder in ladders]
    prices = np.append(np.inf, -np.unique(np.concatenate(rising)))  # the first flags nobody

    def flags(steps: Sequence[int]) -> int:
        return sum(int(ladder.flagged[k]) for ladder, k in zip(ladders, steps, strict=True))

    def lowest(level: float) -> list[int]:
        return [int(np.searchsorted(rate, level - ROUNDING)) for rate in rates]

    highest = _bisect(lambda level: flags(lowest(level)) <= budget)
    found = []
    for level in np.linspace(max(0.0, highest - eps), highest, LEVELS):
        low = lowest(level)
        top = [int(np.searchsorted(r, level + eps + ROUNDING, side="right")) - 1 for r in rates]
        steps = _one_price(prices, rising, low, np.maximum(low, top), budget, flags)
        found.append((sum(x.caught[k] for x, k in zip(ladders, steps, strict=True)), steps))
    return max(found, key=lambda one: one[0])[1]


def _one_price(prices, rising, low, top, budget, flags) -> list[int]:  # type: ignore[no-untyped-def]
    """Flag everybody above one score, as far as each group's steps allow and the budget lasts."""

    def steps(place: int) -> list[int]:
        reached = [int(np.searchsorted(cuts, -prices[place], side="right")) for cuts in rising]
        return [int(k) for k in np.clip(reached, low, top)]

    first, last = 0, len(prices) - 1
    while first < last:
        middle = (first + last + 1) // 2
        first, last = (middle, last) if flags(steps(middle)) <= budget else (first, middle - 1)
    return steps(first)


def _bisect(holds) -> float:  # type: ignore[no-untyped-def]
    """Find the largest number from 0 to 1 for which something holds that holds at 0."""
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low
