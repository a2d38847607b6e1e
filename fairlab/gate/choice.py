"""Which strategies keep limits on gaps, and which of these costs least: bands for all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations
from math import isnan
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import BasicStatistics, basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.pairing import FEWEST_PEOPLE, Pairing
from fairlab.audit.registry import sign_of_better
from fairlab.audit.statement import Statement, gaps, levels
from fairlab.audit.statements import family_of_statements
from fairlab.compare.statement_words import records, signed
from fairlab.data.words import Words
from fairlab.errors import RequestError, nearest
from fairlab.gate.gap_limit import GapLimit
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD, exit_code

LIMITS, PRICES = "limits", "prices"  # families


@dataclass(frozen=True)
class Choice:
    """Strategies held against limits, and the cheapest of those that keep them.

    Parameters
    ----------
    limits : tuple of GapLimit
    by : str
        The metric of accuracy by which the cheapest is found.
    chosen : str or None
        None where none is shown to keep the limits.
    against : str or None
        The strategy to which prices are told.
    strategies : DataFrame
        One row per strategy that was looked at: ``strategy``, ``verdict``, the ``estimate``,
        ``low``, ``high`` and ``df`` of the limit that is nearest to being broken, the ``limit``
        that it would keep, ``price``, its ``change`` to that of ``against`` with ``change_low`` and
        ``change_high``, and the share ``flagged``.
    statements : DataFrame
        Families ``limits`` and ``prices``.
    over : mapping of str to str
        Why a strategy does not keep the budget.
    words : Words
        What attributes and groups are called where a person reads.
    """

    limits: tuple[GapLimit, ...]
    by: str
    chosen: str | None
    against: str | None
    strategies: pd.DataFrame
    statements: pd.DataFrame
    over: Mapping[str, str] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    @property
    def in_words(self) -> "Choice":
        """The same as a person reads it: words in the place of names."""
        limits = [replace(one, attribute=self.words.column(one.attribute)) for one in self.limits]
        return replace(self, limits=tuple(limits), strategies=self.words.of(self.strategies))

    @property
    def exit_code(self) -> int:
        """0 where one is chosen; else 2 where it cannot be told, 3 not measured, 1 all break."""
        verdicts = set(self.strategies["verdict"])
        if self.chosen:
            return exit_code([KEPT])
        return exit_code([UNTOLD] if UNTOLD in verdicts else verdicts)

    def of(self, verdict: str) -> list[dict[str, Any]]:
        """List the strategies with a verdict, the cheapest first."""
        found = self.strategies[self.strategies["verdict"] == verdict]
        best = sign_of_better(f"test/{self.by}") * found["price"]
        return found.loc[best.sort_values(ascending=False, kind="stable").index].to_dict("records")

    def difference(self, one: str, other: str) -> dict[str, Any]:
        """Give the price of one strategy less that of another, with its band."""
        found = self.statements[self.statements["family"] == PRICES]
        for row in found.to_dict("records"):
            if (row["strategy"], row["against"]) == (one, other):
                return {name: row[name] for name in ("estimate", "low", "high")}
            if (row["strategy"], row["against"]) == (other, one):
                return {"estimate": -row["estimate"], "low": -row["high"], "high": -row["low"]}
        return dict.fromkeys(("estimate", "low", "high"), np.nan)


def choose_among(
    data: OutOfFold,
    limits: Sequence[GapLimit],
    candidates: Sequence[str],
    by: str = "recall",
    against: str | None = None,
    over: Mapping[str, str] | None = None,
    fewest: int = FEWEST_PEOPLE,
) -> Choice:
    """Hold strategies against limits, and find the cheapest that keeps all of them.

    Parameters
    ----------
    data : OutOfFold
        What strategies decided about people whom their models had not seen.
    limits : sequence of GapLimit
    candidates : sequence of str
        Those of the strategies that may be chosen.
    by : str
        The metric of accuracy, of which the best is wanted.
    against : str, optional
        The strategy to which prices are told, a candidate or not.
    over : mapping of str to str, optional
        Why candidates break the budget.
    fewest : int
        Groups of fewer people are in no limit; see ``Pairing``.

    Raises
    ------
    RequestError
        There is no such metric, or an attribute has no two groups to hold against each other.

    Notes
    -----
    The best of many is a selection: it looks better than it is. All bands of the family
    ``limits``, of every candidate, hold at once, and so does that of whichever is chosen.
    """
    wanted = list(dict.fromkeys(limit.attribute for limit in limits))
    made = basic_statistics(replace(data, groups=data.groups[wanted]))
    named = list(dict.fromkeys([*candidates, *([against] if against else [])]))
    prices = _prices(made, named, by)
    gap_rows = family_of_statements(made, LIMITS, _asked(made, limits, candidates, fewest))
    price_rows = family_of_statements(made, PRICES, _pairs(prices))
    own = family_of_statements(made, "accuracy", list(prices.values()))
    level = dict(zip(own["strategy"], own["estimate"], strict=True))
    over = over or {}
    rows = [_judged(name, limits, gap_rows, name in over) for name in candidates]
    table = pd.DataFrame(rows).assign(
        price=[level[name] for name in candidates],
        flagged=[_flagged(data, name) for name in candidates],
    )
    statements = pd.concat([gap_rows, price_rows], ignore_index=True)
    found = Choice(tuple(limits), by, None, against, table, statements, over, data.words)
    changes = [found.difference(name, against or name) for name in candidates]
    told = pd.DataFrame(changes).add_prefix("change_").rename(columns={"change_estimate": "change"})
    kept = found.of(KEPT)
    chosen = str(kept[0]["strategy"]) if kept else None
    return replace(found, chosen=chosen, strategies=table.join(told))


def _asked(
    made: BasicStatistics, limits: Sequence[GapLimit], names: Sequence[str], fewest: int
) -> list[Statement]:
    found = []
    for limit in limits:
        of_it = [
            each
            for name in names
            for each in gaps(made, name, [limit.metric], Pairing(fewest))
            if each.attribute == limit.attribute
        ]
        if not of_it:
            raise RequestError(
                f"{limit.attribute} has no two groups of at least {fewest} people that could be "
                "compared.\nCompare smaller ones (--min-size), or limit another attribute."
            )
        found += of_it
    return found


def _prices(made: BasicStatistics, names: Sequence[str], by: str) -> dict[str, Statement]:
    found = {}
    for name in names:
        known = {each.metric: each for each in levels(made, name)}
        if by not in known:
            raise RequestError(f"There is no metric {by!r} of these runs. {nearest(by, known)}")
        found[name] = known[by]
    return found


def _pairs(prices: Mapping[str, Statement]) -> list[Statement]:
    """Hold each price against each other, as it is not known beforehand which is chosen."""
    return [
        replace(one, kind="change", against=other.strategy, minus=other.plus)
        for other, one in combinations(prices.values(), 2)
    ]


def _judged(
    name: str, limits: Sequence[GapLimit], table: pd.DataFrame, is_over: bool
) -> dict[str, Any]:
    """Judge a strategy by the limit that it is nearest to breaking, or breaks the most."""
    own = records(table[table["strategy"] == name])
    bounds = {(limit.attribute, limit.metric): limit for limit in limits}
    judged = [(row, bounds[row["attribute"], row["metric"]]) for row in own]
    verdicts = [_verdict(row, limit) for row, limit in judged]
    order = (BROKEN, UNTOLD, UNMEASURED, KEPT)
    worst = next(one for one in order if one in verdicts)
    row, limit = max(
        (each for each, verdict in zip(judged, verdicts, strict=True) if verdict == worst),
        key=lambda each: _reach(each[0]) / each[1].distance,
    )
    return {
        "strategy": name,
        "verdict": BROKEN if is_over else worst,
        **{key: row[key] for key in ("attribute", "metric", "group", "rest", "note")},
        **{key: row[key] for key in ("estimate", "low", "high", "df")},
        "limit": float(np.exp(-_reach(row))) if limit.is_ratio else _reach(row),
    }


def _verdict(row: dict[str, Any], limit: GapLimit) -> str:
    if isnan(row["estimate"]):
        return UNMEASURED
    low, high = signed(row, "low"), signed(row, "high")
    if isnan(low) or isnan(high):
        return UNTOLD
    if low > limit.distance or high < -limit.distance:
        return BROKEN
    return KEPT if max(-low, high) <= limit.distance else UNTOLD


def _reach(row: dict[str, Any]) -> float:
    """Give how far from 0 a gap may be."""
    ends = abs(signed(row, "low")), abs(signed(row, "high"))
    return np.inf if any(map(isnan, ends)) else max(ends)


def _flagged(data: OutOfFold, name: str) -> float:
    return float(data.decisions[name][data.folds >= 0].mean())
