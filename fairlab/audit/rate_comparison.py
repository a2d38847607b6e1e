"""One rate of the groups of one attribute: how it is, whether it differs, and how much."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import comb, nan

import numpy as np
import pandas as pd

from fairlab.audit.metric_types import Rate
from fairlab.seeds import seed_for
from fairlab.stats.exact_tests import Chance
from fairlab.stats.score_interval import score_interval

LEVEL = 0.95
NOTHING_TO_TEST = "nothing to test"


@dataclass(frozen=True)
class Comparison:
    """A rate in every group, and the groups against each other.

    Parameters
    ----------
    rate : Rate
        What is compared.
    counts : DataFrame
        One row per group; columns tn, fp, fn, tp.
    min_size : int
        With fewer rows a group's rate is NaN and the group is compared with none.
    seed : int
        The seed of the run; only a test of many groups draws.
    """

    rate: Rate
    counts: pd.DataFrame
    min_size: int
    seed: int

    @cached_property
    def hits(self) -> np.ndarray:
        """The rows that count for the rate, per group."""
        return self._rows(self.rate.hits)

    @cached_property
    def sizes(self) -> np.ndarray:
        """The rows that the rate is a share of, per group."""
        return self.hits + self._rows(self.rate.misses)

    @cached_property
    def judged(self) -> np.ndarray:
        """Which groups have rows enough to be compared."""
        return self.sizes >= max(self.min_size, 1)

    @property
    def comparable(self) -> bool:
        """Whether two groups or more are left."""
        return int(self.judged.sum()) > 1

    @cached_property
    def rates(self) -> np.ndarray:
        """The rate per group, NaN where it is not judged."""
        return np.where(self.judged, self.hits, np.nan) / np.maximum(self.sizes, 1)

    @cached_property
    def chance(self) -> Chance:
        """What equal groups of these sizes would show."""
        seed = seed_for(self.seed, "audit", self.rate.name)
        return Chance.of(self.sizes[self.judged], int(self.hits[self.judged].sum()), seed)

    @cached_property
    def p(self) -> float:
        """The p-value of the exact test that the groups are equal."""
        if not self.comparable:
            return nan
        return self.chance.p(self.sizes[self.judged], self.hits[self.judged])

    @cached_property
    def pair(self) -> tuple[int, int]:
        """The two groups of two, in their order; of more, the highest and the lowest.

        Of groups with the same rate the largest speaks, whatever it is called.
        """
        judged = np.flatnonzero(self.judged).tolist()
        if len(judged) == 2:
            return judged[0], judged[1]
        first = max(judged, key=lambda group: (self.rates[group], self.sizes[group]))
        judged.remove(first)
        return first, min(judged, key=lambda group: (self.rates[group], -self.sizes[group]))

    @property
    def difference(self) -> float:
        """The rate of the first of the pair minus that of the second."""
        first, second = self.pair
        return float(self.rates[first] - self.rates[second])

    @cached_property
    def interval(self) -> tuple[float, float]:
        """The interval of the difference.

        Of many groups the pair is picked after looking, so the level holds for all pairs at once
        (Sidak).
        """
        first, second = self.pair
        level = LEVEL ** (1 / comb(int(self.judged.sum()), 2))
        return score_interval(
            int(self.hits[first]),
            int(self.sizes[first]),
            int(self.hits[second]),
            int(self.sizes[second]),
            level=level,
        )

    def why_not(self, group: int) -> str:
        """Say in words why a group is not judged; empty when it is."""
        if self.judged[group]:
            return ""
        name, size = self.counts.index[group], self.sizes[group]
        if size:
            return f"group {name}: n = {size}, too small"
        if not self.counts.iloc[group].sum():
            return f"group {name}: 0 rows"
        return f"{self.rate.empty} in group {name}"

    def notes(self) -> Iterator[str]:
        """Say in words what is missing from the comparison, and what it cannot show."""
        if len(self.counts) and not self.sizes.any():
            yield self.rate.empty
            return
        yield from filter(None, map(self.why_not, range(len(self.counts))))
        if not self.comparable:
            yield "fewer than two groups to compare"
        elif not self.hits[self.judged].any():
            yield f"{self.rate.name} is 0 in every group: {NOTHING_TO_TEST}"
        elif (self.hits == self.sizes)[self.judged].all():
            yield f"{self.rate.name} is 1 in every group: {NOTHING_TO_TEST}"
        elif self.chance.least_p > 1 - LEVEL:
            yield "too few rows: no outcome could give p <= 0.05"

    def _rows(self, cells: tuple[str, ...]) -> np.ndarray:
        first, *others = (self.counts[cell].to_numpy() for cell in cells)
        return sum(others, start=first)
