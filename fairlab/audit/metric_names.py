"""The figures of an audit that a run keeps by name, and which of them become MLflow metrics.

MLflow's user interface slows down with the number of metrics, so that a run has at most about 40:
per attribute the two parities that strategies are compared by. Their floors and p-values are
details, which come back with the metrics; everything else is in the run's tables.
"""

import re
from collections.abc import Iterator, Mapping

import pandas as pd

UNFIT = re.compile(r"[^\w\-. :]")
LOGGED = {
    "recall_parity": {
        "value": "recall_parity",
        "floor_95": "recall_floor_95",
        "p": "fisher_p_recall",
    },
    "precision_parity": {
        "value": "precision_parity",
        "floor_95": "precision_floor_95",
        "p": "fisher_p_precision",
    },
    "equalized_odds_difference": {"value": "equalized_odds_difference"},
}
COMPARED = ("recall_parity", "precision_parity")
DETAILS = {figure for named in LOGGED.values() for figure in named.values()}.difference(COMPARED)


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


def parities(audit: pd.DataFrame) -> dict[str, float]:
    """Name the two parities of each attribute alone.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns.

    Returns
    -------
    dict of str to float
        ``fair.<attribute>/recall_parity`` and ``fair.<attribute>/precision_parity``.
    """
    found = fairness_metrics(audit)
    return {name: found[name] for name in found if name.rpartition("/")[2] in COMPARED}


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
    details = {name: value for name, value in figures.items() if _is_detail(name)}
    return {name: figures[name] for name in figures if name not in details}, details


def _is_detail(name: str) -> bool:
    return name.startswith("valid/fair.") or name.rpartition("/")[2] in DETAILS


def fairness_notes(audit: pd.DataFrame) -> dict[str, str]:
    """Say why figures of an audit are undefined, by the same names.

    Parameters
    ----------
    audit : DataFrame
        What ``audit_groups`` returns.

    Returns
    -------
    dict of str to str
    """
    return {name: row["note"] for name, _, row in _logged(audit) if row["note"]}


def _logged(audit: pd.DataFrame) -> Iterator[tuple[str, str, dict]]:
    """Go through the figures that are logged: their name, their column and their row."""
    for row in audit[audit["kind"] == "attribute"].to_dict("records"):
        for column, figure in LOGGED.get(row["measure"], {}).items():
            yield f"fair.{metric_word(row['attribute'])}/{figure}", column, row


def metric_word(column: object) -> str:
    """Write a column's name with the characters that MLflow allows in a metric.

    Examples
    --------
    >>> metric_word("income (EUR)/month")
    'income _EUR__month'
    """
    return UNFIT.sub("_", str(column))[:80]
