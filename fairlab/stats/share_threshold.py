"""The score from which on people are flagged, if so many of them can be looked at."""

import numpy as np


def share_threshold(score: np.ndarray, share: float, weight: np.ndarray | None = None) -> float:
    """Give the threshold that flags a share of people, and no more than a share.

    Parameters
    ----------
    score : ndarray of shape (n,)
        The higher, the more suspect.
    share : float
        Above 0 and below 1.
    weight : ndarray of shape (n,), optional
        How much each person counts.

    Returns
    -------
    float
        Of tied scores all or none are flagged: none where that would be more than the share by
        half a person. At least one is flagged unless the highest scores tie; then the threshold
        may lie above every score.

    Examples
    --------
    >>> share_threshold(np.array([0.1, 0.4, 0.6, 0.9]), 0.5)
    0.6
    >>> share_threshold(np.array([0.1, 0.4, 0.6, 0.9]), 0.5, np.array([1, 1, 1, 3]))
    0.9
    >>> share_threshold(np.array([0.1, 0.4, 0.4, 0.9]), 0.5)
    0.9
    """
    values, level, rows = np.unique(score, return_inverse=True, return_counts=True)
    counts = rows if weight is None else np.bincount(level, weight, minlength=len(values))
    highest_first, people = counts[::-1], rows[::-1]
    beyond = highest_first.cumsum() - share * counts.sum()
    within = beyond < highest_first / people / 2
    within[0] |= people[0] == 1
    if not within[0]:
        return float(np.nextafter(values[-1], np.inf))
    return float(values[::-1][np.flatnonzero(within)[-1]])
