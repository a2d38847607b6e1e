"""What the runs of one strategy say about a metric, and how sure that is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import pandas as pd

from fairlab.compare.backfill import Tables
from fairlab.gate.accuracy_band import accuracy_band
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

    Accuracy is as sure as the people who were decided about make it, with what models add where
    seeds or folds show it; a measure over several rates of groups as sure as its own interval;
    and what is no metric of the registry, such as a time, as sure as the seeds agree.

    Parameters
    ----------
    runs : DataFrame
        A row per seed, as ``Ledger.table`` gives them.
    metric : str
    tables : callable
        From a run's id to its tables and predictions.
    """
    found = runs[runs[metric].notna()]
    if found.empty:
        return MetricInterval(nan, nan, nan, _why_undefined(runs, metric), whole=False)
    whole, value = len(found) == len(runs), float(found[metric].mean())
    if (band := accuracy_band(found, metric, tables)) is not None:
        return MetricInterval(*band, "by the people who were decided about", whole)
    basis = BY_ROWS if len(runs) == 1 else f"{seeds_in_words(len(found), len(runs))}, {BY_ROWS}"
    if own := _own_interval(found, metric, tables):
        return MetricInterval(value, *own, basis, whole)
    if len(found) == 1 or found[metric].nunique() == 1:
        return MetricInterval(value, nan, nan, NOTHING_TOLD, whole)
    half = _half_of_t(found[metric])
    return MetricInterval(
        value, value - half, value + half, seeds_in_words(len(found), len(runs)), whole
    )


def seeds_in_words(having: int, seeds: int) -> str:
    """Say how many of several seeds have a metric."""
    return f"over {seeds} seeds" if having == seeds else f"in {having} of {seeds} seeds"


def _half_of_t(values: pd.Series) -> float:
    from scipy.stats import t

    return float(t.ppf(0.975, len(values) - 1) * values.std() / np.sqrt(len(values)))


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
