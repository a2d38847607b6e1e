"""A fitted strategy: scores and decisions about any rows, and the files that it is kept in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.na_values import without
from fairlab.experiment.category_levels import as_categories
from fairlab.experiment.number_columns import as_numbers
from fairlab.experiment.steps import decided, scored
from fairlab.experiment.stored_transformer import read_transformer
from fairlab.experiment.transforming import transformed
from fairlab.learn.formats import load_model
from fairlab.mitigate.rules import DecisionRule, read_rule

STATE = "strategy.json"


@dataclass(frozen=True)
class FittedModel:
    """A fitted model, which scores rows.

    Parameters
    ----------
    model : estimator
        A fitted classifier.
    features : tuple of str
        The columns that are read for a score; a transformer makes others of them.
    cells : DataFrame, optional
        How many rows, real and synthetic, each cell had in training, if the sampler says so.
    levels : mapping of str to sequence
        Those of each feature that held categories in training.
    misread : mapping of str to str
        Of these features, a level that a CSV file loses.
    transformer : transformer, optional
        A fitted one, which gives what the model itself reads.
    """

    model: Any
    features: tuple[str, ...]
    cells: pd.DataFrame | None = None
    levels: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    misread: Mapping[str, str] = field(default_factory=dict)
    transformer: Any = None

    def score(self, frame: pd.DataFrame) -> np.ndarray:
        """Score rows.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``features``.

        Returns
        -------
        ndarray of shape (n,)
            From 0 to 1.
        """
        return scored(self.model, self.read(frame))

    def read(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Give the features of rows the types that they had in training, and transform them.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``features``.

        Returns
        -------
        DataFrame of shape (n, k)
            What the model itself reads.
        """
        X = as_numbers(frame[list(self.features)], self.levels)
        X = as_categories(X, self.levels, self.misread)
        return X if self.transformer is None else transformed(self.transformer, X)

    def ruled_by(self, rule: DecisionRule) -> "Fitted":
        """Decide by a fitted rule."""
        return Fitted(**vars(self), rule=rule)


@dataclass(frozen=True)
class Fitted(FittedModel):
    """A fitted model and the rule by which its scores become decisions.

    Parameters
    ----------
    rule : DecisionRule
        A fitted one; the rest as in ``FittedModel``.
    """

    rule: DecisionRule = field(kw_only=True)

    @property
    def columns(self) -> tuple[str, ...]:
        """What it has to be given: the features, and what the rule looks at beside the score."""
        return tuple(dict.fromkeys([*self.features, *self.rule.columns]))

    def predict(self, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Score rows and decide about them.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``columns``.

        Returns
        -------
        tuple of ndarray of shape (n,)
            Scores from 0 to 1, and whether each row is flagged.
        """
        score = self.score(frame)
        return score, decided(self.rule, score, frame)


def read_model(folder: Path) -> FittedModel:
    """Read the files of a recorded model; whoever calls this has checked the hashes.

    Returns
    -------
    FittedModel
        With the rule, as ``Fitted``, where the files hold one.
    """
    state = json.loads((folder / STATE).read_text())
    model = load_model(state.get("format", "xgboost"), folder)
    kept = {name: state.get(name, {}) for name in ("levels", "misread")}
    kept["transformer"] = read_transformer(folder)
    found = FittedModel(model, tuple(state["features"]), **kept)
    return found.ruled_by(read_rule(_rule_in(state))) if {"cut", "decision"} & set(state) else found


def _rule_in(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """Find the rule; runs of fairlab 0.1.0 know one threshold alone, and xgboost's models."""
    if "cut" in state:
        return {"rule": "CutAt", "state": {"threshold": state["cut"]}}
    found: Mapping[str, Any] = state["decision"]
    return found


class MLflowModel:
    """What ``mlflow.pyfunc.load_model`` gives: a frame in, scores and maybe decisions out.

    Parameters
    ----------
    asked : FittedModel, or whatever has ``predict`` as ``Fitted`` has
    na_values : sequence of str
        What stands for a missing value.
    """

    def __init__(self, asked: Any, na_values: Sequence[str] = ()) -> None:
        self.asked, self.na_values = asked, na_values

    def predict(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Score rows, and decide about them where there is a rule."""
        from fairlab.record.client import answering

        frame = without(frame, self.na_values)
        with answering():
            if not hasattr(self.asked, "predict"):
                return pd.DataFrame({"score": self.asked.score(frame)}, index=frame.index)
            score, flagged = self.asked.predict(frame)
        return pd.DataFrame({"score": score, "flagged": flagged}, index=frame.index)


def _load_pyfunc(path: str) -> MLflowModel:
    """Load a recorded model for MLflow, after its files were checked against their hashes."""
    from fairlab.experiment.training_rows import TRAINING_ROWS
    from fairlab.record.models import verify

    verify(path)
    training = Path(path, TRAINING_ROWS)
    known = json.loads(training.read_text()) if training.is_file() else {}
    return MLflowModel(read_model(Path(path)), known.get("na_values", ()))
