"""How much an accuracy metric may owe to the rows of one test part: they are drawn anew."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from fairlab.audit.accuracy import performance_of_counts
from fairlab.audit.counts import CELLS, confusion
from fairlab.seeds import seed_for

DRAWS = 1000
JEFFREYS = 0.5  # added to each count, so that a cell without rows is rare and not impossible
LEVELS = (0.025, 0.975)


def accuracy_interval(predictions: pd.DataFrame, name: str) -> tuple[float, float] | None:
    """Give the 95 % interval of an accuracy metric from a run's predictions.

    Decisions are drawn by their counts, from the posterior distribution under Jeffreys' prior;
    what looks at scores is drawn by weights of the rows, in the Bayesian bootstrap.

    Parameters
    ----------
    predictions : DataFrame
        ``y``, ``score`` and ``flagged`` of the test part.
    name : str
        ``test/<metric>``.

    Returns
    -------
    tuple of float or None
        From low to high; None where the metric is none of the test part.

    References
    ----------
    Rubin, D. (1981). The Bayesian bootstrap. Annals of Statistics 9, 130-134.

    Examples
    --------
    >>> flagged = np.arange(200) < 30
    >>> found = pd.DataFrame({"y": np.arange(200) < 40, "score": 0.5, "flagged": flagged})
    >>> [round(edge, 2) for edge in accuracy_interval(found, "test/recall")]
    [0.61, 0.87]
    """
    part, _, metric = name.partition("/")
    y, flagged = (predictions[column].to_numpy(int) for column in ("y", "flagged"))
    if part != "test":
        return None
    rng = np.random.default_rng(seed_for(0, name))
    counts = confusion(y, flagged)
    if metric in performance_of_counts(**counts):
        drawn = _by_counts(np.array([counts[cell] for cell in CELLS]), metric, rng)
    elif metric in BY_WEIGHTS:
        drawn = _by_weights(y, predictions["score"].to_numpy(float), BY_WEIGHTS[metric], rng)
    else:
        return None
    low, high = np.quantile(drawn, LEVELS)
    return float(low), float(high)


def _by_counts(counts: np.ndarray, metric: str, rng: np.random.Generator) -> list[float]:
    drawn = rng.dirichlet(counts + JEFFREYS, DRAWS)
    return [performance_of_counts(**dict(zip(CELLS, row, strict=True)))[metric] for row in drawn]


Weighted = Callable[[np.ndarray, np.ndarray, np.ndarray], float]


def _by_weights(
    y: np.ndarray, score: np.ndarray, metric: Weighted, rng: np.random.Generator
) -> list[float]:
    order = np.argsort(-score, kind="stable")
    y, score = y[order], score[order]
    return [metric(y, score, rng.exponential(size=len(y))) for _ in range(DRAWS)]


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


BY_WEIGHTS: dict[str, Weighted] = {
    "auc": weighted_auc,
    "auprc": weighted_auprc,
    "brier": weighted_brier,
}
