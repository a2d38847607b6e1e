"""Scores of other models on the scale of the one that decides."""

import numpy as np


def on_scale_of(scores: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Give others the quantiles of scores, in their own order.

    Models of fewer rows stop after other numbers of trees, so that a cut through their scores flags
    another share of the final model's: docs/decisions/0023-budgets.md.

    Parameters
    ----------
    scores : ndarray of shape (n,)
        The final model's, of rows that it has not seen.
    others : ndarray of shape (m,)
        Other models', of rows like these.

    Returns
    -------
    ndarray of shape (m,)
        Those of the same rank, interpolated; equal ones stay equal.

    Examples
    --------
    >>> on_scale_of(np.array([0.2, 0.6]), np.array([0.01, 0.02, 0.02, 0.04])).round(2).tolist()
    [0.25, 0.4, 0.4, 0.55]
    """
    from scipy.stats import rankdata

    found: np.ndarray = np.quantile(scores, (rankdata(others) - 0.5) / len(others))
    return found
