"""The few numbers per row that every rate of every group is linear in."""

from collections.abc import Sequence

import numpy as np

from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.placements import Placements
from fairlab.audit.registry import accuracy_metrics
from fairlab.audit.score_influence import mean_over_folds


class Features:
    """What moments are added up of: a row per feature, made for some rows at a time.

    Bad and good events per group; of each strategy the flagged ones of both, the placements of
    each group's bad events, and the influences of the metrics of scores. The cells of a confusion
    matrix, and with them every rate of a group and of its rest, are sums of these.

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
        self.groups, self._member = _members(data)
        self._stride = len(self.groups) + 1
        self._places: dict[str, list[Placements]] = {}
        self._influences: dict[tuple[str, str], np.ndarray] = {}
        self.of_scores: dict[tuple[str, str], float] = {}
        self._at: dict[tuple[str, str], int] = {}
        self.size = 2 * self._stride
        for strategy in data.decisions:
            self._place(strategy)

    def __call__(self, seed: int, rows: slice) -> np.ndarray:
        """Give the features of some rows under one seed, shape (features, rows)."""
        data, made = self._data, np.zeros((self.size, rows.stop - rows.start))
        member = np.vstack([self._member[:, rows], np.ones(made.shape[1])])
        judged, y = data.folds[seed, rows] >= 0, data.y[rows]
        labels = (judged * y, judged * (1 - y))
        for label, at in zip(labels, (0, self._stride), strict=True):
            np.multiply(member, label, out=made[at : at + self._stride])
        for strategy, decided in data.decisions.items():
            at = self._at[strategy, "flagged"]
            for label in labels:
                flagged = label * np.where(judged, decided[seed, rows], 0)
                np.multiply(member, flagged, out=made[at : at + self._stride])
                at += self._stride
            self._of_scores(strategy, seed, rows, made)
        return made

    def cells(self, strategy: str, groups: Sequence[int]) -> dict[str, np.ndarray]:
        """Give the four cells of some groups together as sums of features.

        Parameters
        ----------
        strategy : str
            Whose decisions.
        groups : sequence of int
            Places in ``groups``; everyone with the place behind the last.

        Returns
        -------
        dict of str to ndarray, shape (features,)
        """
        at = self._at[strategy, "flagged"]
        bad, good = (self._sum(groups, start) for start in (0, self._stride))
        tp, fp = (self._sum(groups, start) for start in (at, at + self._stride))
        return {"tn": good - fp, "fp": fp, "fn": bad - tp, "tp": tp}

    def placements(self, strategy: str, groups: Sequence[int]) -> np.ndarray | None:
        """Give the placements of bad events of some groups as a sum of features.

        Returns
        -------
        ndarray, shape (features,), or None
            None where the strategy has no scores, or a fold no good event.
        """
        at = self._at.get((strategy, "placed"))
        return None if at is None else self._sum(groups, at)

    def influence(self, strategy: str, metric: str) -> np.ndarray | None:
        """Give the influences on a metric of scores as a feature, or None without any."""
        at = self._at.get((strategy, metric))
        return None if at is None else np.eye(1, self.size, at)[0]

    def _sum(self, groups: Sequence[int], start: int) -> np.ndarray:
        made = np.zeros(self.size)
        made[start + np.asarray(groups, int)] = 1
        return made

    def _take(self, strategy: str, what: str, size: int) -> None:
        self._at[strategy, what] = self.size
        self.size += size

    def _place(self, strategy: str) -> None:
        """Lay out the features of a strategy, and sort its scores."""
        data = self._data
        self._take(strategy, "flagged", 2 * self._stride)
        if strategy not in data.scores:
            return
        score = data.scores[strategy]
        seeds = zip(score, data.folds, strict=True)
        placed = [Placements(data.y, one, fold, self._member) for one, fold in seeds]
        if all(each.defined for each in placed):
            self._places[strategy] = placed
            self._take(strategy, "placed", len(self.groups))
        for metric in _metrics_of_scores():
            value, influence = mean_over_folds(metric, data.y, score, data.folds)
            self.of_scores[strategy, metric.name] = value
            if np.isfinite(influence).all():
                self._influences[strategy, metric.name] = influence
                self._take(strategy, metric.name, 1)

    def _of_scores(self, strategy: str, seed: int, rows: slice, made: np.ndarray) -> None:
        if strategy in self._places:
            at = self._at[strategy, "placed"]
            placed = self._places[strategy][seed].influence(rows)
            made[at : at + len(self.groups)] = placed
        for (name, metric), influence in self._influences.items():
            if name == strategy:
                made[self._at[name, metric]] = influence[seed, rows]


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
