"""Groups of attributes that nobody asked for and something guesses, such as surname and address."""

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pandas as pd
from scipy.stats import norm

from fairlab.stats.answers import answers
from fairlab.stats.guessed_groups import bounds_of_difference, weighted_difference

LEVEL = 0.95
MARGIN = 0.1
COLUMNS = (
    *("attribute", "group", "against", "people", "people_against", "weighted", "weighted_low"),
    *("weighted_high", "least", "most", "low", "high", "answer"),
)


def guessed_attributes(
    approved: np.ndarray, memberships: Mapping[str, pd.DataFrame], weight: np.ndarray | None = None
) -> pd.DataFrame:
    """Compare approval rates of guessed groups, every two of an attribute.

    Parameters
    ----------
    approved : ndarray of bool, shape (n,)
    memberships : mapping of attribute to DataFrame of shape (n, groups)
        How likely each person is in each group, from 0 to 1.
    weight : ndarray of float, shape (n,), optional
        How much each person counts.

    Returns
    -------
    DataFrame
        A row per attribute and pair of groups: ``attribute``, ``group``, ``against``, ``people``
        and ``people_against`` as they add up, ``weighted`` with its band ``weighted_low`` to
        ``weighted_high``, ``least`` and ``most``, the band ``low`` to ``high`` that holds for
        every pair at once, and the ``answer``
        that this band gives with a margin of 0.1. NaN where a group has nobody.

    Examples
    --------
    >>> likely = pd.DataFrame({"a": [0.9, 0.9, 0.1, 0.1] * 200})
    >>> likely["b"] = 1 - likely["a"]
    >>> found = guessed_attributes(np.array([True, True, False, False] * 200), {"origin": likely})
    >>> found[["weighted", "least", "most"]].round(2).values.tolist(), found["answer"].tolist()
    ([[0.8, 0.8, 0.8]], ['differs by more than the margin'])
    """
    pairs = [
        (attribute, one, other)
        for attribute, likely in memberships.items()
        for one, other in combinations(likely, 2)
    ]
    deviations = float(norm.ppf(1 - (1 - LEVEL) / 2 / max(len(pairs), 1)))
    counted = np.ones(len(approved)) if weight is None else weight
    rows = [
        {"attribute": attribute, "group": one, "against": other}
        | _compared(approved, memberships[attribute][[one, other]], counted, deviations)
        for attribute, one, other in pairs
    ]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    low, high = (found[end].to_numpy(float) for end in ("low", "high"))
    found["answer"] = answers(low, high, np.full(len(found), MARGIN))
    return found


def _compared(
    approved: np.ndarray, likely: pd.DataFrame, weight: np.ndarray, deviations: float
) -> dict:
    one, other = likely.to_numpy(float).T
    people = {"people": (weight * one).sum(), "people_against": (weight * other).sum()}
    if not all(people.values()):
        return people
    weighted = weighted_difference(approved, one, other, weight)
    least, most = bounds_of_difference(approved, one, other, weight)
    return people | {
        "weighted": weighted.value,
        "weighted_low": weighted.value - deviations * weighted.error,
        "weighted_high": weighted.value + deviations * weighted.error,
        "least": least.value,
        "most": most.value,
        "low": max(-1.0, least.value - deviations * least.error),
        "high": min(1.0, most.value + deviations * most.error),
    }
