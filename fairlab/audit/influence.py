"""How much each row moves a metric of the scores: its derivative by the row's weight."""

import numpy as np

from fairlab.audit.rankings import area_under_roc, average_precision


def influence_on_auc(y: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Give the derivative of the AUC by the weight of each row."""
    from scipy.stats import rankdata

    positives = int(y.sum())
    pairs = positives * (len(y) - positives)
    if not pairs:
        return np.full(len(y), np.nan)
    rank, among = rankdata(score), np.empty(len(y))
    for label in (0, 1):
        among[y == label] = rankdata(score[y == label])
    others_below = rank - among
    won = np.where(y == 1, others_below, positives - others_below)
    own_class = np.where(y == 1, positives, len(y) - positives)
    return won / pairs - area_under_roc(y, score) / own_class


def influence_on_auprc(y: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Give the derivative of the average precision by the weight of each row.

    A row counts in the precision at every score up to its own: a positive adds what is flagged
    wrongly there, a negative takes away what is flagged rightly.
    """
    if y.min() == y.max():
        return np.full(len(y), np.nan)
    level = np.unique(-score, return_inverse=True)[1]
    caught_here = np.bincount(level, weights=y)
    caught, flagged = np.cumsum(caught_here), np.cumsum(np.bincount(level))
    below = np.cumsum((caught_here / flagged**2 * np.array([flagged - caught, caught]))[:, ::-1], 1)
    gain, loss = below[:, ::-1]
    own = y * (caught / flagged)[level]
    at_others = np.where(y == 1, gain[level], -loss[level])
    return (own + at_others - y * average_precision(y, score)) / y.sum()


def influence_on_brier(y: np.ndarray, score: np.ndarray) -> np.ndarray:
    """Give the share that each row has in the Brier score."""
    return (score - y) ** 2 / len(y)
