"""Every rate of every group, every accuracy, and the influences that say how sure they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd
from threadpoolctl import ThreadpoolController

from fairlab.audit.feature_layout import FeatureLayout
from fairlab.audit.features import Features
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.pairing import REST
from fairlab.audit.people_counted import PeopleCounted
from fairlab.audit.statistic_rows import GROUP, StatisticRows
from fairlab.stats.moments import Moments, accumulate

KEY = ["strategy", "attribute", "group", "side", "metric"]
_MEASURED = [
    "estimate", "n", "events", "hits", "events_exact", "hits_exact", "events_sure", "hits_sure",
    "note",
]  # fmt: skip


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
    listed = StatisticRows(features, moments, people, alone)
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
