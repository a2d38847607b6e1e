"""Each statistic as a row, and how much each feature of a person moves it."""

from collections.abc import Sequence
from math import nan

import numpy as np

from fairlab.audit.accuracy import NEEDS, NO, NO_NUMBER, measure_counts
from fairlab.audit.counts import CELLS
from fairlab.audit.feature_layout import APPROVED_UNKNOWN, FLAGGED_UNKNOWN, FeatureLayout
from fairlab.audit.metric_types import AccuracyMetric, Rate, RunMetric
from fairlab.audit.people_counted import PeopleCounted
from fairlab.audit.registry import overall_metrics, rates
from fairlab.stats.moments import Moments

RANK = "rank"  # the chance that a bad event of the group outranks a good one of its fold
GROUP, EVERYONE = "group", "everyone"
_WITHOUT_LABEL = {
    frozenset({"tp", "fp"}): FLAGGED_UNKNOWN,
    frozenset({"tn", "fn"}): APPROVED_UNKNOWN,
}
_OF_ONE_LABEL = ({"tp", "fn"}, {"fp", "tn"})  # the people of which some rates are shares
_STEP, _LEAST_SHARE = 1e-6, 1e-3
ALL_TIE = "all scores tie"
_NO_INFLUENCE = "how much each row moves it is not known"
Cells = dict[str, np.ndarray]


class StatisticRows:
    """A row and the influences of each statistic, one after the other.

    Parameters
    ----------
    features : FeatureLayout
        What stands where.
    moments : Moments
        Of the features.
    people : PeopleCounted
        How many people sums of features are of.
    alone : bool
        Whether each row is a person.
    """

    def __init__(
        self, features: FeatureLayout, moments: Moments, people: PeopleCounted, alone: bool
    ) -> None:
        self.features, self.totals, self.n = features, moments.totals, moments.n
        self.products = moments.rows
        self.people, self.alone = people, alone
        self.rows: list[tuple] = []
        self.weights: list[np.ndarray] = []

    def of_groups(self, key: tuple, groups: list[int], idle: str) -> None:
        """Add every rate of some groups together, and how high their bad events rank."""
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
        """Add every metric of all people, where any of them has a label."""
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
