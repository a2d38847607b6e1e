"""How well one column tells a row's group: the AUC on rows it has not seen, from counts alone."""

from dataclasses import dataclass

import numpy as np

from fairlab.stats.wilson_interval import DEVIATES


@dataclass(frozen=True)
class ColumnAUC:
    """How well a column tells the groups of an attribute.

    Parameters
    ----------
    auc : float
        The probability that the column tells a member of a group from somebody else: 0.5 for
        guessing, 1 for a column that never errs. The mean over groups, weighted by their rows.
    low, high : float
        Its 95 % interval; NaN where all pairs of rows are told alike, which shows no spread.
    rows : int
        How many rows it was judged on.
    """

    auc: float
    low: float
    high: float
    rows: int


def telling(learned: np.ndarray, judged: np.ndarray) -> ColumnAUC:
    """Measure how well the bins of a column tell the groups of other rows.

    The shares of the groups per bin in some rows are the scores by which other rows are told
    apart. The interval comes from what each of these adds to the AUC; for two groups its
    variance is DeLong's.

    Parameters
    ----------
    learned, judged : ndarray of int, shape (bins, groups)
        Rows per bin and group, of different rows; each group has some that are judged.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Comparing the areas under two or more correlated
    receiver operating characteristic curves, Biometrics 44, 837-845.

    Examples
    --------
    >>> rows = np.array([[30, 10], [10, 30]])  # two bins, two groups
    >>> found = telling(rows, rows)
    >>> found.auc, round(found.low, 2), round(found.high, 2), found.rows
    (0.75, 0.66, 0.84, 80)
    """
    scores, rows = _scores(learned), judged.sum()
    auc, added = 0.0, np.zeros(judged.shape)
    for group, members in enumerate(judged.T):
        others = judged.sum(1) - members
        weight = members.sum() / rows
        above, below = _placements(scores[:, group], members, others)
        of_group = members @ above / members.sum()
        auc += weight * of_group
        of_member = (above - of_group) * rows / members.sum()
        of_other = (below - of_group) * rows / others.sum()
        added += weight * of_other[:, None]
        added[:, group] += weight * (of_member - of_other)
    error = np.sqrt((judged * added**2).sum()) / rows
    half = DEVIATES * error if error > 0 else np.nan
    return ColumnAUC(float(auc), float(max(auc - half, 0)), float(min(auc + half, 1)), int(rows))


def _scores(learned: np.ndarray) -> np.ndarray:
    """Give the share of each group per bin; a bin without rows has the overall share."""
    overall = learned.sum(0) / learned.sum()
    return (learned + overall) / (learned.sum(1, keepdims=True) + 1)


def _placements(
    score: np.ndarray, members: np.ndarray, others: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Give, per bin, the share of others scored lower and of members scored higher; ties half."""
    _, rank = np.unique(score, return_inverse=True)
    of_others, of_members = np.bincount(rank, others), np.bincount(rank, members)
    lower = np.cumsum(of_others) - of_others / 2
    higher = of_members.sum() - np.cumsum(of_members) + of_members / 2
    return lower[rank] / of_others.sum(), higher[rank] / of_members.sum()
