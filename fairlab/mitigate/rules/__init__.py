"""Decision rules: from a score, and what a rule may look at beside it, to who is flagged.

Each is one file with one class of a name like the file's, and is found there; nothing registers
it. A rule is an estimator that is fitted on rows whose scores are known, mostly those of the
validation set, and then decides about any others.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
import pandas as pd

from fairlab.errors import StoreError, nearest
from fairlab.extensions import file_names, found_class

Reference = Mapping[str, Mapping[str, float]]
LASTING = (
    "A rule that is a file of fairlab/mitigate/rules can be read again; one of a script cannot."
)


@dataclass(frozen=True)
class OutOfFoldScores:
    """Scores of training rows, each by a model that has not seen the row.

    Parameters
    ----------
    y : Series of 0 and 1, shape (n,)
        What happened; 1 is the bad event.
    score : ndarray, shape (n,)
        Of models of the other training rows.
    frame : DataFrame, shape (n, number of columns)
        The rule's ``columns``.
    """

    y: pd.Series
    score: np.ndarray
    frame: pd.DataFrame


def wants_out_of_fold(rule: Any) -> bool:
    """Tell whether a rule is handed the out-of-fold scores of the training rows.

    Examples
    --------
    >>> from fairlab.mitigate import CutAt
    >>> wants_out_of_fold(CutAt())
    False
    """
    return bool(getattr(rule, "wants_out_of_fold", False))


class DecisionRule(Protocol):
    """What a rule can do.

    One with ``wants_out_of_fold = True`` is handed ``out_of_fold``, `OutOfFoldScores` of the rows
    that the model was trained on, when it is fitted; they cost five trainings more, which all
    rules of a model share. One with ``training_columns`` is handed these too when it is fitted, and
    not when it decides. One whose setting ``features`` is None is given those of the data, but for
    its attributes.

    Attributes
    ----------
    on : {"validation", "test"}
        The part of the data on which the rule is fitted.
    needs : tuple of str
        Names of the strategies whose figures on that part it looks at.
    columns : tuple of str
        The columns beside the score that it needs when it decides; mostly none. It is handed
        a copy of these alone, and the target is never one of them.
    """

    on: str

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the strategies that it is held against."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns beside the score that it needs when it decides, and is handed."""

    def fit(self, y: Any, score: Any, frame: pd.DataFrame | None, reference: Reference) -> Self:
        """Learn from scored rows: their labels, and their ``columns``, features or not."""

    def decide(self, score: Any, frame: pd.DataFrame | None = None) -> np.ndarray:
        """Say who is flagged, from scores and the rows' ``columns``."""

    def to_dict(self) -> dict[str, Any]:
        """Give the fitted rule as what JSON can hold."""

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""


def write_rule(rule: DecisionRule) -> dict[str, Any]:
    """Give a fitted rule, with the name by which it is found again, as what JSON can hold.

    Parameters
    ----------
    rule : DecisionRule
        A fitted one.

    Raises
    ------
    StoreError
        Its class is not the one that is found by that name, as where a script has its own.

    Examples
    --------
    >>> from fairlab.mitigate import CutAt
    >>> write_rule(CutAt(0.3).fit([0, 1], [0.2, 0.4]))
    {'rule': 'CutAt', 'state': {'threshold': 0.3}}
    """
    name = type(rule).__name__
    if rule_class(name) is not type(rule):
        raise StoreError(
            f"The decision rule {name!r} of {type(rule).__module__} only has the name of one of "
            f"fairlab's.\n{LASTING}"
        )
    return {"rule": name, "state": rule.to_dict()}


def read_rule(content: Mapping[str, Any]) -> DecisionRule:
    """Restore what ``write_rule`` gave.

    Raises
    ------
    StoreError
        There is no rule of that name, as where a newer fairlab wrote it.

    Examples
    --------
    >>> read_rule({"rule": "CutAt", "state": {"threshold": 0.3}}).decide([0.2, 0.4]).tolist()
    [False, True]
    """
    rule: DecisionRule = rule_class(content["rule"]).from_dict(content["state"])
    return rule


def rule_class(name: str) -> Any:
    """Find the class of a rule by its name.

    Raises
    ------
    StoreError
        There is none.

    Examples
    --------
    >>> rule_class("KeepRecal")
    Traceback (most recent call last):
    fairlab.errors.StoreError: There is no decision rule 'KeepRecal'. Did you mean 'keep_recall'?
    A rule that is a file of fairlab/mitigate/rules can be read again; one of a script cannot.
    """
    found = found_class(sys.modules[__name__], name)
    if found is None:
        near = nearest(name.lower(), file_names(__path__))
        raise StoreError(f"There is no decision rule {name!r}. {near}\n{LASTING}")
    return found
