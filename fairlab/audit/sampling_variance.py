"""How much a figure varies because the test set is finite: other rows, the same model."""

import numpy as np
import pandas as pd

from fairlab.audit.accuracy import measure_counts
from fairlab.audit.bootstrap import REPLICATES, draw_counts
from fairlab.audit.counts import CELLS, confusion
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.registry import accuracy_metrics
from fairlab.seeds import seed_for

DRAWS = 200  # of the rows, for a metric of scores that does not know its influences


def variance_of_performance(predictions: pd.DataFrame, seed: int = 0) -> dict[str, float]:
    """Give the variance that the metrics of `performance` owe to the draw of the test rows.

    Positives and negatives are taken as drawn separately, as a stratified split does. Metrics of
    the decisions are drawn anew by their counts; those of the scores follow from how much each
    row moves them (the infinitesimal jackknife, which is DeLong's variance for the AUC), and
    where a metric does not know that, its rows are drawn anew.

    Parameters
    ----------
    predictions : DataFrame, shape (rows, 3)
        ``y``, ``score`` and ``flagged`` of a test set.
    seed : int
        The seed of the run.

    Returns
    -------
    dict of str to float
        By the names of `performance`; NaN where a metric is undefined.

    References
    ----------
    Efron and Tibshirani (1993), chapter 22; DeLong, DeLong and Clarke-Pearson (1988).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1], [900, 100])
    >>> score = rng.random(1000) * 0.7 + 0.2 * y
    >>> frame = pd.DataFrame({"y": y, "score": score, "flagged": score > 0.6})
    >>> round(variance_of_performance(frame)["auc"] ** 0.5, 3)
    0.025
    """
    y = predictions["y"].to_numpy(int)
    score = predictions["score"].to_numpy(float)
    of_scores = {
        metric.name: _of_scores(metric, y, score, seed)
        for metric in accuracy_metrics()
        if metric.of_scores
    }
    return of_scores | _of_decisions(confusion(y, predictions["flagged"]), seed)


def counts_of(audit: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Recover the counts that an audit was made of.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns, or a run's recorded table of it.

    Returns
    -------
    dict of attribute to DataFrame
        One row per group; columns tn, fp, fn, tp.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": [80, 8], "fp": [10, 1], "fn": [5, 7], "tp": [4, 3]})
    >>> counts_of(audit_counts({"sex": halves}))["sex"].to_numpy().tolist()
    [[80, 10, 5, 4], [8, 1, 7, 3]]
    """
    rates = audit[(audit["kind"] == "group") & audit["measure"].isin(["recall", "fpr"])]
    columns = (rates[name].tolist() for name in ("attribute", "group", "measure", "hits", "size"))
    found: dict[str, dict[str, dict[str, int]]] = {}
    for attribute, group, measure, hits, size in zip(*columns, strict=True):
        hit, missed = ("tp", "fn") if measure == "recall" else ("fp", "tn")
        cells = found.setdefault(str(attribute), {}).setdefault(group, {})
        cells |= {hit: int(hits), missed: int(size - hits)}
    return {
        attribute: pd.DataFrame(list(groups.values()), list(groups), list(CELLS))
        for attribute, groups in found.items()
    }


def _of_decisions(cells: dict[str, int], seed: int) -> dict[str, float]:
    seen = np.array([[cells[name] for name in CELLS]])
    drawn = draw_counts(seen, REPLICATES, seed_for(seed, "bootstrap"), keep_labels=True)
    metrics = [metric for metric in accuracy_metrics() if metric.of_counts]
    rows = drawn[:, 0].tolist()
    made = [measure_counts(metrics, dict(zip(CELLS, row, strict=True))) for row in rows]
    figures = pd.DataFrame([list(each.values()) for each in made], columns=list(made[0]))
    return figures.var(ddof=1).to_dict()


def _of_scores(metric: AccuracyMetric, y: np.ndarray, score: np.ndarray, seed: int) -> float:
    if metric.influence:
        return _variance(y, metric.influence(y, score))
    assert metric.of_scores, metric.name
    rng = np.random.default_rng(seed_for(seed, "rows", metric.name))
    classes = [np.flatnonzero(y == label) for label in (0, 1)]
    made = []
    for _ in range(DRAWS):
        rows = np.concatenate([rng.choice(part, len(part)) for part in classes])
        made.append(metric.of_scores(y[rows], score[rows]))
    return float(np.var(made, ddof=1))


def _variance(y: np.ndarray, pull: np.ndarray) -> float:
    """Add up how much the rows of each class differ in what they do to a metric."""
    return float(sum((pull[y == label] ** 2).sum() - _square(pull[y == label]) for label in (0, 1)))


def _square(pull: np.ndarray) -> float:
    return pull.sum() ** 2 / max(len(pull), 1)
