"""The few numbers per row that every rate of every group is linear in."""

import numpy as np

from fairlab.audit.feature_layout import FeatureLayout
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.placements import Placements
from fairlab.audit.registry import accuracy_metrics
from fairlab.audit.score_influence import mean_over_folds
from fairlab.audit.sorted_folds import sorted_folds
from fairlab.audit.wrong_decisions import APPLICANTS

COST = "cost_per_1000"


class Features(FeatureLayout):
    """What moments are added up of: a row per feature, made for some rows at a time.

    Bad and good events per group; of each strategy the flagged ones of both, the placements of
    each group's bad events, and the influences of the metrics of scores and of costs. The cells of
    a confusion matrix, and with them every rate of a group and of its rest, are sums of these.
    Where rows weigh differently each is times its weight, and rows without a label are a third
    kind of event.

    Parameters
    ----------
    data : OutOfFold
        With the rows of a person side by side.

    Examples
    --------
    >>> import pandas as pd
    >>> flags = {"plain": np.array([[0, 1, 1, 0]])}
    >>> sex, folds = pd.DataFrame({"sex": list("fmfm")}), np.array([[0, 0, 1, 1]])
    >>> features = Features(OutOfFold(np.array([0, 1, 1, 0]), sex, folds, flags))
    >>> features.groups, features(0, slice(0, 2)).shape
    ([('sex', 'f'), ('sex', 'm')], (12, 2))
    """

    def __init__(self, data: OutOfFold) -> None:
        self._data = data
        groups, self._member = _members(data)
        super().__init__(groups, (), labelled=data.labelled is None)
        self._known = np.ones(len(data.y), bool) if data.labelled is None else data.labelled
        self._places: dict[str, list[Placements]] = {}
        self._influences: dict[tuple[str, str], np.ndarray] = {}
        for strategy in data.decisions:
            self._place(strategy)

    def __call__(self, seed: int, rows: slice) -> np.ndarray:
        """Give the features of some rows under one seed, shape (features, rows)."""
        weight = None if self._data.weight is None else self._data.weight[rows]
        made = self.counts(seed, rows, weight)
        for strategy in self._data.decisions:
            self._of_scores(strategy, seed, rows, made)
        return made

    def counts(self, seed: int, rows: slice, weight: np.ndarray | None = None) -> np.ndarray:
        """Give those that count people, each as one or by its weight; the others are 0."""
        data, made = self._data, np.zeros((self.size, rows.stop - rows.start))
        member = np.vstack([self._member[:, rows], np.ones(made.shape[1])])
        judged = data.folds[seed, rows] >= 0
        kinds = self._kinds_of(rows, judged if weight is None else judged * weight)
        for place, kind in enumerate(kinds):
            np.multiply(member, kind, out=made[self.of_event(place)])
        for strategy, decided in data.decisions.items():
            flagged = np.flatnonzero(judged & (decided[seed, rows] != 0))
            for place in range(len(kinds)):
                made[self.of_event(place, strategy), flagged] = made[self.of_event(place), flagged]
        return made

    def _kinds_of(self, rows: slice, counted: np.ndarray) -> list[np.ndarray]:
        """Tell bad events, good ones, and those of which it is not known."""
        y, known = self._data.y[rows], self._known[rows]
        kinds = [counted * y, counted * (1 - y)]
        return kinds if self.kinds == 2 else [kinds[0] * known, kinds[1] * known, counted * ~known]

    def _place(self, strategy: str) -> None:
        """Lay out the features of a strategy, and sort its scores."""
        data = self._data
        self.take(strategy, "flagged", self.kinds * self.stride)
        if strategy in data.costs:
            cost, judged = APPLICANTS * data.costs[strategy], data.folds >= 0
            mean = float(cost[judged].mean())
            moved = np.where(judged, cost - mean, 0) * judged.size / judged.sum()
            self._measure(strategy, COST, mean, moved)
        if strategy not in data.scores:
            return
        score, folds = data.scores[strategy], np.where(self._known, data.folds, -1)
        if not (folds >= 0).any():  # nobody has a label, so that nothing can be ranked
            return
        ordered = sorted_folds(score, folds)
        seeds = zip(score, ordered, strict=True)
        placed = [Placements(data.y, one, rows, self._member, data.weight) for one, rows in seeds]
        if all(each.defined for each in placed):
            self._places[strategy] = placed
            self.take(strategy, "placed", len(self.groups))
        for metric in _metrics_of_scores():
            found = mean_over_folds(metric, data.y, score, ordered, data.weight)
            self._measure(strategy, metric.name, *found)

    def _measure(self, strategy: str, metric: str, value: float, influence: np.ndarray) -> None:
        """Keep a metric, and where it is known how much each row moves it a feature of that."""
        self.measured[strategy, metric] = value
        if np.isfinite(influence).all():
            self._influences[strategy, metric] = influence
            self.take(strategy, metric, 1)

    def _of_scores(self, strategy: str, seed: int, rows: slice, made: np.ndarray) -> None:
        if strategy in self._places:
            at = self.at[strategy, "placed"]
            placed = self._places[strategy][seed].influence(rows)
            made[at : at + len(self.groups)] = placed
        for (name, metric), influence in self._influences.items():
            if name == strategy:
                made[self.at[name, metric]] = influence[seed, rows]


def _metrics_of_scores() -> list[AccuracyMetric]:
    return [metric for metric in accuracy_metrics() if metric.of_scores]


def _members(data: OutOfFold) -> tuple[list[tuple[str, object]], np.ndarray]:
    """List the groups that have rows, and who is in them."""
    groups, members = [], []
    for attribute in data.groups:
        levels = data.groups[attribute].astype("category").cat
        codes, judged = levels.codes.to_numpy(), (data.folds >= 0).any(axis=0)
        for code, label in enumerate(levels.categories):
            member = codes == code
            if (member & judged).any():
                groups.append((str(attribute), label))
                members.append(member)
    return groups, np.array(members).reshape(-1, len(data.y))
