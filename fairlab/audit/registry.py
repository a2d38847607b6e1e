"""The metrics that there are: each stands in a file of ``fairlab/audit/metrics``, and is found."""

import os
from functools import cache
from importlib import import_module

from fairlab.audit import metrics
from fairlab.audit.metric_types import (
    FAMILIES,
    AccuracyMetric,
    GroupMetric,
    Metric,
    Rate,
    RunMetric,
)
from fairlab.extensions import file_names

ACCURACY = ("test", "valid")  # the parts of a recorded name that stand before accuracy


def all_metrics() -> tuple[Metric, ...]:
    """Find every metric: those of the study, of lending, then the others.

    Returns
    -------
    tuple of Metric
        Of one family by the names of their files, and in a file in its order.

    Raises
    ------
    ValueError
        Two metrics of one kind have the same name, or two rates.

    Examples
    --------
    >>> [metric.name for metric in all_metrics() if metric.headline]
    ['auprc', 'recall', 'precision', 'recall_parity']
    """
    return _found(_present())


def _present() -> tuple[tuple[str, str], ...]:
    folders = tuple(metrics.__path__)
    return _files(folders, tuple(os.stat(folder).st_mtime_ns for folder in folders))


@cache
def _files(folders: tuple[str, ...], changed: tuple[int, ...]) -> tuple[tuple[str, str], ...]:
    """List the files once until one comes or goes: a sweep of 5,000 runs asks for each metric."""
    return tuple((folder, name) for folder in folders for name in file_names([folder]))


def accuracy_metrics() -> tuple[AccuracyMetric, ...]:
    """Find the metrics of scores and decisions."""
    return _of_accuracy(_present())


@cache
def _of_accuracy(files: tuple[tuple[str, str], ...]) -> tuple[AccuracyMetric, ...]:
    return tuple(metric for metric in _found(files) if isinstance(metric, AccuracyMetric))


def run_metrics() -> tuple[RunMetric, ...]:
    """Find the metrics that only a run can measure."""
    return _of_runs(_present())


@cache
def _of_runs(files: tuple[tuple[str, str], ...]) -> tuple[RunMetric, ...]:
    return tuple(metric for metric in _found(files) if isinstance(metric, RunMetric))


def overall_metrics() -> tuple[AccuracyMetric | RunMetric, ...]:
    """Find the metrics that are of everybody: of scores and decisions, and those of runs."""
    return (*accuracy_metrics(), *run_metrics())


def group_metrics() -> tuple[GroupMetric, ...]:
    """Find the metrics that compare groups."""
    return _of_groups(_present())


@cache
def _of_groups(files: tuple[tuple[str, str], ...]) -> tuple[GroupMetric, ...]:
    return tuple(metric for metric in _found(files) if isinstance(metric, GroupMetric))


def rates() -> tuple[Rate, ...]:
    """Find the rates that metrics look at.

    Examples
    --------
    >>> [rate.name for rate in rates() if rate.outcome == "approved"]
    ['approval_rate', 'npv']
    """
    return _rates(_present())


@cache
def _rates(files: tuple[tuple[str, str], ...]) -> tuple[Rate, ...]:
    return tuple(dict.fromkeys(rate for metric in _of_groups(files) for rate in metric.rates))


def metric_words(name: str) -> str:
    """Say what a metric of accuracy is, with its name.

    Examples
    --------
    >>> metric_words("brier")
    'mean squared error of the scores (brier)'
    """
    metric = find_metric(f"test/{name}")
    return f"{metric.label} ({name})" if metric else name


def rate_words(name: str) -> str:
    """Name a rate, or another metric, as a person reads it.

    Examples
    --------
    >>> rate_words("selection_rate"), rate_words("approval_rate")
    ('share flagged', 'approval rate')
    """
    known = _words(_present())
    return known.get(name, name.replace("_", " "))


