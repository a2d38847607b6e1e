"""The names that columns of decisions have in other tools, by what they are."""

import re
from collections.abc import Iterable

from fairlab.data.guesses import APPROVES, DENIES

LABEL = ("y_true", "y", "target", "label", "label_value", "actual", "default", "defaulted")
# 1 is the bad event, as in labels; of an outcome nobody knows what 1 means.
PREDICTION = ("y_pred", "prediction", "pred", "flag", "flagged", *DENIES.split())
OUTCOME = ("decision", *APPROVES.split())
SCORE = ("score", "y_score", "y_prob", "y_pred_proba", "proba", "probability")
WEIGHT = ("sample_weight",)
TIME = ("time", "date", "timestamp", "decided_at", "decision_date", "application_date")
NAMES = {"label": LABEL, "decision": (*PREDICTION, *OUTCOME), "score": SCORE, "weight": WEIGHT,
         "time": TIME}  # fmt: skip


def called(role: str, columns: Iterable[str]) -> list[str]:
    """List the columns that are called as one of a role is.

    Parameters
    ----------
    role : str
        A key of ``NAMES``.
    columns : iterable of str

    Examples
    --------
    >>> called("label", ["Y True", "age", "defaulted"])
    ['Y True', 'defaulted']
    """
    return [column for column in columns if plain_name(column) in NAMES[role]]


def plain_name(column: str) -> str:
    """Write a name as programs do.

    Examples
    --------
    >>> plain_name(" Sample-Weight")
    'sample_weight'
    """
    return re.sub(r"\W+", "_", str(column).strip().casefold())
