"""The figures of an audit that a run keeps by name, and which of them become MLflow metrics.

MLflow's user interface slows down with the number of metrics, so that a run has about 50 of nine
attributes: those that strategies are compared by. Noise floors, p-values and what is compared on
demand are details, which come back with the metrics; everything else is in the run's tables. What
is which, each metric says of itself (``fairlab.audit.registry``).
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from math import isnan

import pandas as pd

from fairlab.audit.accuracy import NO_NUMBER
from fairlab.audit.registry import all_metrics, group_metrics

LONGEST = 80
UNFIT = re.compile(r"[^\w\-. :]")


def fairness_metrics(audit: pd.DataFrame) -> dict[str, float]:
    """Name the main figures of a group audit; the table holds the rest.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns.

    Returns
    -------
    dict of str to float
        ``fair.<attribute>/<figure>``; NaN where it is undefined.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": [80, 80], "fp": [10, 10], "fn": [5, 5], "tp": [5, 5]})
    >>> fairness_metrics(audit_counts({"sex": halves}))["fair.sex/recall_parity"]
    0.0
    """
    return {name: float(row[column]) for name, column, row in _logged(audit)}


def split_details(figures: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """Tell the figures of a run that become metrics from those that only go with them.

    Parameters
    ----------
    figures : mapping of str to float
        All of a run, by name.

    Returns
    -------
    metrics, details : dict of str to float

    Examples
    --------
    >>> split_details({"test/auc": 0.8, "fair.sex/recall_parity": 0.1,
    ...                "fair.sex/recall_floor_95": 0.2})
    ({'test/auc': 0.8, 'fair.sex/recall_parity': 0.1}, {'fair.sex/recall_floor_95': 0.2})
    """
    kept = _details()
    details = {
        name: value
        for name, value in figures.items()
        if name.startswith("valid/fair.") or name.rpartition("/")[2] in kept
    }
    return {name: figures[name] for name in figures if name not in details}, details


def _details() -> set[str]:
    """Name what is kept beside the metrics: details, and the floors and p-values of metrics."""
    further = {name for one in group_metrics() for name in one.figures.values()}
    names = {one.name for one in all_metrics()}
    return {one.name for one in all_metrics() if one.kept == "detail"} | further - names


def fairness_notes(audit: pd.DataFrame) -> dict[str, str]:
    """Say why figures of an audit are undefined, by the same names.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns.
    """
    return {name: note for name, column, row in _logged(audit) if (note := _note(row, column))}


def _note(row: dict, column: str) -> str:
    return row["note"] or (NO_NUMBER if isnan(row[column]) else "")


def _logged(audit: pd.DataFrame) -> Iterator[tuple[str, str, dict]]:
    """Go through the figures that a run keeps: their name, their column and their row."""
    kept = {metric.name: metric.figures for metric in group_metrics()}
    for row in audit[audit["kind"] == "attribute"].to_dict("records"):
        for column, figure in kept.get(row["measure"], {}).items():
            yield f"fair.{metric_word(row['attribute'])}/{figure}", column, row


def metric_word(column: object) -> str:
    """Write a column's name with the characters that MLflow allows in a metric.

    One that has to be changed for it ends with a hash, so that no other column has its name.

    Examples
    --------
    >>> metric_word("income"), metric_word("income (EUR)/month")
    ('income', 'income _EUR__month-7a02')
    """
    name = str(column)
    fit = UNFIT.sub("_", name)[:LONGEST]
    return fit if fit == name else f"{fit}-{sha256(name.encode()).hexdigest()[:4]}"
