"""The score from which on as large a share of the bad events is caught as is asked for."""

import numpy as np

ROUNDING = 1e-9  # rows; a recall is a quotient of two counts


def recall_threshold(
    score: np.ndarray, bad: np.ndarray, recall: float, weight: np.ndarray | None = None
) -> float:
    """Give the highest threshold that catches at least a share of the bad events.

    Parameters
    ----------
    score : ndarray of shape (n,)
        The higher, the more suspect.
    bad : ndarray of bool, shape (n,)
        Who had the bad event; at least one.
    recall : float
        From 0 to 1. For 0 nobody has to be flagged: the next number above every score, which
        unlike infinity can be recorded.
    weight : ndarray of shape (n,), optional
        How much each row counts.

    Examples
    --------
    >>> recall_threshold(np.array([0.1, 0.4, 0.6, 0.9]), np.array([False, True, False, True]), 0.5)
    0.9
    """
    hits, counts = score[bad], np.ones(bad.sum()) if weight is None else weight[bad]
    falling = np.argsort(-hits, kind="stable")
    caught = counts[falling].cumsum()
    wanted = recall * caught[-1] - ROUNDING
    if wanted <= 0:
        return float(np.nextafter(score.max(), np.inf))
    return float(hits[falling][np.searchsorted(caught, wanted)])
