"""The figures of an audit that become MLflow metrics, and the names they have there."""

import re

import pandas as pd

UNFIT = re.compile(r"[^\w\-. :]")
LOGGED = {
    "recall_parity": {"value": "recall_parity", "floor_95": "recall_floor_95"},
    "precision_parity": {"value": "precision_parity", "floor_95": "precision_floor_95"},
    "equalized_odds_difference": {"value": "equalized_odds_difference"},
}
FISHER = {"recall_parity": "fisher_p_recall", "precision_parity": "fisher_p_precision"}


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
    found = {}
    for row in audit[audit["kind"] == "attribute"].to_dict("records"):
        columns = LOGGED.get(row["measure"], {})
        if row["measure"] in FISHER:
            columns = columns | {"p": FISHER[row["measure"]]}
        for column, name in columns.items():
            found[f"fair.{metric_word(row['attribute'])}/{name}"] = float(row[column])
    return found


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
    notes = {}
    for row in audit[audit["kind"] == "attribute"].to_dict("records"):
        for name in [*LOGGED.get(row["measure"], {}).values(), FISHER.get(row["measure"])]:
            if name and row["note"]:
                notes[f"fair.{metric_word(row['attribute'])}/{name}"] = row["note"]
    return notes


def metric_word(column: object) -> str:
    """Write a column's name with the characters that MLflow allows in a metric.

    Examples
    --------
    >>> metric_word("income (EUR)/month")
    'income _EUR__month'
    """
    return UNFIT.sub("_", str(column))[:80]
