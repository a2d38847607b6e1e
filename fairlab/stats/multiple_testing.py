"""Many tests, some of them small by chance: p-values corrected for their number."""

import numpy as np


def holm(p: np.ndarray) -> np.ndarray:
    """Correct p-values so that any false alarm in the family is as rare as promised.

    Parameters
    ----------
    p : ndarray of shape (n,)
        From 0 to 1; NaN marks a test that was not made, and it is not counted.

    Returns
    -------
    ndarray of shape (n,)
        Adjusted p-values, in the same order.

    References
    ----------
    Holm, S. (1979). A simple sequentially rejective multiple test procedure. Scandinavian
    Journal of Statistics 6, 65-70.

    Examples
    --------
    >>> holm(np.array([0.01, 0.04, np.nan, 0.03])).tolist()
    [0.03, 0.06, nan, 0.06]
    """
    made = np.flatnonzero(~np.isnan(p))
    order = made[np.argsort(p[made], kind="stable")]
    steps = p[order] * np.arange(len(order), 0, -1)
    corrected = np.full(len(p), np.nan)
    corrected[order] = np.minimum(np.maximum.accumulate(steps), 1) if len(order) else []
    return corrected


def benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Correct p-values so that few of those called small are so by chance.

    Parameters
    ----------
    p : ndarray of shape (n,)
        From 0 to 1; NaN marks a test that was not made, and it is not counted.

    Returns
    -------
    ndarray of shape (n,)
        Adjusted p-values, in the same order: of those below 0.05 one in twenty is a false alarm
        on average, where the tests are independent or positively dependent.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
    [0.03, 0.04, nan, 0.04]
    """
    made = np.flatnonzero(~np.isnan(p))
    order = made[np.argsort(-p[made], kind="stable")]
    steps = p[order] * len(order) / np.arange(len(order), 0, -1)
    corrected = np.full(len(p), np.nan)
    corrected[order] = np.minimum.accumulate(steps) if len(order) else []
    return corrected


def e_benjamini_hochberg(log_e: np.ndarray, level: float) -> np.ndarray:
    """Name the statements with the largest e-values, of which few are named by chance.

    Parameters
    ----------
    log_e : ndarray of shape (n,)
        The logarithms of e-values, which may depend on each other in any way.
    level : float
        The share of those named that is so by chance, at most and on average.

    Returns
    -------
    ndarray of bool, shape (n,)

    References
    ----------
    Wang, R. and Ramdas, A. (2022). False discovery rate control with e-values. Journal of the
    Royal Statistical Society B 84, 822-852.

    Examples
    --------
    >>> e_benjamini_hochberg(np.log([100.0, 41.0, 1.0]), 0.05).tolist()
    [True, True, False]
    """
    order = np.argsort(-log_e, kind="stable")
    limits = np.log(len(log_e) / level) - np.log(np.arange(1, len(log_e) + 1))
    enough = np.flatnonzero(log_e[order] >= limits)
    named = np.zeros(len(log_e), bool)
    named[order[: enough[-1] + 1 if len(enough) else 0]] = True
    return named
