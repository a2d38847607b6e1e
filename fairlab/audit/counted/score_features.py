"""Features of scores in bins: they depend on a person's bin and class, so that bins are enough."""

import numpy as np

from fairlab.audit.counted.counted_people import FN, FP, TN, TP, CountedPeople, CountedScores
from fairlab.audit.feature_layout import FeatureLayout
from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.registry import accuracy_metrics
from fairlab.audit.score_influence import mean_over_folds

BAD, GOOD = 0, 1


class ScoreFeatures:
    """The placements of each group's bad events, and the influences of the metrics of scores.

    Parameters
    ----------
    people : CountedPeople
        Some of whom have a label.
    scores : CountedScores
    """

    def __init__(self, people: CountedPeople, scores: CountedScores) -> None:
        self._scores, self._rows = scores, people.rows
        tn, fp, fn, tp = (scores.by_group[kind] for kind in (TN, FP, FN, TP))
        self._bad, self._good, self._flagged = fn + tp, tn + fp, (tp, fp)
        ranked = self._good[-1].any() or not self._bad[-1].any()
        self._groups = len(people.groups) if ranked else 0
        self._metrics = [metric for metric in accuracy_metrics() if metric.of_scores]

    def added_to(self, sums: np.ndarray, layout: FeatureLayout, strategy: str) -> np.ndarray:
        """Put the features behind those that count people.

        Parameters
        ----------
        sums : ndarray, shape (p, p)
            Of the products of these.
        layout : FeatureLayout
            Gets the places, and the values of the metrics.
        strategy : str

        Returns
        -------
        ndarray, shape (p + q, p + q)
        """
        if self._groups:
            layout.take(strategy, "placed", self._groups)
        of_bad, of_good = self._metrics_placed(layout, strategy)
        good = np.vstack([self._moved_by_good()[: self._groups], of_good])
        placed = self._scores.placed[:, : self._groups]
        beside = np.zeros((len(good), len(sums)))
        for flagged in (False, True):
            of = strategy if flagged else ""
            counts = self._flagged if flagged else (self._bad, self._good)
            both = placed[1] if flagged else placed.sum(axis=0)
            beside[:, layout.of_event(BAD, of)] = np.vstack([both, of_bad @ counts[BAD].T])
            beside[:, layout.of_event(GOOD, of)] = good @ counts[GOOD].T
        among = (good * self._good[-1]) @ good.T + self._among_bad(of_bad)
        return np.block([[sums, beside.T], [beside, among]])

    def _among_bad(self, of_bad: np.ndarray) -> np.ndarray:
        placed = self._scores.squared[: self._groups, : self._groups]
        mixed = (of_bad * self._scores.below) @ self._bad[: self._groups].T
        return np.block([[placed, mixed.T], [mixed, (of_bad * self._bad[-1]) @ of_bad.T]])

    def _moved_by_good(self) -> np.ndarray:
        """Give what a good one in each bin does to the placements of each group's bad events."""
        bad, good = self._bad[:-1], max(self._good[-1].sum(), 1)
        above = bad.sum(axis=1, keepdims=True) - np.cumsum(bad, axis=1) + bad / 2
        return (above - (bad @ self._scores.below)[:, None]) / good

    def _metrics_placed(
        self, layout: FeatureLayout, strategy: str
    ) -> tuple[np.ndarray, np.ndarray]:
        """Measure the scores, and give what a bad and a good one of each bin do to each metric."""
        pulls: list[np.ndarray] = [np.zeros((0, 2, len(self._scores.mean)))]
        for metric in self._metrics:
            value, pull = self._measured(metric)
            layout.measured[strategy, metric.name] = value
            if np.isfinite(pull).all():
                layout.take(strategy, metric.name, 1)
                pulls.append(pull[None])
        of_good, of_bad = np.concatenate(pulls).swapaxes(0, 1)
        return of_bad, of_good

    def _measured(self, metric: AccuracyMetric) -> tuple[float, np.ndarray]:
        counts = np.concatenate([self._good[-1], self._bad[-1]])
        there, bins = counts > 0, len(self._scores.mean)
        y, mean = np.repeat([0, 1], bins)[there], np.tile(self._scores.mean, 2)[there]
        weight = counts[there].astype(float)
        value, moved = mean_over_folds(metric, y, mean[None], [[np.arange(len(y))]], weight)
        pull = np.zeros(2 * bins)
        pull[there] = moved[0] / weight * (self._rows / len(y))  # of one person among all rows
        return value, pull.reshape(2, bins)
