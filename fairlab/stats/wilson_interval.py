"""How sure a share is that was counted in few rows."""

from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

LEVEL = 0.95
DEVIATES = NormalDist().inv_cdf((1 + LEVEL) / 2)


def wilson(hits: ArrayLike, rows: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Give the 95 % interval of a share, which holds up in small groups and at 0 %.

    Parameters
    ----------
    hits : array-like of int, shape (n,)
        The rows counted.
    rows : array-like of int, shape (n,)
        Of how many.

    Returns
    -------
    tuple of ndarray, shape (n,)
        The lowest and the highest share, from 0 to 1; NaN of no rows.

    References
    ----------
    Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal
    of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> low, high = wilson([0, 3], [20, 20])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.052], [0.161, 0.36])
    """
    hits, rows = np.asarray(hits, float), np.asarray(rows, float)
    size = np.where(rows > 0, rows, np.nan)
    square = DEVIATES**2
    middle = (hits + square / 2) / (size + square)
    spread = hits * (size - hits) / size + square / 4
    half = DEVIATES * np.sqrt(spread) / (size + square)
    return np.maximum(middle - half, 0), np.minimum(middle + half, 1)
