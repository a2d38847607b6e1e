"""How far rates of groups lie apart: as a difference, as a share of the largest, as a ratio."""

import numpy as np


def gap(rates: np.ndarray) -> np.ndarray:
    """Give the largest rate minus the smallest.

    Parameters
    ----------
    rates : array of float, shape (..., groups)
        The rates of the groups.

    Returns
    -------
    array of float, shape (...)
        From 0 to 1; 0 is fair.

    Examples
    --------
    >>> float(gap(np.array([0.25, 0.5, 0.75])))
    0.5
    """
    return rates.max(axis=-1) - rates.min(axis=-1)


def parity(rates: np.ndarray) -> np.ndarray:
    """Give the gap as a share of the largest rate.

    Parameters
    ----------
    rates : array of float, shape (..., groups)
        The rates of the groups.

    Returns
    -------
    array of float, shape (...)
        From 0 to 1; 0 is fair; NaN where every rate is 0.

    References
    ----------
    Kamalaruban et al. (2024); van der Pol (2026), section 5.1.1.

    Examples
    --------
    >>> float(parity(np.array([0.25, 0.5])))
    0.5
    """
    return gap(rates) / _nan_for_zero(rates.max(axis=-1))


def ratio(rates: np.ndarray) -> np.ndarray:
    """Give the smallest rate as a share of the largest.

    Parameters
    ----------
    rates : array of float, shape (..., groups)
        The rates of the groups.

    Returns
    -------
    array of float, shape (...)
        From 0 to 1; 1 is fair; NaN where every rate is 0.

    Examples
    --------
    >>> float(ratio(np.array([0.25, 0.5])))
    0.5
    """
    return rates.min(axis=-1) / _nan_for_zero(rates.max(axis=-1))


def _nan_for_zero(values: np.ndarray) -> np.ndarray:
    return np.where(values == 0, np.nan, values)
