"""What statements are made of, as arrays over the statements."""

from collections.abc import Sequence
from math import nan

import numpy as np

from fairlab.audit.basic_statistics import BasicStatistics
from fairlab.audit.statement import Statement
from fairlab.stats.exact_comparison import Table

FEWEST = 25  # of what a rate is a share of: below it a normal band misses too often
EXACT = "exact, by counts (means over the seeds)"
TOO_FEW = "too few for a band"
_NO_RATIO = "no ratio with a share of 0"
_SMALL = "not 0, and within the margin"


class Figures:
    """Estimates, influences and counts of some statements.

    Parameters
    ----------
    statistics : BasicStatistics
        What they are differences of.
    statements : sequence of Statement
        Some of them, at least one.
    """

    def __init__(self, statistics: BasicStatistics, statements: Sequence[Statement]) -> None:
        self._statements, self._table = statements, statistics.table
        self._value = self._column("estimate", float)
        self._note = self._column("note", object)
        self.ratio = np.array([each.is_ratio for each in statements], bool)
        made = [self._estimate(each) for each in statements]
        self.estimate = np.array(made, float)
        weights = [self._weights(statistics.weights, each) for each in statements]
        self.weights = np.array(weights).reshape(-1, statistics.weights.shape[1])
        self._few = self._too_few() | self._at_an_edge()

    @property
    def few(self) -> np.ndarray:
        """Which of them have no normal band for want of counts."""
        return self._few

    @property
    def normal(self) -> np.ndarray:
        """Which of them have a normal band."""
        return np.isfinite(self.estimate) & ~self._noted() & ~self.few

    def counts(self) -> dict[str, list[float]]:
        """Give values and counts of both sides, under the strategy of the statement."""
        made = {}
        for name, column in (("value", "estimate"), ("n", "n"), ("events", "events")):
            of = self._column(column, float)
            made[f"{name}_group"] = [of[each.plus[0]] for each in self._statements]
            made[f"{name}_rest"] = [
                of[each.minus[0]] if each.attribute else nan for each in self._statements
            ]
        return made

    def tables(self) -> tuple[list[Table | None], list[Table | None]]:
        """Give hits and size of both sides, for either end of a band, where that is to be had."""
        events, hits = (self._column(name, float) for name in ("events_exact", "hits_exact"))
        found = [
            _tables(hits[places], events[places]) if each.kind in ("gap", "ratio") else (None, None)
            for each in self._statements
            for places in [self._places(each)]
        ]
        return [least for least, _ in found], [most for _, most in found]

    def notes(self, alike: np.ndarray, low: np.ndarray, high: np.ndarray) -> list[str]:
        """Say why a statement has no band, or that one which is alike is not nothing."""
        made = []
        for at, each in enumerate(self._statements):
            found = "; ".join(dict.fromkeys(filter(None, self._note[self._places(each)])))
            if not found and not np.isfinite(self.estimate[at]):
                found = _NO_RATIO
            if self.few[at]:
                found = TOO_FEW if np.isnan(low[at]) else EXACT
            small = alike[at] and (low[at] > 0 or high[at] < 0)
            made.append("; ".join(filter(None, (found, _SMALL if small else ""))))
        return made

    def _column(self, name: str, kind: type) -> np.ndarray:
        return self._table[name].to_numpy(kind)

    def _places(self, each: Statement) -> list[int]:
        return [*each.plus, *each.minus]

    def _estimate(self, each: Statement) -> float:
        parts = (self._value[list(each.plus)], self._value[list(each.minus)])
        if each.is_ratio:
            with np.errstate(divide="ignore"):
                parts = (np.log(parts[0]), np.log(parts[1]))
        added, taken = (float(part.sum()) for part in parts)
        with np.errstate(invalid="ignore"):  # of 0 and 0 there is no ratio
            return float(np.subtract(added, taken))

    def _weights(self, weights: np.ndarray, each: Statement) -> np.ndarray:
        made = np.zeros(weights.shape[1])
        for sign, places in ((1, each.plus), (-1, each.minus)):
            for at in places:
                scale = self._value[at] if each.is_ratio else 1.0
                made += sign * weights[at] / scale if scale else 0
        return made

    def _too_few(self) -> np.ndarray:
        events, hits = (self._column(name, float) for name in ("events_sure", "hits_sure"))
        least = [  # the logarithm of a share is as sure as its hits are many
            (hits if each.is_ratio else events)[self._places(each)].min()
            for each in self._statements
        ]
        return (np.array(least) < FEWEST) & self._defined()

    def _at_an_edge(self) -> np.ndarray:
        """Find gaps whose normal variance would leave out a side, as nobody in it differs."""
        edge = (self._value == 0) | (self._value == 1)
        found = [
            each.kind != "change" and edge[self._places(each)].any() for each in self._statements
        ]
        return np.array(found, bool) & self._defined()

    def _defined(self) -> np.ndarray:
        each = [np.isfinite(self._value[self._places(one)]).all() for one in self._statements]
        return np.array(each, bool) & ~np.isnan(self.estimate) & ~self._noted()

    def _noted(self) -> np.ndarray:
        return np.array([any(self._note[self._places(one)]) for one in self._statements], bool)


def _tables(hits: np.ndarray, events: np.ndarray) -> tuple[Table | None, Table | None]:
    """Make counts whole, with the least difference first and the most second; means are not."""
    if np.isnan(hits).any() or np.isnan(events).any():
        return None, None
    hit, miss = (np.round(counted, 9) for counted in (hits, events - hits))
    low, high = (
        list(zip(up(hit).astype(int).tolist(), down(miss).astype(int).tolist(), strict=True))
        for up, down in ((np.floor, np.ceil), (np.ceil, np.floor))
    )
    return _table(low[0], high[1]), _table(high[0], low[1])


def _table(first: tuple[int, int], second: tuple[int, int]) -> Table:
    return first[0], sum(first), second[0], sum(second)
