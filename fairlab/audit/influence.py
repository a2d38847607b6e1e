"""How much each row moves a metric of the scores: its derivative by the row's weight."""

import numpy as np


def influence_on_auc(
    y: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None
) -> np.ndarray:
    """Give the derivative of the AUC by the weight of each row."""
    weight = np.ones(len(y)) if weight is None else weight
    own, others = (np.where(y == label, weight, 0.0) for label in (1, 0))
    own_class = np.where(y == 1, own.sum(), others.sum())
    pairs = own.sum() * others.sum()
    if not pairs:
        return np.full(len(y), np.nan)
    won = np.empty(len(y))
    for label in (0, 1):
        below, every = _weight_below(score[y != label], weight[y != label], score[y == label])
        won[y == label] = below if label else every - below
    auc = float(own @ won) / pairs
    return won / pairs - auc / own_class


def influence_on_auprc(
    y: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None
) -> np.ndarray:
    """Give the derivative of the average precision by the weight of each row.

    A row counts in the precision at every score up to its own: a positive adds what is flagged
    wrongly there, a negative takes away what is flagged rightly.
    """
    if y.min() == y.max():
        return np.full(len(y), np.nan)
    weight = np.ones(len(y)) if weight is None else weight
    level = np.unique(-score, return_inverse=True)[1]
    caught_here = np.bincount(level, weights=weight * y)
    caught, flagged = np.cumsum(caught_here), np.cumsum(np.bincount(level, weights=weight))
    below = np.cumsum((caught_here / flagged**2 * np.array([flagged - caught, caught]))[:, ::-1], 1)
    gain, loss = below[:, ::-1]
    own = y * (caught / flagged)[level]
    at_others = np.where(y == 1, gain[level], -loss[level])
    average_precision = float(caught_here @ (caught / flagged)) / caught[-1]
    return (own + at_others - y * average_precision) / caught[-1]


def influence_on_brier(
    y: np.ndarray, score: np.ndarray, weight: np.ndarray | None = None
) -> np.ndarray:
    """Give the share that each row has in the Brier score."""
    return (score - y) ** 2 / (len(y) if weight is None else weight.sum())


def _weight_below(
    others: np.ndarray, weight: np.ndarray, score: np.ndarray
) -> tuple[np.ndarray, float]:
    """Add up the weight of others that score lower, ties by half; and that of all of them."""
    order = np.argsort(others, kind="stable")
    up_to = np.append(0.0, np.cumsum(weight[order]))
    low, high = (np.searchsorted(others[order], score, side) for side in ("left", "right"))
    return (up_to[low] + up_to[high]) / 2, float(up_to[-1])
