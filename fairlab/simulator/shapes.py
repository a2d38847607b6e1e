"""The few shapes that equations are built from; each rises with the noise that it is given."""

import numpy as np
from scipy.special import ndtr

Knots = tuple[tuple[float, ...], tuple[float, ...]]


def wealth(household_income: np.ndarray) -> np.ndarray:
    """Return how many standard deviations an income lies above the typical one.

    Parameters
    ----------
    household_income : ndarray
        In euro a month.

    Examples
    --------
    >>> float(wealth(np.array(2800.0)))
    0.0
    """
    return np.log(household_income / 2800) / 0.45


def mixed(weight: float, cause: np.ndarray, z: np.ndarray) -> np.ndarray:
    """Return a standard normal number that is correlated with its cause.

    Parameters
    ----------
    weight : float
        The correlation, from 0 to 1.
    cause : ndarray
        With mean 0 and deviation 1.
    z : ndarray
        Standard normal noise.

    Examples
    --------
    >>> float(mixed(0.6, np.array(1.0), np.array(1.0)))
    1.4
    """
    return weight * cause + np.sqrt(1 - weight**2) * z


def between(low: float, high: float, score: np.ndarray) -> np.ndarray:
    """Return a normal score as a point between two bounds, to two decimals.

    Parameters
    ----------
    low, high : float
        The bounds.
    score : ndarray
        Normal; 0 is halfway.

    Examples
    --------
    >>> float(between(0, 100, np.array(0.0)))
    50.0
    """
    return np.round(low + (high - low) * ndtr(score), 2)


def amount(typical: float, spread: float, score: np.ndarray) -> np.ndarray:
    """Return a normal score as a log-normal amount, to two decimals.

    Parameters
    ----------
    typical : float
        The amount at score 0.
    spread : float
        The deviation of its logarithm.
    score : ndarray
        Normal.

    Examples
    --------
    >>> float(amount(10, np.log(2), np.array(1.0)))
    20.0
    """
    return np.round(typical * np.exp(spread * score), 2)


def count(mean: np.ndarray | float, u: np.ndarray) -> np.ndarray:
    """Return uniform noise as a geometric count from 0.

    Parameters
    ----------
    mean : ndarray or float
        Above 0.
    u : ndarray
        Uniform between 0 and 1.

    Examples
    --------
    >>> count(1.0, np.array([0.4, 0.6, 0.8])).tolist()
    [0.0, 1.0, 2.0]
    """
    return np.floor(np.log1p(-u) / np.log(mean / (1 + np.asarray(mean))))


def pick(u: np.ndarray, *shares: np.ndarray | float) -> np.ndarray:
    """Return uniform noise as one of some levels.

    Parameters
    ----------
    u : ndarray
        Uniform between 0 and 1.
    *shares : ndarray or float
        How likely each level is, relative to the others.

    Returns
    -------
    ndarray of int8
        The level's place, from 0.

    Examples
    --------
    >>> pick(np.array([0.1, 0.6, 0.9]), 2, 1, 1).tolist()
    [0, 1, 2]
    """
    below = np.cumsum(np.broadcast_arrays(*shares, u)[:-1], axis=0)
    return (u >= below[:-1] / below[-1]).sum(axis=0).astype(np.int8)


def chance(odds: np.ndarray) -> np.ndarray:
    """Return log-odds as a probability.

    Parameters
    ----------
    odds : ndarray
        Logarithms of odds.

    Examples
    --------
    >>> float(chance(np.array(0.0)))
    0.5
    """
    return 1 / (1 + np.exp(-odds))


def value_at(score: np.ndarray, knots: Knots) -> np.ndarray:
    """Read a table from score to value.

    Parameters
    ----------
    score : ndarray
        Where to read; beyond the ends the value stays the same.
    knots : tuple of two tuples of float
        Scores and their values, both rising.

    Examples
    --------
    >>> float(value_at(np.array(0.5), ((0, 1), (10, 20))))
    15.0
    """
    return np.interp(score, *knots)


def score_at(value: np.ndarray, knots: Knots) -> np.ndarray:
    """Read a table from value to score.

    Parameters
    ----------
    value : ndarray
        Where to read.
    knots : tuple of two tuples of float
        Scores and their values, both rising.

    Examples
    --------
    >>> float(score_at(np.array(15.0), ((0, 1), (10, 20))))
    0.5
    """
    return np.interp(value, knots[1], knots[0])
