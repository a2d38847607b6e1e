"""What is compared between groups: rates of counts, and measures of how far they lie apart."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Rate:
    """A share of rows, per group.

    Parameters
    ----------
    name : str
        What it is called.
    hits : tuple of str
        The cells of the confusion matrix that are counted.
    misses : tuple of str
        The cells that are the rest of the rows in question.
    empty : str
        What to say of a group where there are no such rows.
    family : str
        The family of tests over which its p-values are corrected: those of the study, precision
        and recall, and the exploratory ones, so that looking at more costs the study nothing.
    """

    name: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    empty: str
    family: str = "exploratory"


@dataclass(frozen=True)
class Measure:
    """One number that says how unequal groups are.

    Parameters
    ----------
    name : str
        What it is called.
    rates : tuple of str
        The rates it looks at; the measure is the mean over them.
    spread : callable
        From rates of shape (..., groups) to one number per (...).
    tail : float
        The quantile that 95 % of equal groups do better than: 0.05 where low is unfair.
    """

    name: str
    rates: tuple[str, ...]
    spread: Callable[[np.ndarray], np.ndarray]
    tail: float = 0.95


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


RATES = (
    Rate("precision", ("tp",), ("fp",), "nothing flagged", "study"),
    Rate("recall", ("tp",), ("fn",), "no positives", "study"),
    Rate("fpr", ("fp",), ("tn",), "no negatives"),
    Rate("npv", ("tn",), ("fn",), "everything flagged"),
    Rate("selection_rate", ("tp", "fp"), ("fn", "tn"), "0 rows"),
)

MEASURES = (
    Measure("precision_parity", ("precision",), parity),
    Measure("recall_parity", ("recall",), parity),
    Measure("fpr_parity", ("fpr",), parity),
    Measure("npv_parity", ("npv",), parity),
    Measure("selection_rate_parity", ("selection_rate",), parity),
    Measure("demographic_parity_difference", ("selection_rate",), gap),
    Measure("equal_opportunity_difference", ("recall",), gap),
    Measure("equalized_odds_difference", ("fpr", "recall"), gap),
    Measure("npv_sufficiency_difference", ("npv",), gap),
    Measure("disparate_impact_ratio", ("selection_rate",), ratio, tail=0.05),
)
