"""How well scores rank rows, bad events first, and how close they are to what happened."""

from math import nan

import numpy as np


def area_under_roc(y: np.ndarray, score: np.ndarray) -> float:
    """Give the chance that a positive scores above a negative, ties counting half.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened.
    score : array of float, shape (rows,)
        The higher, the more suspect.

    Returns
    -------
    float
        From 0 to 1; NaN when there is one class only.

    Examples
    --------
    >>> area_under_roc(np.array([0, 1, 1]), np.array([0.2, 0.2, 0.9]))
    0.75
    """
    good, bad = np.sort(score[y == 0]), score[y == 1]
    below = sum(np.searchsorted(good, bad, side).sum() for side in ("left", "right")) / 2
    pairs = len(good) * len(bad)
    return float(below) / pairs if pairs else nan


def average_precision(y: np.ndarray, score: np.ndarray) -> float:
    """Give the area under the precision-recall curve as a step function, ties together.

    Parameters
    ----------
    y, score
        As for ``area_under_roc``.

    Returns
    -------
    float
        From 0 to 1; NaN when there is one class only.

    Examples
    --------
    >>> average_precision(np.array([0, 1, 1]), np.array([0.5, 0.2, 0.9]))
    0.8333333333333333
    """
    if y.min() == y.max():
        return nan
    order = np.argsort(-score, kind="stable")
    last_of_tie = np.flatnonzero(np.append(np.diff(score[order]) != 0, True))
    caught = np.cumsum(y[order])[last_of_tie]
    steps = np.diff(caught, prepend=0) / y.sum()
    return float((steps * caught / (last_of_tie + 1)).sum())


def brier_score(y: np.ndarray, score: np.ndarray) -> float:
    """Give the mean squared error of the scores.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened.
    score : array of float, shape (rows,)
        The predicted probability of the bad event.

    Returns
    -------
    float
        0 is best.

    Examples
    --------
    >>> brier_score(np.array([0, 1]), np.array([0.0, 0.5]))
    0.125
    """
    return float(np.mean((score - y) ** 2))


def weighted_auc(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Give the area under the ROC curve of weighted rows, from the highest score to the lowest."""
    true, false = _caught(y, score, weight)
    return float(np.trapezoid(np.append(0, true), np.append(0, false)) / (true[-1] * false[-1]))


def weighted_auprc(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Give the average precision of weighted rows, from the highest score to the lowest."""
    true, false = _caught(y, score, weight)
    return float((np.diff(true, prepend=0) * true / (true + false)).sum() / true[-1])


def weighted_brier(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> float:
    """Give the mean squared error of the scores of weighted rows."""
    return float(np.average((score - y) ** 2, weights=weight))


def _caught(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Add up the weights of positives and negatives from the highest score, ties together."""
    last_of_tie = np.flatnonzero(np.append(np.diff(score) != 0, True))
    return np.cumsum(weight * y)[last_of_tie], np.cumsum(weight * (1 - y))[last_of_tie]
