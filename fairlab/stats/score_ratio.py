"""Score tests and intervals of the ratio of two rates."""

import numpy as np
from numpy.typing import ArrayLike

from fairlab.stats.score_statistics import ratio_z

_HALVINGS = 50


def ratio_interval(
    hits: ArrayLike,
    size: ArrayLike,
    other_hits: ArrayLike,
    other_size: ArrayLike,
    level: float = 0.95,
) -> tuple[np.ndarray, np.ndarray]:
    """Give the score interval of a ratio of two rates.

    Parameters
    ----------
    hits, size : array-like, shape (n,)
        The first group, in rows; sizes at least 1.
    other_hits, other_size : array-like, shape (n,)
        The second group.
    level : float
        The share of cases in which the interval is to hold the true ratio.

    Returns
    -------
    low, high : ndarray of shape (n,)
        From 0 to infinity, both of them where neither group has a hit.

    References
    ----------
    Miettinen and Nurminen (1985).

    Examples
    --------
    >>> low, high = ratio_interval([56, 0], [70, 9], [48, 0], [80, 9])
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([1.079, 0.0], [1.672, inf])
    """
    counts = np.broadcast_arrays(
        *(np.asarray(one, float) for one in (hits, size, other_hits, other_size))
    )
    x, n = np.stack(counts[::2]), np.stack(counts[1::2])
    with np.errstate(divide="ignore"):
        low, high = _lowest(x, n, x[::-1], n[::-1], level)
        return low, 1 / high


def _lowest(x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, level: float) -> np.ndarray:
    """Halve the ratio's share r / (1 + r), which ends where it does."""
    from scipy.special import ndtri

    limit = ndtri((1 + level) / 2)
    below, above = np.zeros(x.shape), np.ones(x.shape)
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        far = ratio_z(x, n, y, m, middle / (1 - middle)) > limit
        below, above = np.where(far, middle, below), np.where(far, above, middle)
    return np.where(x > 0, below / (1 - below), 0.0)
