"""How much an accuracy metric may owe to the rows of one test set: they are drawn anew."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fairlab.audit.counts import CELLS, confusion
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.registry import find_metric
from fairlab.seeds import seed_for

DRAWS = 1000
JEFFREYS = 0.5  # added to each count, so that a cell without rows is rare and not impossible
LEVELS = (0.025, 0.975)


def accuracy_interval(predictions: pd.DataFrame, name: str) -> tuple[float, float] | None:
    """Give the 95 % interval of an accuracy metric from a run's predictions.

    Decisions are drawn by their counts, from the posterior distribution under Jeffreys' prior;
    what looks at scores is drawn by weights of the rows, in the Bayesian bootstrap, or where a
    metric knows no weights by drawing the rows with replacement; scores of two folds are those of
    two models, so that a metric of scores is the mean over the folds.

    Parameters
    ----------
    predictions : DataFrame
        ``y``, ``score`` and ``flagged`` of the test set, and ``fold`` where there are several.
    name : str
        ``test/<metric>``.

    Returns
    -------
    tuple of float or None
        From low to high; None where the metric is none of the test set.

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
    metric = find_metric(name) if name.startswith("test/") else None
    if not isinstance(metric, AccuracyMetric):
        return None
    y, flagged = (predictions[column].to_numpy(int) for column in ("y", "flagged"))
    rng = np.random.default_rng(seed_for(0, name))
    if metric.of_counts:
        drawn = _by_counts(confusion(y, flagged), metric, rng)
    else:
        score = predictions["score"].to_numpy(float)
        drawn = np.mean([_by_scores(y[f], score[f], metric, rng) for f in _folds(predictions)], 0)
    low, high = np.nanquantile(drawn, LEVELS)
    return float(low), float(high)


def _folds(predictions: pd.DataFrame) -> list[np.ndarray]:
    number = predictions.get("fold", pd.Series(0, predictions.index)).to_numpy()
    return [np.flatnonzero(number == fold) for fold in np.unique(number)]


def _by_counts(
    counts: Mapping[str, int], metric: AccuracyMetric, rng: np.random.Generator
) -> list[float]:
    assert metric.of_counts, metric.name
    seen = np.array([counts[cell] for cell in CELLS])
    drawn = rng.dirichlet(seen + JEFFREYS, DRAWS)
    return [metric.of_counts(**dict(zip(CELLS, row, strict=True))) for row in drawn]


def _by_scores(
    y: np.ndarray, score: np.ndarray, metric: AccuracyMetric, rng: np.random.Generator
) -> list[float]:
    """Weigh the rows anew or, where a metric knows no weights, draw them anew."""
    if metric.weighted:
        order = np.argsort(-score, kind="stable")
        y, score = y[order], score[order]
        return [metric.weighted(y, score, rng.exponential(size=len(y))) for _ in range(DRAWS)]
    assert metric.of_scores, metric.name
    drawn = (rng.integers(len(y), size=len(y)) for _ in range(DRAWS))
    return [metric.of_scores(y[rows], score[rows]) for rows in drawn]
