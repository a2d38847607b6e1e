"""The gap that a rule leaves on the rows it is fitted on, where it is more than was asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fairlab.mitigate.budget_split import ROUNDING

Hits = Sequence[np.ndarray]  # of each group, who of those that are counted


@dataclass(frozen=True)
class GapLeft:
    """The nearest that a rule came to a gap that it was asked for.

    Parameters
    ----------
    rate : str
        Whose gap.
    asked, left : float
        The largest that it might be, and what it is.
    groups : mapping of str to float
        The rate of the lowest group and of the highest.
    caught : mapping of str to float
        Their recall, where the rate is another.
    """

    rate: str
    asked: float
    left: float
    groups: Mapping[str, float]
    caught: Mapping[str, float] = field(default_factory=dict)


def counted_for(
    criterion: str, y: np.ndarray, flagged: np.ndarray
) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """Say which rows the rates of a criterion count, and which of these are hits.

    Parameters
    ----------
    criterion : {"equal_opportunity", "demographic_parity", "equalized_odds", "predictive_parity"}
    y, flagged : ndarray of shape (n,)

    Examples
    --------
    >>> list(counted_for("equalized_odds", np.array([0, 1]), np.array([True, True])))
    ['recall', 'false alarms']
    """
    bad, everybody = y == 1, np.ones(len(y), bool)
    return {
        "equal_opportunity": {"recall": (bad, flagged)},
        "demographic_parity": {"share flagged": (everybody, flagged)},
        "equalized_odds": {"recall": (bad, flagged), "false alarms": (~bad, flagged)},
        "predictive_parity": {"precision": (flagged, bad)},
    }[criterion]


def largest_gap(hits: Hits) -> float:
    """Give how far apart the rates of groups are; NaN where one of them counts nobody.

    Examples
    --------
    >>> largest_gap([np.array([1, 0]), np.array([1, 1])])
    0.5
    """
    return float(np.ptp([of.mean() if of.size else np.nan for of in hits]))


def gap_left(
    criterion: str,
    asked: float,
    y: np.ndarray,
    flagged: np.ndarray,
    groups: Mapping[str, np.ndarray],
    distance: Callable[[Hits], float] = largest_gap,
) -> GapLeft | None:
    """Measure the gap between groups; None where it is no more than was asked for.

    Parameters
    ----------
    criterion, y, flagged
        As for ``counted_for``.
    asked : float
    groups : mapping of str to ndarray
        The places of the rows of each.
    distance : callable
        From the hits of each group to how far apart these are.

    Examples
    --------
    >>> y, flagged = np.ones(4, int), np.array([True, True, True, False])
    >>> sexes = {"f": np.array([2, 3]), "m": np.array([0, 1])}
    >>> gap_left("equal_opportunity", 0.1, y, flagged, sexes)
    GapLeft(rate='recall', asked=0.1, left=0.5, groups={'f': 0.5, 'm': 1.0}, caught={})
    """
    found = []
    for rate, (among, hit) in counted_for(criterion, y, flagged).items():
        hits = {name: hit[at][among[at]] for name, at in groups.items()}
        left = distance([*hits.values()])
        if not left <= asked + ROUNDING:
            ends = _lowest_and_highest(hits)
            bad = (
                {} if rate == "recall" else {n: flagged[groups[n]][y[groups[n]] == 1] for n in ends}
            )
            caught = {name: float(of.mean()) for name, of in bad.items()}
            found.append(GapLeft(rate, asked, left, ends, caught))
    return max(found, key=lambda one: np.nan_to_num(one.left, nan=np.inf), default=None)


def _lowest_and_highest(hits: Mapping[str, np.ndarray]) -> dict[str, float]:
    rates = {name: float(of.mean()) if of.size else np.nan for name, of in hits.items()}
    ordered = sorted(rates, key=lambda name: np.nan_to_num(rates[name], nan=-1.0))
    return {name: rates[name] for name in (ordered[0], ordered[-1])}
