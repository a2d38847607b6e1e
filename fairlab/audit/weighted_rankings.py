"""The metrics of scores where rows weigh differently, sorted from the highest score down."""

import numpy as np


def _caught(y: np.ndarray, score: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Add up the weights of positives and negatives from the highest score, ties together."""
    last_of_tie = np.flatnonzero(np.append(np.diff(score) != 0, True))
    return np.cumsum(weight * y)[last_of_tie], np.cumsum(weight * (1 - y))[last_of_tie]


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
