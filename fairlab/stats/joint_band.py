"""Bands that hold for all statements of a family at once."""

from dataclasses import dataclass

import numpy as np

DRAWS = 10_000
MOST_DRAWN = 1_000  # deviates whose dependence is looked at
_TIE = 1e-9
_SEED = 20260101


@dataclass(frozen=True)
class Band:
    """The bands of c statements.

    Parameters
    ----------
    low, high : ndarray, shape (c,)
        Their ends; NaN of an estimate that is NaN.
    half : ndarray, shape (c,)
        Half of their width.
    critical : ndarray, shape (c,)
        How many standard errors that is.
    """

    low: np.ndarray
    high: np.ndarray
    half: np.ndarray
    critical: np.ndarray


def joint_band(
    estimate: np.ndarray,
    se: np.ndarray,
    correlation: np.ndarray,
    level: float = 0.05,
    df: np.ndarray | None = None,
) -> Band:
    """Give bands of which all hold the truth at once, but for a share of cases.

    Each estimate lies within its critical value times its standard error. Where standard errors
    have few degrees of freedom, the critical value of the normal case is taken over by its tail:
    a normal deviate and a t deviate that are beyond it are equally rare, so that each statement
    gives away the same share of the level whatever its degrees of freedom. That is exact for one
    statement, and for many where t deviates depend on each other as the normal ones do.

    Parameters
    ----------
    estimate, se : ndarray, shape (c,)
        NaN for what is undefined, which widens no other band.
    correlation : ndarray, shape (c, c)
        Between the estimates; not looked at where the standard error is 0 or NaN.
    level : float
        The share of cases in which any band may miss.
    df : ndarray, shape (c,), optional
        Degrees of freedom of the standard errors; infinite without it.

    References
    ----------
    Chernozhukov, Chetverikov and Kato (2013), Gaussian approximations and multiplier bootstrap
    for maxima; Romano and Wolf (2005), Exact and approximate stepdown methods.

    Examples
    --------
    >>> band = joint_band(np.array([0.0, 1.0]), np.array([1.0, 0.0]), np.eye(2))
    >>> band.high.round(3).tolist()
    [1.96, 1.0]
    """
    from scipy.special import ndtr, stdtrit

    moves = np.isfinite(estimate) & (se > 0)
    normal = joint_critical_value(correlation[np.ix_(moves, moves)], level)
    critical = np.full(len(estimate), normal)
    if df is not None:
        critical = np.where(np.isfinite(df), -stdtrit(df, ndtr(-normal)), normal)
    half = np.where(se == 0, 0.0, critical * se)
    return Band(estimate - half, estimate + half, half, critical)


def joint_critical_value(correlation: np.ndarray, level: float = 0.05) -> float:
    """Give the value that the largest of c normal deviates exceeds in a share of cases.

    Cases are drawn in which one of the deviates, each in turn, lies beyond the value; counted by
    how many others do so too, they give the chance that any does. The draws are always the same.
    One deviate, or the same one many times, has its own value without an error; the error of
    200 is below 0.1 %. The value lies between that of one deviate and Bonferroni's; of more than
    a thousand it is Bonferroni's, as drawing them would take minutes to narrow bands by some 4 %.

    Parameters
    ----------
    correlation : ndarray, shape (c, c)
        Of the deviates, which have variance 1.
    level : float
        The share of cases.

    Returns
    -------
    float
        NaN of no deviates.

    References
    ----------
    Owen, Maximov and Chertkov (2019), Importance sampling the union of rare events.

    Examples
    --------
    >>> round(joint_critical_value(np.eye(1)), 4), round(joint_critical_value(np.ones((2, 2))), 4)
    (1.96, 1.96)
    """
    from scipy.optimize import brentq
    from scipy.special import ndtr, ndtri

    count = len(correlation)
    if not count:
        return np.nan
    one, bonferroni = -ndtri(level / 2), -ndtri(level / 2 / count)
    if count > MOST_DRAWN:
        return float(bonferroni)
    rng = np.random.default_rng(_SEED)
    share = rng.random(DRAWS)
    # A row per deviate: adding up a few long rows is several times as fast as many short ones.
    drawn = _root(correlation) @ rng.standard_normal((DRAWS, count)).T
    first = np.arange(DRAWS) % count
    of_first, own = np.take(correlation, first, axis=1), drawn[first, np.arange(DRAWS)]

    def excess(value: float) -> float:
        """Move each draw to where its first deviate is beyond the value, and count the others."""
        moved = of_first * (-ndtri(share * ndtr(-value)) - own)
        moved += drawn
        beyond = (np.abs(moved, out=moved) >= value - _TIE).sum(axis=0, dtype=np.int16)
        return float(2 * count * ndtr(-value) * (1 / np.maximum(beyond, 1)).mean()) - level

    return float(brentq(excess, one - _TIE, bonferroni + _TIE, xtol=1e-6))


def _root(correlation: np.ndarray) -> np.ndarray:
    """Give the symmetric root, which moves little where correlations do."""
    values, vectors = np.linalg.eigh(correlation)
    return np.asarray((vectors * np.sqrt(np.maximum(values, 0))) @ vectors.T)
