"""Every rate of every group, every accuracy, and the influences that say how sure they are."""

from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from fairlab.audit.accuracy import NEEDS, NO, NO_NUMBER, measure_counts
from fairlab.audit.counts import CELLS
from fairlab.audit.features import Features
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.registry import accuracy_metrics, rates
from fairlab.stats.moments import Moments, accumulate

RANK = "rank"  # the chance that a bad event of the group outranks a good one of its fold
GROUP, REST, EVERYONE = "group", "rest", "everyone"
KEY = ["strategy", "attribute", "group", "side", "metric"]
_STEP = 1e-6
_NO_INFLUENCE = "how much each row moves it is not known"


@dataclass(frozen=True)
class BasicStatistics:
    """Estimates, and the moments from which any contrast of them has its variance.

    Parameters
    ----------
    table : DataFrame
        One row per statistic: ``strategy``, ``attribute``, ``group``, ``side`` (of the group, its
        rest or everyone), ``metric``, ``estimate``, ``n`` (rows), ``events`` (rows that it is a
        share of), ``hits`` (of them), all as means over the seeds, and ``note`` (why it is NaN).
    weights : ndarray, shape (statistics, features)
        The influences of the statistics as sums of features; 0 where they are not known.
    moments : Moments
        Of the features.
    """

    table: pd.DataFrame
    weights: np.ndarray
    moments: Moments

    @property
    def n(self) -> int:
        """How many rows there are."""
        return self.moments.n

    @property
    def place(self) -> dict[tuple[str, ...], int]:
        """Where each statistic stands, by strategy, attribute, group, side and metric."""
        return {key: at for at, key in enumerate(self.table[KEY].itertuples(index=False, name=None))}


def basic_statistics(data: OutOfFold) -> BasicStatistics:
    """Measure every rate of the registry in each group and its rest, and all accuracy.

    A rate is a ratio of sums over the seeds' decisions: its influence is (hits - rate * events),
    over the mean of the events. Metrics of counts follow by the delta method from the cells'
    shares, those of scores by the infinitesimal jackknife inside folds.

    Parameters
    ----------
    data : OutOfFold
        Decisions, and scores where there are some.

    Returns
    -------
    BasicStatistics

    Examples
    --------
    >>> sex, folds = pd.DataFrame({"sex": list("fmfmfm")}), np.array([[0, 0, 0, 1, 1, 1]])
    >>> flags = {"plain": np.array([[1, 1, 0, 0, 1, 0]])}
    >>> found = basic_statistics(OutOfFold(np.array([1, 1, 1, 0, 0, 1]), sex, folds, flags)).table
    >>> recall = found[(found["metric"] == "recall") & (found["side"] == "group")]
    >>> recall[["group", "estimate", "events"]].to_numpy().tolist()
    [['f', 0.5, 2.0], ['m', 0.5, 2.0]]
    """
    ordered = data.by_person()
    features = Features(ordered)
    moments = accumulate(features, ordered.folds, ordered.persons, ordered.design)
    listed = _Listed(features, moments)
    for strategy in data.decisions:
        for place, (attribute, group) in enumerate(features.groups):
            others = [
                at for at, (name, _) in enumerate(features.groups) if name == attribute and at != place
            ]
            listed.of_groups((strategy, attribute, group, GROUP), [place])
            listed.of_groups((strategy, attribute, group, REST), others)
        listed.of_everyone(strategy)
    return BasicStatistics(
        pd.DataFrame(listed.rows, columns=[*KEY, "estimate", "n", "events", "hits", "note"]),
        np.array(listed.weights).reshape(-1, features.size),
        moments,
    )


class _Listed:
    """Statistics one after the other."""

    def __init__(self, features: Features, moments: Moments) -> None:
        self.features, self.totals, self.rows_in_all = features, moments.totals, moments.n
        self.rows: list[tuple] = []
        self.weights: list[np.ndarray] = []

    def of_groups(self, key: tuple, groups: list[int]) -> None:
        cells = self.features.cells(key[0], groups)
        for rate in rates():
            hits = sum(cells[name] for name in rate.hits)
            events = hits + sum(cells[name] for name in rate.misses)
            self._ratio((*key, rate.name), hits, events, cells, rate.empty)
        placed = self.features.placements(key[0], groups)
        if placed is not None:
            self._ratio((*key, RANK), placed, cells["tp"] + cells["fn"], cells, "no positives")

    def of_everyone(self, strategy: str) -> None:
        cells = self.features.cells(strategy, [len(self.features.groups)])
        for metric in accuracy_metrics():
            key = (strategy, "", "", EVERYONE, metric.name)
            if metric.of_counts:
                self._of_counts(key, metric, cells)
            elif (strategy, metric.name) in self.features.of_scores:
                self._of_scores(key, metric, cells)

    def _ratio(
        self, key: tuple, hits: np.ndarray, events: np.ndarray, cells: dict, empty: str
    ) -> None:
        hit, of = float(hits @ self.totals), float(events @ self.totals)
        rate = hit / of if of else nan
        weights = (hits - rate * events) / (of / self.rows_in_all) if of else np.zeros(len(hits))
        self._add(key, rate, cells, of, hit, "" if of else empty, weights)

    def _of_counts(self, key: tuple, metric: AccuracyMetric, cells: dict) -> None:
        shares = {name: float(cells[name] @ self.totals) / self.rows_in_all for name in CELLS}
        value = measure_counts([metric], shares)[metric.name]
        slope = {name: _slope(metric, shares, name) for name in CELLS}
        level = sum(slope[name] * shares[name] for name in CELLS) / sum(shares.values())
        weights = sum((slope[name] - level) * cells[name] for name in CELLS)
        self._of_all(key, metric, value, cells, weights)

    def _of_scores(self, key: tuple, metric: AccuracyMetric, cells: dict) -> None:
        value = self.features.of_scores[key[0], metric.name]
        self._of_all(key, metric, value, cells, self.features.influence(key[0], metric.name))

    def _of_all(
        self, key: tuple, metric: AccuracyMetric, value: float, cells: dict, weights: np.ndarray | None
    ) -> None:
        there = {need: sum(float(cells[one] @ self.totals) for one in NEEDS[need]) for need in NEEDS}
        needed = [need for need in metric.needs if not there[need]]
        note = " and ".join(NO[need] for need in needed) or (NO_NUMBER if np.isnan(value) else "")
        known = weights is not None and bool(np.isfinite(weights).all())
        if not note and not known:
            note = _NO_INFLUENCE
        events = min([there[need] for need in metric.needs], default=sum(there.values()) / 2)
        self._add(key, value, cells, events, nan, note, weights if known and weights is not None else np.zeros(self.features.size))

    def _add(
        self, key: tuple, value: float, cells: dict, events: float, hits: float, note: str,
        weights: np.ndarray,
    ) -> None:
        rows = float(sum(cells[name] for name in CELLS) @ self.totals)
        self.rows.append((*key, value, rows, events, hits, note))
        self.weights.append(weights)


def _slope(metric: AccuracyMetric, shares: dict[str, float], cell: str) -> float:
    """Give the derivative of a metric by the share of a cell, by central differences."""
    assert metric.of_counts, metric.name
    step = _STEP * max(shares[cell], _STEP)
    ends = [shares | {cell: shares[cell] + sign * step} for sign in (1, -1)]
    high, low = (measure_counts([metric], each)[metric.name] for each in ends)
    return (high - low) / (2 * step)
