"""How far two counted rates lie from a supposed difference or ratio, in standard errors.

The variance is that of the likeliest rates under the supposition, which holds up where counts are
few. Both come from Miettinen and Nurminen (1985), Comparative analysis of two rates, Statistics
in Medicine 4, 213-226; without its N / (N - 1) the one of the ratio is Koopman's (1984),
Confidence intervals for the ratio of two binomial proportions, Biometrics 40, 513-517.
"""

import numpy as np
from numpy.typing import ArrayLike

_SMALL = 1e-12


def difference_z(
    hits: ArrayLike,
    size: ArrayLike,
    other_hits: ArrayLike,
    other_size: ArrayLike,
    difference: ArrayLike,
) -> np.ndarray:
    """Give the score statistic of a supposed difference of two rates.

    Parameters
    ----------
    hits, size : array-like, shape (n,)
        The first group, in rows; sizes at least 1.
    other_hits, other_size : array-like, shape (n,)
        The second group.
    difference : array-like, shape (n,)
        The first rate minus the second as supposed, from -1 to 1.

    Returns
    -------
    ndarray of shape (n,)
        Standard normal where the supposition is true; positive where more was seen.

    References
    ----------
    Miettinen and Nurminen (1985), equations 8 and 9, and appendix I.

    Examples
    --------
    >>> difference_z(56, 70, 48, 80, [0.0, 0.2]).round(3).tolist()
    [2.641, 0.0]
    """
    x, n, y, m, d = (
        np.asarray(one, float) for one in (hits, size, other_hits, other_size, difference)
    )
    second = _second_rate(x, n, y, m, d)
    first = second + d
    variance = first * (1 - first) / n + second * (1 - second) / m
    return _in_errors(x / n - y / m - d, variance, n + m)


def ratio_z(
    hits: ArrayLike, size: ArrayLike, other_hits: ArrayLike, other_size: ArrayLike, ratio: ArrayLike
) -> np.ndarray:
    """Give the score statistic of a supposed ratio of two rates.

    Parameters
    ----------
    hits, size : array-like, shape (n,)
        The first group, in rows; sizes at least 1.
    other_hits, other_size : array-like, shape (n,)
        The second group.
    ratio : array-like, shape (n,)
        The first rate over the second as supposed, above 0.

    Returns
    -------
    ndarray of shape (n,)
        Standard normal where the supposition is true; positive where more was seen.

    References
    ----------
    Miettinen and Nurminen (1985), equations 10 and 11, and appendix I.

    Examples
    --------
    >>> ratio_z(56, 70, 48, 80, [0.8, 1.0, 4 / 3]).round(3).tolist()
    [4.478, 2.641, 0.0]
    """
    x, n, y, m, r = (np.asarray(one, float) for one in (hits, size, other_hits, other_size, ratio))
    rows = n + m
    linear = n * r + x + m + y * r
    root = np.sqrt(np.maximum(linear**2 - 4 * rows * r * (x + y), 0))
    second = 2 * (x + y) / (linear + root)  # the smaller root, without cancellation
    first = np.minimum(r * second, 1)
    variance = first * (1 - first) / n + r**2 * second * (1 - second) / m
    return _in_errors(x / n - r * y / m, variance, rows)


def _in_errors(distance: np.ndarray, variance: np.ndarray, rows: np.ndarray) -> np.ndarray:
    variance = variance * rows / (rows - 1)
    near, sure = np.abs(distance) <= _SMALL, variance <= _SMALL**2
    z = distance / np.sqrt(np.where(sure, 1, variance))
    return np.where(near, 0.0, np.where(sure, np.copysign(np.inf, distance), z))


def _second_rate(
    x: np.ndarray, n: np.ndarray, y: np.ndarray, m: np.ndarray, d: np.ndarray
) -> np.ndarray:
    """Give the likeliest second rate under a difference: a root of a cubic."""
    rows = n + m
    square = ((n + 2 * m) * d - rows - x - y) / rows
    linear = ((m * d - rows - 2 * y) * d + x + y) / rows
    q = square**3 / 27 - linear * square / 6 + y * d * (1 - d) / rows / 2
    p = np.copysign(np.sqrt(np.maximum(square**2 / 9 - linear / 3, 0)), q)
    cube = p**3
    cosine = np.clip(q / np.where(cube == 0, 1, cube), -1, 1)
    angle = np.where(cube == 0, np.pi / 2, (np.pi + np.arccos(cosine)) / 3)
    rate = 2 * p * np.cos(angle) - square / 3
    return np.clip(rate, np.maximum(0, -d), np.minimum(1, 1 - d))
