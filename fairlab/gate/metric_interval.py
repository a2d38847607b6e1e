"""What the runs of one strategy say about a metric, and how sure that is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from fairlab.audit.registry import find_metric
from fairlab.compare.backfill import Tables
from fairlab.compare.select import overlap_of
from fairlab.compare.summary_over_seeds import summary_over_seeds
from fairlab.gate.accuracy_interval import accuracy_interval
from fairlab.gate.measure_interval import measure_interval

BY_ROWS = "by the rows of its test set"
NOTHING_TOLD = "one run says nothing of how much it may vary; run more seeds"


@dataclass(frozen=True)
class MetricInterval:
    """A metric with its 95 % interval.

    Parameters
    ----------
    value, low, high : float
        NaN where they cannot be told.
    basis : str
        What the interval rests on, or why there is none.
    whole : bool
        Whether every seed has the metric.
    """

    value: float
    low: float
    high: float
    basis: str
    whole: bool = True


def metric_interval(runs: pd.DataFrame, metric: str, tables: Tables) -> MetricInterval:
    """Gather what the runs of one strategy say about a metric.

    One run is as sure as the rows of its test set make it. Several seeds are as sure as they
    agree, where each has a test set of its own. Of one test set for all they are no surer than
    its rows, and neither is a measure of fairness, which small groups raise in every seed: then
    both intervals count, from the lower end to the higher.

    Parameters
    ----------
    runs : DataFrame
        A row per seed, as ``Ledger.table`` gives them.
    metric : str
    tables : callable
        From a run's id to its tables and predictions.

    Returns
    -------
    MetricInterval
    """
    found = runs[runs[metric].notna()]
    if found.empty:
        return MetricInterval(nan, nan, nan, _why_undefined(runs, metric), whole=False)
    if len(runs) == 1:
        value = float(found[metric].iloc[0])
        own = _own_interval(found, metric, tables)
        return (
            MetricInterval(value, *own, BY_ROWS)
            if own
            else MetricInterval(value, nan, nan, NOTHING_TOLD)
        )
    return _of_seeds(runs, found, metric, tables)


def _of_seeds(
    runs: pd.DataFrame, found: pd.DataFrame, metric: str, tables: Tables
) -> MetricInterval:
    overlap = overlap_of(runs)
    told = summary_over_seeds(found[[metric]], overlap).iloc[0]
    whole = len(found) == len(runs)
    basis = seeds_in_words(len(found), len(runs))
    if np.isnan(told["low"]):
        return MetricInterval(told["mean"], nan, nan, f"{basis}: no spread to tell from", whole)
    low, high = told["low"], told["high"]
    is_share = metric.startswith("fair.")
    if (is_share or overlap == 0) and (own := _own_interval(found, metric, tables)):
        low, high = min(low, own[0]), max(high, own[1])
        basis += " and by the rows of their test sets"
    return MetricInterval(told["mean"], *_within(metric, low, high), basis, whole)


def seeds_in_words(having: int, seeds: int) -> str:
    """Say how many of several seeds have a metric."""
    return f"over {seeds} seeds" if having == seeds else f"in {having} of {seeds} seeds"


def _within(metric: str, low: float, high: float) -> tuple[float, float]:
    """Cut an interval where the metric ends, which the spread of few seeds does not know."""
    known = find_metric(metric)
    if known is None and not metric.startswith("fair."):
        return low, high
    return max(low, known.low if known else 0.0), min(high, known.high if known else 1.0)


def _own_interval(runs: pd.DataFrame, metric: str, tables: Tables) -> tuple[float, float] | None:
    """Average the intervals that the test set of each run gives; None where it gives none."""
    found = [_of_run(tables(run_id), metric) for run_id in runs["run_id"]]
    told = [interval for interval in found if interval is not None]
    return tuple(np.mean(told, axis=0)) if told else None


def _of_run(tables: Mapping[str, pd.DataFrame], metric: str) -> tuple[float, float] | None:
    if metric.startswith("fair."):
        return measure_interval(tables["groups"], metric)
    return accuracy_interval(tables["predictions"], metric)


def _why_undefined(runs: pd.DataFrame, metric: str) -> str:
    notes = [json.loads(text).get(metric, "") for text in runs["undefined"] if text]
    return next(filter(None, notes), "no run has it")
