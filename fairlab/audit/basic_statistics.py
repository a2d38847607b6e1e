"""Every rate of every group, every accuracy, and the influences that say how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from math import nan

import numpy as np
import pandas as pd
from threadpoolctl import ThreadpoolController

from fairlab.audit.accuracy import NEEDS, NO, NO_NUMBER, measure_counts
from fairlab.audit.counts import CELLS
from fairlab.audit.feature_layout import APPROVED_UNKNOWN, FLAGGED_UNKNOWN, FeatureLayout
from fairlab.audit.features import Features
from fairlab.audit.metric_types import AccuracyMetric, Rate, RunMetric
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.pairing import REST
from fairlab.audit.people_counted import PeopleCounted
from fairlab.audit.registry import overall_metrics, rates
from fairlab.stats.moments import Moments, accumulate

RANK = "rank"  # the chance that a bad event of the group outranks a good one of its fold
GROUP, EVERYONE = "group", "everyone"
KEY = ["strategy", "attribute", "group", "side", "metric"]
_MEASURED = [
    "estimate", "n", "events", "hits", "events_exact", "hits_exact", "events_sure", "hits_sure",
    "note",
]  # fmt: skip
_WITHOUT_LABEL = {
    frozenset({"tp", "fp"}): FLAGGED_UNKNOWN,
    frozenset({"tn", "fn"}): APPROVED_UNKNOWN,
}
_OF_ONE_LABEL = ({"tp", "fn"}, {"fp", "tn"})  # the people of which some rates are shares
_STEP, _LEAST_SHARE = 1e-6, 1e-3
ALL_TIE = "all scores tie"
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
        ``events_exact`` and ``hits_exact`` are the same for exact tests: NaN of what is no share of
        people, and where people have several rows or weights.
        ``events_sure`` and ``hits_sure`` are of how many people of one weight these are worth.
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

    @cached_property
    def place(self) -> dict[tuple, int]:
        """Where each statistic stands, by strategy, attribute, group, side and metric."""
        keys = self.table[KEY].itertuples(index=False, name=None)
        return {key: at for at, key in enumerate(keys)}

    @cached_property
    def sizes(self) -> dict[str, dict[str, pd.Series]]:
        """How many rows each group has, by strategy and attribute."""
        found: dict[str, dict[str, dict]] = {}
        rows = self.table[self.table["side"] == GROUP]
        columns = (rows[name] for name in ("strategy", "attribute", "group", "n"))
        for strategy, attribute, group, n in zip(*columns, strict=True):
            found.setdefault(strategy, {}).setdefault(attribute, {}).setdefault(group, n)
        return {
            strategy: {attribute: pd.Series(n_of) for attribute, n_of in of.items()}
            for strategy, of in found.items()
        }


def basic_statistics(data: OutOfFold) -> BasicStatistics:
    """Measure every rate of the registry in each group and its rest, and all accuracy.

    A rate is a ratio of sums over the seeds' decisions: its influence is (hits - rate * events),
    over the mean of the events. Metrics of counts follow by the delta method from the cells'
    shares, those of scores by the infinitesimal jackknife inside folds.

    Parameters
    ----------
    data : OutOfFold
        Decisions, and scores where there are some.

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
    with _threads().limit(limits=1, user_api="blas"):  # blocks are small: threads would only wait
        moments = accumulate(features, ordered.folds, ordered.persons, ordered.design)
    alone = data.persons is None or len(np.unique(data.persons)) == len(data.y)
    people = PeopleCounted.count(features, ordered, moments)
    return statistics_of(features, list(data.decisions), moments, people, alone)


@cache
def _threads() -> ThreadpoolController:
    """Look once which libraries have threads: it takes as long as the moments of a small table."""
    return ThreadpoolController()


def statistics_of(
    features: FeatureLayout,
    strategies: Sequence[str],
    moments: Moments,
    people: PeopleCounted,
    alone: bool = True,
) -> BasicStatistics:
    """Measure the same from the moments of features, which may be all that is left of people.

    Parameters
    ----------
    features : FeatureLayout
        What stands where.
    strategies : sequence of str
    moments : Moments
        Of the features.
    people : PeopleCounted
        How many people sums of features are of.
    alone : bool
        Whether each row is a person.
    """
    listed = _Listed(features, moments, people, alone)
    for strategy in strategies:
        idle = listed.idle(strategy)
        for at, (attribute, group) in enumerate(features.groups):
            of_it = [other for other, (name, _) in enumerate(features.groups) if name == attribute]
            rest = [other for other in of_it if other != at]
            listed.of_groups((strategy, attribute, group, GROUP), [at], idle)
            listed.of_groups((strategy, attribute, group, REST), rest, idle)
        listed.of_everyone(strategy)
    table = pd.DataFrame(listed.rows, columns=[*KEY, *_MEASURED])
    return BasicStatistics(table, np.array(listed.weights), moments)


Cells = dict[str, np.ndarray]


