"""Limits on how far the rates of groups lie apart: by every two groups, never by the extremes."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from fairlab.audit.measures import gap, parity, ratio
from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.registry import find_metric
from fairlab.compare.backfill import Tables
from fairlab.gate.counts_over_seeds import counts_over_seeds
from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import seeds_in_words
from fairlab.gate.pairs_of_groups import PairsOfGroups, hold_differences, hold_ratios
from fairlab.gate.verdicts import BROKEN, KEPT, UNTOLD, Finding

_TURNED = {KEPT: BROKEN, BROKEN: KEPT, UNTOLD: UNTOLD}
_SPREAD: dict[Callable[..., np.ndarray], str] = {
    parity: "1 - lowest / highest",
    ratio: "lowest / highest",
    gap: "highest - lowest",
}


def is_by_pairs(name: str) -> bool:
    """Tell whether a metric is the parity, the ratio or the gap of one rate.

    Parameters
    ----------
    name : str
        Its name in the record.

    Examples
    --------
    >>> is_by_pairs("fair.sex/recall_parity"), is_by_pairs("fair.sex/equalized_odds_difference")
    (True, False)
    """
    metric = find_metric(name)
    if not isinstance(metric, GroupMetric) or len(metric.rates) > 1:
        return False
    return metric.spread in (gap, parity, ratio)


def judge_groups(who: str, limit: Limit, runs: pd.DataFrame, tables: Tables) -> Finding:
    """Hold the groups of the runs of one strategy against a limit.

    A limit on the unfair side, such as a parity of at least 0.2, is kept where the same limit on
    the fair side is broken.

    Parameters
    ----------
    who : str
        Names the run or the strategy.
    limit : Limit
        On a metric that ``is_by_pairs``.
    runs : DataFrame
        A row per seed; the metric is defined in one of them or more.
    tables : callable
        From a run's id to its tables.
    """
    metric = find_metric(limit.metric)
    assert isinstance(metric, GroupMetric), limit.metric
    having = runs[runs[limit.metric].notna()]
    word = limit.metric.removeprefix("fair.").rpartition("/")[0]
    counts = counts_over_seeds(having, word, metric.rates[0].name, tables)
    held = _held(metric, counts, limit.bound)
    is_on_fair_side = limit.most == metric.lower_is_better
    verdict = held.verdict if is_on_fair_side else _TURNED[held.verdict]
    if verdict == KEPT and len(having) < len(runs):
        verdict = UNTOLD
    value = float(metric.spread((counts["hits"] / counts["size"]).to_numpy()))
    pair = _pair_in_words(held, counts, is_on_fair_side)
    seen = [f"{_SPREAD[metric.spread]}{_ends_in_words(held, counts)} {pair}"]
    if len(runs) > 1:
        seen.append(seeds_in_words(len(having), len(runs)))
    return Finding.of(verdict, limit.asked_of(who), f"{value:.3f} ({'; '.join(seen)})")


def _held(metric: GroupMetric, counts: pd.DataFrame, bound: float) -> PairsOfGroups:
    hits, size = counts["hits"].to_numpy(), counts["size"].to_numpy()
    if metric.spread is gap:
        return hold_differences(hits, size, bound)
    return hold_ratios(hits, size, 1 - bound if metric.spread is parity else bound)


def _ends_in_words(held: PairsOfGroups, counts: pd.DataFrame) -> str:
    """Name the groups that the value is made of, where two others decide."""
    rates = counts["hits"] / counts["size"]
    ends = rates.iloc[[rates.argmin(), rates.argmax()]]
    if set(ends) == set(rates.iloc[held.pairs[held.deciding]]):
        return ";"
    how = "most" if held.verdict == BROKEN else "least"
    return f", {', '.join(f'{name} {rate:.3f}' for name, rate in ends.items())}; {how} sure:"


def _pair_in_words(held: PairsOfGroups, counts: pd.DataFrame, is_on_fair_side: bool) -> str:
    """Name the two groups that decide, and whether it may be otherwise."""
    place, broken = held.deciding, held.verdict == BROKEN
    pair = counts.iloc[held.pairs[place]]
    rates = [
        f"{name} {row['hits'] / row['size']:.3f} of {row['size']:.0f}"
        for name, row in pair.iterrows()
    ]
    p = held.p_within[place] if broken else held.p_beyond[place]
    shown = "p < 0.001" if p < 0.001 else f"p = {p:.3f}"
    side = "within" if broken == is_on_fair_side else "beyond"
    told = "cannot be ruled out" if held.verdict == UNTOLD else "is ruled out"
    return f"{', '.join(rates)}: that they lie {side} the limit {told} ({shown})"
