"""Ratios of variances that few degrees of freedom give, each helped by those beside it."""

from math import inf

import numpy as np

SHARE = 0.5  # of what independent ratios would add: by simulation, see docs/evidence.md
_LEAST, _MOST = 1e-3, 1e6
ALONE = -1


def moderated(
    ratio: np.ndarray, df: int, pools: np.ndarray, correlation: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Draw each ratio towards the mean of its pool, by how much the pool's ratios agree.

    A ratio of variances from a handful of models is off by chance, and more so than it differs
    from the ratios of statements beside it. How far the logarithms of a pool lie apart beyond
    what chance gives says how many degrees of freedom the pool's mean is worth to each of its
    ratios (empirical Bayes). Ratios that move together say less than their number: half of what
    as many independent ones as their correlations leave would add is the most that is taken.

    Parameters
    ----------
    ratio : ndarray, shape (c,)
        NaN or 0 where there is none: left as it is.
    df : int
        Degrees of freedom of each.
    pools : ndarray of int, shape (c,)
        Which are drawn together; -1 for none.
    correlation : ndarray, shape (c, c)
        Between what the ratios are about.

    Returns
    -------
    ratio : ndarray, shape (c,)
    df : ndarray of float, shape (c,)
        Of each, what it gained included.

    References
    ----------
    Smyth (2004), Linear models and empirical Bayes methods for assessing differential expression.

    Examples
    --------
    >>> ratio, df = moderated(np.array([0.5, 1.5, 1.0]), 4, np.zeros(3, int), np.eye(3))
    >>> ratio.round(2).tolist(), df.tolist()
    ([0.67, 1.33, 1.0], [6.0, 6.0, 6.0])
    """
    made, free = ratio.copy(), np.full(len(ratio), float(df))
    for pool in np.unique(pools[pools != ALONE]):
        at = np.flatnonzero((pools == pool) & (ratio > 0))
        if len(at) < 2:
            continue
        worth = SHARE * df * _independent(correlation[np.ix_(at, at)])
        total = max(min(SHARE * (df + _prior_df(np.log(ratio[at]), df)), worth), df)
        made[at] += (1 - df / total) * (ratio[at].mean() - ratio[at])
        free[at] = total
    return made, free


def _independent(correlation: np.ndarray) -> float:
    """Tell how many independent ones would say as much as these."""
    return len(correlation) ** 2 / (correlation**2).sum()


def _prior_df(logarithms: np.ndarray, df: int) -> float:
    """Give how many the mean of the pool is worth; infinite where chance explains all."""
    from scipy.optimize import brentq
    from scipy.special import polygamma

    beyond = logarithms.var(ddof=1) - polygamma(1, df / 2)
    if beyond <= polygamma(1, _MOST):
        return inf
    if beyond >= polygamma(1, _LEAST):
        return 0.0
    return 2 * float(brentq(lambda half: polygamma(1, half) - beyond, _LEAST, _MOST))