class _Listed:
    """Statistics one after the other."""

    def __init__(
        self, features: FeatureLayout, moments: Moments, people: PeopleCounted, alone: bool
    ) -> None:
        self.features, self.totals, self.n = features, moments.totals, moments.n
        self.products = moments.rows
        self.people, self.alone = people, alone
        self.rows: list[tuple] = []
        self.weights: list[np.ndarray] = []

    def of_groups(self, key: tuple, groups: list[int], idle: str) -> None:
        cells = self.features.cells(key[0], groups)
        for rate in rates():
            hits, misses = (_of_rate(rate, cells, names) for names in (rate.hits, rate.misses))
            note = idle if {*rate.hits, *rate.misses} in _OF_ONE_LABEL else ""
            self._add_ratio((*key, rate.name), hits, hits + misses, cells, rate.empty, note)
        placed = self.features.placements(key[0], groups)
        if placed is not None:
            events = _together(cells, NEEDS["positives"])
            note = ALL_TIE if self._all_tie(placed, events) else ""
            self._add_ratio((*key, RANK), placed, events, cells, NO["positives"], note)

    def _all_tie(self, placed: np.ndarray, events: np.ndarray) -> bool:
        """Tell bad events of which none lies above or below a good one, as of one score for all."""
        same = placed - events / 2
        return not same @ self.totals and not same @ self.products @ same

    def idle(self, strategy: str) -> str:
        """Say that everybody is decided about alike, so that labels are told apart in no group."""
        cells = self.features.cells(strategy, [len(self.features.groups)])
        of = {need: _together(cells, NEEDS[need]) @ self.totals for need in NEEDS}
        return next((NO[need] for need in ("flagged", "not flagged") if not of[need]), "")

    def of_everyone(self, strategy: str) -> None:
        cells = self.features.cells(strategy, [len(self.features.groups)])
        labelled = float(_together(cells, CELLS) @ self.totals)
        if not labelled:
            return
        shares = {name: float(cells[name] @ self.totals) / labelled for name in CELLS}
        for metric in overall_metrics():
            if isinstance(metric, AccuracyMetric) and metric.of_counts:
                value = measure_counts([metric], shares)[metric.name]
                moved = _delta(metric, shares, cells) / (labelled / self.n)
                self._add_accuracy(strategy, metric, value, cells, moved)
            elif (strategy, metric.name) in self.features.measured:
                value = self.features.measured[strategy, metric.name]
                known = self.features.influence(strategy, metric.name)
                self._add_accuracy(strategy, metric, value, cells, known)

    def _add_ratio(
        self,
        key: tuple,
        hits: np.ndarray,
        events: np.ndarray,
        cells: Cells,
        empty: str,
        note: str = "",
    ) -> None:
        hit, of = float(hits @ self.totals), float(events @ self.totals)
        rate = hit / of if of else nan
        weights = (hits - rate * events) / (of / self.n) if of else np.zeros(len(hits))
        counted = [
            count(one) for count in (self.people.of, self._exact, self.people.worth)
            for one in (events, hits)
        ]  # fmt: skip
        if key[-1] == RANK:  # no share of people: of its hits there is no count
            counted[3] = nan
        self._add(key, rate, cells, counted, note if of else empty, weights)

    def _exact(self, counted: np.ndarray) -> float:
        return self.people.exact(counted, self.alone)

    def _add_accuracy(
        self,
        strategy: str,
        metric: AccuracyMetric | RunMetric,
        value: float,
        cells: Cells,
        weights: np.ndarray | None,
    ) -> None:
        rows = {need: _together(cells, NEEDS[need]) for need in NEEDS}
        there = {need: self.people.of(made) for need, made in rows.items()}
        note = " and ".join(NO[need] for need in metric.needs if not there[need])
        note = note or (NO_NUMBER if np.isnan(value) else "")
        if weights is None or not np.isfinite(weights).all():
            note, weights = note or _NO_INFLUENCE, np.zeros(self.features.size)
        labelled = _together(cells, CELLS)
        fewest = min([rows[need] for need in metric.needs], key=self.people.worth, default=labelled)
        counted = [self.people.of(fewest), nan, nan, nan, self.people.worth(fewest), nan]
        self._add((strategy, "", "", EVERYONE, metric.name), value, cells, counted, note, weights)

    def _add(
        self,
        key: tuple,
        value: float,
        cells: Cells,
        counted: list[float],
        note: str,
        weights: np.ndarray,
    ) -> None:
        size = self.people.of(_together(cells, list(cells)))
        self.rows.append((*key, value, size, *counted, note))
        self.weights.append(weights)


def _together(cells: Cells, names: Sequence[str]) -> np.ndarray:
    first, *others = (cells[name] for name in names)
    return sum(others, start=first)


def _of_rate(rate: Rate, cells: Cells, names: Sequence[str]) -> np.ndarray:
    """Add up the rows of a rate; who has no label counts too in those that need none."""
    made = _together(cells, names)
    further = _WITHOUT_LABEL.get(frozenset(names))
    return made if rate.needs_labels or further not in cells else made + cells[further]


def _delta(metric: AccuracyMetric, shares: dict[str, float], cells: Cells) -> np.ndarray:
    """Give the influences on a metric of counts, by its derivatives in the cells' shares."""
    slope = {name: _slope(metric, shares, name) for name in CELLS}
    level = sum(slope[name] * shares[name] for name in CELLS) / sum(shares.values())
    return np.sum([(slope[name] - level) * cells[name] for name in CELLS], axis=0)


def _slope(metric: AccuracyMetric, shares: dict[str, float], cell: str) -> float:
    step = _STEP * max(shares[cell], _LEAST_SHARE)
    low, high = max(shares[cell] - step, 0.0), shares[cell] + step
    at_low, at_high = (
        measure_counts([metric], shares | {cell: end})[metric.name] for end in (low, high)
    )
    return (at_high - at_low) / (high - low)
