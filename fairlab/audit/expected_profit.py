"""The profit that scores allow, whatever part of a loan is lost when it goes wrong."""

import numpy as np

# What Verbraken et al. found for consumer credit: nothing is lost of .55 of the bad loans, all of
# .1, and of the rest any part alike; a good loan earns .2644 of its amount.
NOTHING_LOST = 0.55
ALL_LOST = 0.1
RETURN = 0.2644


def expected_maximum_profit(y: np.ndarray, score: np.ndarray) -> float:
    """Give the expected maximum profit, in parts of a loan's amount, beyond lending to everybody.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened.
    score : array of float, shape (rows,)
        The higher, the more suspect; only the order matters.

    References
    ----------
    Verbraken, Bravo, Weber and Baesens (2014), Development and application of consumer credit
    scoring models using profit-based classification measures.

    Examples
    --------
    >>> y = np.array([1, 0, 0, 0, 0, 0, 0, 0, 0, 1])
    >>> round(expected_maximum_profit(y, np.linspace(1, 0, 10)), 4)
    0.0275
    """
    return float(profit_of_rows(y, score, np.ones(len(y))).mean())


def weighted_profit(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Give the expected maximum profit of weighted rows."""
    return float(np.average(profit_of_rows(y, score, weight), weights=weight))


def influence_on_profit(
    y: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None
) -> np.ndarray:
    """Give the derivative of the expected maximum profit by the weight of each row, up to a shift.

    At the best cut the profit does not change when the cut is moved a little, so that a row counts
    with its own profit alone.
    """
    known = np.ones(len(y)) if weight is None else weight
    return profit_of_rows(y, score, known) / known.sum()


def profit_of_rows(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Give what each row adds where, for every part that may be lost, the best cut is taken.

    The best cuts are the corners of the convex hull of the ROC curve, which an isotonic regression
    finds: its steps are the shares of bad events between two corners.
    """
    from scipy.optimize import isotonic_regression

    _, level = np.unique(-score, return_inverse=True)
    rows, bad = np.bincount(level, weight), np.bincount(level, weight * y)
    there = rows > 0
    share = np.zeros(len(rows))
    steps = isotonic_regression(bad[there] / rows[there], weights=rows[there], increasing=False)
    share[there] = steps.x
    with np.errstate(divide="ignore"):
        least = np.minimum(RETURN * (1 - share) / share, 1)  # lost at least, or it is granted
    between = 1 - NOTHING_LOST - ALL_LOST
    whole = ALL_LOST * (least < 1)
    refused = whole + between * (1 - least)
    saved = whole + between * (1 - least**2) / 2
    found: np.ndarray = np.where(y == 1, saved[level], -RETURN * refused[level])
    return found
