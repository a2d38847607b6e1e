"""How good the scores and the decisions are, for rare positives."""

from collections.abc import Mapping, Sequence
from math import isnan, nan

import numpy as np
from numpy.typing import ArrayLike

from fairlab.audit.arrays import numbers, zero_or_one
from fairlab.audit.counts import confusion
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.registry import accuracy_metrics
from fairlab.data.same_rows import refuse_other_rows

NEEDS = {
    "positives": ("tp", "fn"),
    "negatives": ("tn", "fp"),
    "flagged": ("tp", "fp"),
    "not flagged": ("tn", "fn"),
}
NO = {
    "positives": "no positives",
    "negatives": "no negatives",
    "flagged": "nothing flagged",
    "not flagged": "everything flagged",
}
NO_NUMBER = "its formula gives no number here"


def performance(y: ArrayLike, score: ArrayLike, flagged: ArrayLike) -> dict[str, float]:
    """Measure scores and decisions against what happened.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    score : array of float, shape (rows,)
        The predicted probability of the bad event.
    flagged : array of 0 and 1, shape (rows,)
        What was decided.

    Returns
    -------
    dict of str to float
        Every accuracy metric of the registry: auc, auprc (average precision), brier, those of
        `performance_of_counts`, and any other. NaN where undefined; `undefined` says why.

    References
    ----------
    Hancock, Khoshgoftaar and Johnson (2023), Evaluating classifier performance with highly
    imbalanced big data; van der Pol (2026), section 5.2.4.

    Examples
    --------
    >>> found = performance([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], [0, 0, 0, 1])
    >>> found["auc"], found["recall"], found["precision"]
    (0.75, 0.5, 1.0)
    """
    refuse_other_rows(y=y, score=score, flagged=flagged)
    y, score = zero_or_one("y", y), numbers("score", score)
    cells = confusion(y, flagged)
    return {metric.name: _measured(metric, y, score, cells) for metric in accuracy_metrics()}


def performance_of_counts(tp: int, fp: int, fn: int, tn: int) -> dict[str, float]:
    """Measure decisions by the four cells of their confusion matrix.

    Parameters
    ----------
    tp, fp, fn, tn : int
        True positives, false positives, false negatives and true negatives, in rows.

    Returns
    -------
    dict of str to float
        gmean, f1, mcc, recall, precision, balanced_accuracy, kappa and every other metric of
        the registry that is one of counts; NaN where undefined. When there are positives and
        none of the rows is flagged, gmean, f1 and kappa are defined and 0, while precision and
        mcc divide by the flagged rows and are NaN. Without positives f1 is NaN, and with one
        class only kappa is: any decision whatever would get 0.

    References
    ----------
    van der Pol (2026), section 5.2.4 (F1, MCC, G-mean); Cohen (1960) for kappa.

    Examples
    --------
    >>> found = performance_of_counts(tp=83, fp=137, fn=1022, tn=42045)
    >>> round(found["mcc"], 4), round(found["gmean"], 4)
    (0.1594, 0.2736)
    >>> performance_of_counts(tp=0, fp=0, fn=5, tn=95)["precision"]
    nan
    """
    metrics = [metric for metric in accuracy_metrics() if metric.of_counts]
    return measure_counts(metrics, {"tp": tp, "fp": fp, "fn": fn, "tn": tn})


def measure_counts(
    metrics: Sequence[AccuracyMetric], cells: Mapping[str, float]
) -> dict[str, float]:
    """Measure decisions by some metrics of counts, which are looked up once for many tables.

    Parameters
    ----------
    metrics : sequence of AccuracyMetric
        Each of them one of counts.
    cells : mapping of str to float
        ``tp``, ``fp``, ``fn`` and ``tn``, in rows.

    Returns
    -------
    dict of str to float
        By the names of the metrics; NaN where undefined.
    """
    empty = _empty(cells)
    return {
        metric.name: nan if empty & set(metric.needs) else metric.of_counts(**cells)  # type: ignore[misc]
        for metric in metrics
    }


def undefined(y: ArrayLike, flagged: ArrayLike) -> dict[str, str]:
    """Say why metrics of `performance` are undefined.

    Parameters
    ----------
    y, flagged : array of 0 and 1, shape (rows,)
        What happened, and what was decided.

    Returns
    -------
    dict of str to str
        The undefined metrics and the reason in words; empty when all are defined.

    Examples
    --------
    >>> undefined([0, 1, 1], [0, 0, 0])
    {'mcc': 'nothing flagged', 'precision': 'nothing flagged'}
    """
    cells = confusion(y, flagged)
    told = {metric.name: _why(metric, cells) for metric in accuracy_metrics()}
    return {name: why for name, why in told.items() if why}


def _measured(
    metric: AccuracyMetric, y: np.ndarray, score: np.ndarray, cells: Mapping[str, int]
) -> float:
    if _lacking(metric, cells):
        return nan
    if metric.of_counts:
        return float(metric.of_counts(**cells))
    assert metric.of_scores, metric.name
    return float(metric.of_scores(y, score))


def _lacking(metric: AccuracyMetric, cells: Mapping[str, float]) -> str:
    """Say which of the rows that a metric needs are not there; empty where all are."""
    empty = _empty(cells)
    return " and ".join(NO[need] for need in metric.needs if need in empty)


def _empty(cells: Mapping[str, float]) -> set[str]:
    """Find of which rows there are none."""
    return {need for need, (one, other) in NEEDS.items() if not cells[one] + cells[other]}


def _why(metric: AccuracyMetric, cells: Mapping[str, int]) -> str:
    """Say why a metric is undefined; empty where it is not, as far as counts can tell."""
    if lacking := _lacking(metric, cells):
        return lacking
    return NO_NUMBER if metric.of_counts and isnan(metric.of_counts(**cells)) else ""
