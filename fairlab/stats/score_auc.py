"""The AUC of a score, with DeLong's standard error."""

import numpy as np
from scipy.stats import rankdata


def score_auc(score: np.ndarray, member: np.ndarray) -> tuple[float, float]:
    """Measure how well a score tells members from others.

    Parameters
    ----------
    score : ndarray of float, shape (n,)
    member : ndarray of bool, shape (n,)
        Some are, and some are not.

    Returns
    -------
    auc, error : float
        Its standard error is 0 where all pairs are told alike.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Comparing the areas under two or more correlated
    receiver operating characteristic curves, Biometrics 44, 837-845.

    Examples
    --------
    >>> score_auc(np.array([0.1, 0.6, 0.4, 0.8]), np.array([False, False, True, True]))
    (0.75, 0.25)
    """
    of_all = rankdata(score)
    inside, outside = score[member], score[~member]
    lower = (of_all[member] - rankdata(inside)) / outside.size
    higher = 1 - (of_all[~member] - rankdata(outside)) / inside.size
    variance = sum(np.square(part - lower.mean()).sum() / part.size**2 for part in (lower, higher))
    return float(lower.mean()), float(np.sqrt(variance))
