"""The score from which on people are flagged, if so many of them can be looked at."""

import numpy as np


def share_threshold(score: np.ndarray, share: float, weight: np.ndarray | None = None) -> float:
    """Give the threshold that flags as nearly as possible a share of people.

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
        Of tied scores all or none are flagged, at least one.

    Examples
    --------
    >>> share_threshold(np.array([0.1, 0.4, 0.6, 0.9]), 0.5)
    0.6
    >>> share_threshold(np.array([0.1, 0.4, 0.6, 0.9]), 0.5, np.array([1, 1, 1, 3]))
    0.9
    """
    if weight is None:
        values, counts = np.unique(score, return_counts=True)
    else:
        values, level = np.unique(score, return_inverse=True)
        counts = np.bincount(level, weight, minlength=len(values))
    flagged = counts[::-1].cumsum()
    nearest = np.argmin(np.abs(flagged - share * counts.sum()))
    return float(values[::-1][nearest])
