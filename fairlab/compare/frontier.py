"""Where strategies lie between a gap and what it costs, and which of them others dominate."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import Statement, gaps, levels
from fairlab.audit.statements import family_of_statements
from fairlab.compare.comparison import Comparison
from fairlab.compare.select import PARAM
from fairlab.compare.statement_order import furthest_first
from fairlab.compare.statement_words import about, differs, records
from fairlab.compare.thresholded_line import with_line

RATE, PRICE = "recall", "recall"  # what is unequal, and what equality costs
FAMILY = "frontier"
BALANCED = f"{PARAM}balanced"
MOST = 2  # attributes that are shown
NEARLY = np.array([0.7, 1.4])  # of the share that is flagged: what lies beyond is not drawn
ALIKE_FLAGGED = 1.1  # who flags more than so many times as many catches more at no merit


@dataclass(frozen=True)
class Frontier:
    """Strategies between the gap of an attribute and accuracy, with the line to beat.

    Parameters
    ----------
    title : str
        What the gap is, in words.
    against : str
        The strategy whose scores the line cuts.
    points : DataFrame
        One row per strategy, then those of the line (``is_line``): ``strategy``; ``gap``,
        ``gap_low`` and ``gap_high``, and the same of every metric of accuracy; ``flagged``, a
        share of people; and ``dominated_by``, names of other points with commas between them.
    margins : Margins
        By how much at most a point that dominates may be worse in one of the two.
    """

    title: str
    against: str
    points: pd.DataFrame
    margins: Margins

    @property
    def numbers(self) -> dict[str, int]:
        """The number of each strategy in figures and tables, from 1."""
        names = self.points.loc[~self.points["is_line"], "strategy"]
        return {name: at for at, name in enumerate(names, 1)}

    @property
    def is_drawn(self) -> "pd.Series":
        """Which points are strategies that flag about as many people as the one that is cut."""
        flagged = self.points.set_index("strategy")["flagged"]
        alike = flagged.between(*(flagged[self.against] * NEARLY))
        return ~self.points["is_line"] & alike.to_numpy()


def frontiers_of(
    data: OutOfFold, comparison: Comparison, balanced: Container[str] = ()
) -> list[Frontier]:
    """Lay out the frontiers of what mitigation works on, and of the largest gaps of recall.

    Parameters
    ----------
    data : OutOfFold
    comparison : Comparison
        Of these data.
    balanced : container of str
        The attributes that mitigation works on.

    Returns
    -------
    list of Frontier
        At most two, first that of a balanced attribute, also where its gap is not shown, then of
        the attributes with a gap that is shown under the first strategy; else that of the gap
        nearest to it, as the largest is one of few people; none where none has a band.
    """
    gaps_of_recall = comparison.gaps[comparison.gaps["metric"] == RATE]
    known = [row for row in records(gaps_of_recall) if not np.isnan(row["low"])]
    nearest = sorted(known, key=_relative_width)
    shown = furthest_first(filter(differs, known))
    asked = [row for row in (*shown, *nearest) if row["attribute"] in balanced]
    rows = [*asked[:1], *shown] or nearest[:1]
    largest = {row["attribute"]: row for row in reversed(rows)}
    chosen = [row for row in rows if largest[row["attribute"]] is row][:MOST]
    return [frontier(data, comparison.against, row, comparison.margins) for row in chosen]


def balanced_in(runs: pd.DataFrame) -> set[str]:
    """Name the attributes that mitigation works on in some runs.

    Examples
    --------
    >>> sorted(balanced_in(pd.DataFrame({"params.balanced": [None, "sex,age"]})))
    ['age', 'sex']
    """
    named = runs[BALANCED].dropna().unique() if BALANCED in runs else ()
    return {attribute for one in named for attribute in one.split(",")}


def frontier(
    data: OutOfFold, against: str, row: Mapping[str, Any], margins: Margins | None = None
) -> Frontier:
    """Lay out one frontier.

    Parameters
    ----------
    data : OutOfFold
    against : str
        The strategy whose scores are cut by group.
    row : mapping
        A gap of recall: ``attribute``, ``group`` and ``rest``.
    margins : Margins, optional
        Differences that do not matter.

    Notes
    -----
    A point dominates another if it is better in one of gap and recall beyond the band, in the
    other at most a margin worse by all of the band, and flags no more people. Bands of all pairs
    that are compared hold at once, those of gaps and those of recall each as a family.
    """
    margins = margins or Margins()
    added = with_line(data, against, row["attribute"])
    made = basic_statistics(added)
    names, line = list(data.decisions), [n for n in added.decisions if n not in data.decisions]
    own = {name: _gap(made, name, row) for name in added.decisions}
    level = {name: levels(made, name) for name in own}
    points = pd.DataFrame({"strategy": list(own)}).assign(
        is_line=lambda table: table["strategy"].isin(line),
        flagged=[float(d[data.folds >= 0].mean()) for d in added.decisions.values()],
    )
    points = points.merge(_banded(made, "gap", list(own.values())), on="strategy")
    for metric in dict.fromkeys(one.metric for found in level.values() for one in found):
        found = [one for each in level.values() for one in each if one.metric == metric]
        points = points.merge(_banded(made, metric, found), on="strategy", how="left")
    prices = {name: next(one for one in level[name] if one.metric == PRICE) for name in own}
    pairs = [*combinations(names, 2), *product(names, line)]
    compared = _Compared(made, own, prices, pairs, margins, points)
    dominated = [", ".join(compared.dominating(name)) for name in points["strategy"]]
    title = about(data.words.of(pd.DataFrame([row])).iloc[0].to_dict())
    return Frontier(title, against, points.assign(dominated_by=dominated), margins)


def _relative_width(row: Mapping[str, Any]) -> float:
    return float((row["high"] - row["low"]) / max(abs(row["estimate"]), 1e-9))


def _gap(made: BasicStatistics, name: str, row: Mapping[str, Any]) -> Statement:
    of = (row["attribute"], row["group"], row["rest"])
    found = gaps(made, name, [RATE])
    return next(one for one in found if (one.attribute, one.group, one.rest) == of)


def _banded(made: BasicStatistics, name: str, said: Sequence[Statement]) -> pd.DataFrame:
    table = family_of_statements(made, FAMILY, said)[["strategy", "estimate", "low", "high"]]
    return table.set_axis(["strategy", name, f"{name}_low", f"{name}_high"], axis=1)


class _Compared:
    """Bands of what separates each two points: their gaps, the sums of these, and their prices."""

    def __init__(
        self,
        made: BasicStatistics,
        own: Mapping[str, Statement],
        prices: Mapping[str, Statement],
        pairs: Sequence[tuple[str, str]],
        margins: Margins,
        points: pd.DataFrame,
    ) -> None:
        self.margins = margins
        self.flagged = dict(zip(points["strategy"], points["flagged"], strict=True))
        signs = [(each, sign) for each in pairs for sign in (-1, 1)]
        of_gaps = [_combined(own[one], own[other], sign) for (one, other), sign in signs]
        of_prices = [_combined(prices[one], prices[other], -1) for one, other in pairs]
        self.gaps = dict(zip(signs, _ends(made, of_gaps), strict=True))
        self.prices = dict(zip(pairs, _ends(made, of_prices), strict=True))

    def dominating(self, name: str) -> list[str]:
        """Name the points that dominate one."""
        pairs = [(one, other) for one, other in self.prices if name in (one, other)]
        others = [(other if one == name else one, (one, other)) for one, other in pairs]
        return [other for other, pair in others if self._dominates(other, name, pair)]

    def _dominates(self, one: str, other: str, pair: tuple[str, str]) -> bool:
        if self.flagged[one] > ALIKE_FLAGGED * self.flagged[other]:
            return False
        low, high = self.prices[pair]
        gain = low if pair[0] == one else -high  # of recall, at least
        less, more = self.gaps[pair, -1], self.gaps[pair, 1]
        # |a| > |b| where a - b and a + b have the same sign.
        shown = all(low > 0 or high < 0 for low, high in (less, more))
        smaller = shown and (less[0] > 0) == (more[0] > 0)
        narrower = smaller if pair[1] == one else shown and (less[0] > 0) != (more[0] > 0)
        apart = min(max(abs(low), abs(high)) for low, high in (less, more))
        return (narrower and gain > -self.margins.accuracy) or (
            gain > 0 and apart < self.margins.gap
        )


def _combined(one: Statement, other: Statement, sign: int) -> Statement:
    """Take the difference of two statements, or their sum."""
    plus, minus = (other.minus, other.plus) if sign < 0 else (other.plus, other.minus)
    return replace(
        one,
        kind="change",
        against=other.strategy,
        plus=(*one.plus, *plus),
        minus=(*one.minus, *minus),
    )


def _ends(made: BasicStatistics, said: Sequence[Statement]) -> list[tuple[float, float]]:
    if not said:
        return []
    table = family_of_statements(made, FAMILY, said)
    return list(zip(table["low"], table["high"], strict=True))
