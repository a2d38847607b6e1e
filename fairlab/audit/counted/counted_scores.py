"""Scores counted in bins, by group and by what was decided and happened."""

from collections.abc import Sequence

import numpy as np

from fairlab.audit.counted.counted_people import FN, KINDS, TP, CountedScores
from fairlab.stats.joint_counts import JointCounts
from fairlab.stats.score_bins import ScoreBins


class ScoreCounts:
    """Counts of people by bin, and how far bad events lie above good ones, two groups at a time.

    Parameters
    ----------
    labels : sequence of list
        The groups of each attribute.
    bins : ScoreBins
    below : ndarray, shape (bins,)
        The share of good ones below each bin.
    """

    def __init__(self, labels: Sequence[list], bins: ScoreBins, below: np.ndarray) -> None:
        self._bins, self._below = bins, below
        levels, size = [len(groups) for groups in labels], len(bins.mean)
        self._by_group = [np.zeros(groups * len(KINDS) * size, np.int64) for groups in levels]
        self._placed = JointCounts(levels, 2, weighted=True)
        self._squared = JointCounts(levels, 1, weighted=True)

    def add(self, places: Sequence[np.ndarray], kind: np.ndarray, score: np.ndarray) -> None:
        """Count more rows, each with its group per attribute and its kind."""
        at, size = self._bins.of(score), len(self._bins.mean)
        of_kind = kind * np.int32(size) + at
        for own, table in zip(places, self._by_group, strict=True):
            place = own.astype(np.int32) * (len(KINDS) * size) + of_kind
            table += np.bincount(place, minlength=len(table))
        bad = (kind == FN) | (kind == TP)
        below, of_bad = self._below[at[bad]], [one[bad] for one in places]
        self._placed.add(of_bad, (kind[bad] == TP).astype(np.int16), below)
        self._squared.add(of_bad, np.zeros(len(below), np.int16), below**2)

    def counted(self, kept: np.ndarray) -> CountedScores:
        """Give what was counted of some groups, and of everyone behind them."""
        tables = [table.reshape(-1, len(KINDS), len(self._bins.mean)) for table in self._by_group]
        everyone = tables[0].sum(axis=0, keepdims=True)
        by_group = np.concatenate([*tables, everyone])[kept].swapaxes(0, 1)
        both = (slice(None), kept[:, None], kept)
        return CountedScores(
            self._bins.mean,
            by_group,
            self._below,
            self._placed.crossed()[both],
            self._squared.crossed()[both][0],
        )
