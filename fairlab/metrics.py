"""The figures of an audit that become MLflow metrics, and the names they have there."""

import re
from collections.abc import Iterator

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