@cache
def _words(files: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {rate.name: rate.words for rate in _rates(files)}


def compared_rates() -> tuple[Rate, ...]:
    """Find the rates whose gaps are said with bands without being asked for.

    Returns
    -------
    tuple of Rate
        Those of the metrics that are compared; what every view shows comes first.

    Examples
    --------
    >>> [rate.name for rate in compared_rates()]
    ['recall', 'precision', 'selection_rate', 'approval_rate']
    """
    compared = [metric for metric in group_metrics() if metric.compared]
    ordered = sorted(compared, key=lambda metric: not metric.headline)
    return tuple(dict.fromkeys(rate for metric in ordered for rate in metric.rates))


def compared_as_ratio(rate: str) -> bool:
    """Tell whether groups are compared by the ratio of a rate, not by the difference.

    Parameters
    ----------
    rate : str
        Its name; what is no rate has no ratio.

    Examples
    --------
    >>> compared_as_ratio("selection_rate"), compared_as_ratio("rank")
    (True, False)
    """
    return any(one.as_ratio for one in rates() if one.name == rate)


def find_metric(recorded: str) -> AccuracyMetric | GroupMetric | RunMetric | None:
    """Look a metric up by its name in the record.

    Parameters
    ----------
    recorded : str
        ``test/auc``, ``valid/auc``, ``fair.<attribute>/<name>`` or ``<anything>/<name>``.

    Returns
    -------
    AccuracyMetric, GroupMetric, RunMetric or None
        None for what is no metric of the registry, such as a noise floor or a time.

    Examples
    --------
    >>> find_metric("fair.gender/recall_parity").label
    'gap of recall between groups, as a share of the highest'
    """
    part, _, name = recorded.rpartition("/")
    kind: tuple[AccuracyMetric | GroupMetric | RunMetric, ...] = group_metrics()
    if part in ACCURACY:
        kind = overall_metrics()
    return next((metric for metric in kind if metric.name == name), None)


def in_money(metric: str) -> bool:
    """Tell whether a metric that is of everybody is an amount, and has no margin.

    Examples
    --------
    >>> in_money("cost_per_1000"), in_money("recall"), in_money("rank")
    (True, False, False)
    """
    known = find_metric(f"test/{metric}")
    return known is not None and known.in_money


def sign_of_better(recorded: str) -> int:
    """Tell whether more of a metric is better (1) or less (-1).

    Parameters
    ----------
    recorded : str
        As for ``find_metric``.

    Raises
    ------
    LookupError
        It is no metric of the registry, so that nobody knows.

    Examples
    --------
    >>> sign_of_better("test/auc"), sign_of_better("fair.sex/recall_parity")
    (1, -1)
    """
    metric = find_metric(recorded)
    if metric is None:
        raise LookupError(f"{recorded!r} is no metric of a file in fairlab/audit/metrics")
    return -1 if metric.lower_is_better else 1


def is_gateable(recorded: str) -> bool:
    """Tell whether a limit may be set on a figure.

    Parameters
    ----------
    recorded : str
        Its name in the record.

    Returns
    -------
    bool
        Also of what is no metric of the registry, such as a noise floor or a time.

    Examples
    --------
    >>> is_gateable("fair.sex/recall_parity"), is_gateable("time/total_s")
    (True, True)
    """
    metric = find_metric(recorded)
    return metric is None or metric.gateable


@cache
def _found(modules: tuple[tuple[str, str], ...]) -> tuple[Metric, ...]:
    files = [import_module(f"{metrics.__name__}.{name}") for _, name in modules]
    found = [metric for file in files for metric in file.METRICS]
    _refuse_same_names([(type(metric), metric.name) for metric in found])
    used = dict.fromkeys(r for metric in found for r in getattr(metric, "rates", ()))
    _refuse_same_names([(Rate, rate.name) for rate in used])
    return tuple(sorted(found, key=lambda metric: FAMILIES.index(metric.family)))


def _refuse_same_names(names: list[tuple[type, str]]) -> None:
    for kind, name in names:
        if names.count((kind, name)) > 1:
            raise ValueError(f"two of {kind.__name__} are called {name!r}")
