"""A metric of the scores, fold by fold, and how much each row moves its mean over the folds."""

from collections.abc import Sequence
from math import nan

import numpy as np

from fairlab.audit.metric_types import AccuracyMetric


def mean_over_folds(
    metric: AccuracyMetric,
    y: np.ndarray,
    score: np.ndarray,
    in_folds: Sequence[Sequence[np.ndarray]],
    weight: np.ndarray | None = None,
) -> tuple[float, np.ndarray]:
    """Measure scores inside each fold of each seed, since scores of two models are not comparable.

    Parameters
    ----------
    metric : AccuracyMetric
        One of scores.
    y : array of 0 and 1, shape (n,)
        What happened.
    score : array of float, shape (seeds, n)
        The higher, the more suspect.
    in_folds : sequence of sequence of ndarray
        The rows of each fold of each seed, see `sorted_folds`; presorted they are sorted fast.
    weight : array of float, shape (n,), optional
        How much each row counts; NaN comes of metrics that know no weights.

    Returns
    -------
    float
        The mean over folds and seeds; NaN where a fold lacks a class that the metric needs.
    ndarray, shape (seeds, n)
        The influence of each row: the infinitesimal jackknife inside its fold (DeLong's for the
        AUC), and how far that fold is from the mean, so that the influences of a fold add up to
        its deviation. NaN where the metric does not know its influences, or is NaN.

    References
    ----------
    Efron and Tibshirani (1993), An introduction to the bootstrap, chapter 22; DeLong et al. (1988).

    Examples
    --------
    >>> from fairlab.audit.registry import accuracy_metrics
    >>> from fairlab.audit.sorted_folds import sorted_folds
    >>> auc = accuracy_metrics()[0]
    >>> y, score = np.array([0, 1, 0, 1]), np.array([[0.1, 0.2, 0.9, 0.8]])
    >>> in_folds = sorted_folds(score, np.array([[0, 0, 1, 1]]))
    >>> found, influence = mean_over_folds(auc, y, score, in_folds)
    >>> found, influence.sum(axis=1).tolist()
    (0.5, [0.0])
    """
    assert metric.of_scores, metric.name
    made, influence = [], np.zeros(score.shape)
    parts = [(seed, rows) for seed, own in enumerate(in_folds) for rows in own if len(rows)]
    for seed, rows in parts:
        one, scored = y[rows], score[seed, rows]
        lacks = {"positives": not one.any(), "negatives": bool(one.all())}
        undefined = any(lacks.get(need, False) for need in metric.needs)
        weighs = None if weight is None else weight[rows]
        made.append(nan if undefined else _measured(metric, one, scored, weighs))
        moved = metric.influence and not undefined
        pull = _pull(metric, one, scored, weighs) if moved else nan
        influence[seed, rows] = pull + made[-1] / len(rows)
    mean, per_seed = float(np.mean(made)), len(made) / len(in_folds)
    for seed, rows in parts:
        influence[seed, rows] = len(y) / per_seed * (influence[seed, rows] - mean / len(rows))
    return mean, influence


def _measured(
    metric: AccuracyMetric, y: np.ndarray, score: np.ndarray, weight: np.ndarray | None
) -> float:
    if weight is None:
        return float(metric.of_scores(y, score))  # type: ignore[misc]
    if metric.weighted is None:
        return nan
    order = np.argsort(-score, kind="stable")
    return float(metric.weighted(y[order], score[order], weight[order]))


def _pull(
    metric: AccuracyMetric, y: np.ndarray, score: np.ndarray, weight: np.ndarray | None
) -> np.ndarray:
    """Give how much each row moves the metric, with nothing moved by all of them together."""
    assert metric.influence, metric.name
    if weight is None:
        pull = metric.influence(y, score)
        return pull - pull.mean()
    if metric.weighted is None:
        return np.full(len(y), nan)
    pull = metric.influence(y, score, weight)
    return weight * (pull - np.average(pull, weights=weight))
