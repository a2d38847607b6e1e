"""One run: split, fit, predict, audit, for one strategy, one data set and one seed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from fairlab.audit import audit_groups, performance, undefined
from fairlab.audit.calibration import calibration
from fairlab.audit.metric_names import fairness_metrics, fairness_notes, parities
from fairlab.data import Dataset, Split
from fairlab.experiment.fitted import Fitted
from fairlab.experiment.individual_audit import (
    audit_people,
    individual_metrics,
    individual_notes,
    rates_table,
)
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.stored_model import store_model
from fairlab.learn.importance import feature_importance
from fairlab.record.run_result import FoldResult, RunResult
from fairlab.seeds import seed_for
from fairlab.versions import library_versions

ASKED = "asked"  # beside the journal: a line per attribute that people were asked about


@dataclass(frozen=True)
class Execution:
    """How a run is computed; nothing that its numbers depend on but what other runs found.

    Parameters
    ----------
    reference : mapping of str to mapping of str to float
        The metrics of the strategies that this one needs, with the same seed.
    threads : int
        How many the model may use.
    journal : Path, optional
        Where finished tuning trials are kept, so that a killed run goes on there.
    """

    reference: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    threads: int = 1
    journal: Path | None = None


def run(dataset: Dataset, spec: RunSpec, execution: Execution | None = None) -> RunResult:
    """Measure everything about one strategy, on one data set, with one seed.

    Parameters
    ----------
    dataset : Dataset
        The rows that ``spec.data`` names.
    spec : RunSpec
    execution : Execution, optional

    Returns
    -------
    RunResult

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.experiment.strategy import Strategy
    >>> table = pd.DataFrame({"age": range(20, 140), "sex": ["f", "m"] * 60, "bad": [0, 0, 1] * 40})
    >>> people = Dataset("people", table, "bad", sensitive=("sex",), audit_only=("sex",))
    >>> tree = Strategy("tree", DecisionTreeClassifier(max_depth=2))
    >>> result = run(people, RunSpec(tree, people.identity, seed=0))
    >>> sorted(result.tables), result.folds[0].model is not None
    (['calibration', 'groups', 'importance'], True)
    """
    execution = execution or Execution()
    started, clock = datetime.now(UTC), time.monotonic()
    parts = dataset.split(spec.design.split_seed(spec.seed))
    fitted = spec.strategy.fit(
        parts,
        spec.design.training_seed(spec.seed),
        execution.reference,
        execution.threads,
        execution.journal,
    )
    fit_seconds = time.monotonic() - clock
    figures, notes, tables, predictions = _measured(spec, fitted, parts, execution.journal)
    model, without = store_model(fitted, parts.train)
    rows = {name: (part.rows, part.positives) for name, part in vars(parts).items()}
    times = {"time/fit_s": fit_seconds, "time/total_s": time.monotonic() - clock}
    return RunResult(
        metrics=figures | times,
        notes=notes,
        tables=tables,
        folds=(FoldResult(rows, predictions, model, without),),
        versions=library_versions(),
        started=started,
        ended=datetime.now(UTC),
    )


Measured = tuple[dict[str, float], dict[str, str], dict[str, pd.DataFrame], pd.DataFrame]


def _measured(spec: RunSpec, fitted: Fitted, parts: Split, journal: Path | None) -> Measured:
    """Give the figures of the test set and of validation, notes, tables and predictions."""
    test = parts.test
    score, flagged = fitted.predict(test.frame)
    groups = test.groups().of(test.frame)
    audit = audit_groups(test.y, flagged, groups, seed=seed_for(spec.seed, "audit"))
    people = ask_about_people(spec, fitted, parts, journal) if spec.individual else pd.DataFrame()
    figures = {
        **_named("test", performance(test.y, score, flagged)),
        **_named("valid", _on_validation(fitted, parts)),
        **fairness_metrics(audit),
        **individual_metrics(people),
    }
    if hasattr(fitted.rule, "threshold_"):
        figures["model/threshold"] = fitted.rule.threshold_
    notes = _named("test", undefined(test.y, flagged)) | fairness_notes(audit)
    tables = {"groups": audit, "calibration": calibration(test.y, score, groups)}
    tables |= _about_model(fitted, test, spec.seed)
    tables |= {} if fitted.cells is None else {"cells": fitted.cells}
    tables |= {} if people.empty else {"individual": people}
    predictions = pd.DataFrame({"y": test.y, "score": score, "flagged": flagged})
    return figures, notes | individual_notes(people), tables, predictions


def ask_about_people(
    spec: RunSpec, fitted: Fitted, parts: Split, journal: Path | None
) -> pd.DataFrame:
    """Ask the model about every sensitive attribute, and note how far that is beside the journal.

    Parameters
    ----------
    spec : RunSpec
        With ``individual``.
    fitted : Fitted
    parts : Split
    journal : Path or None

    Returns
    -------
    DataFrame
        What ``rates_table`` returns.
    """
    assert spec.individual is not None
    settings = replace(spec.individual, seed=seed_for(spec.seed, "individual"))
    asked = journal.with_name(ASKED) if journal else None

    def watch(done: int, of: int) -> None:
        if asked:
            asked.write_text("\n" * done)

    people = audit_people(fitted, parts, spec.data.sensitive, settings, watch)
    return rates_table(people, settings)


def _on_validation(fitted: Fitted, parts: Split) -> dict[str, float]:
    """Measure what a choice between strategies may look at."""
    validation = parts.validation
    score, flagged = fitted.predict(validation.frame)
    found = performance(validation.y, score, flagged)
    audit = audit_groups(validation.y, flagged, validation.groups().of(validation.frame))
    return {name: found[name] for name in ("auc", "auprc", "recall", "precision")} | parities(audit)


def _about_model(fitted: Fitted, test: Dataset, seed: int) -> dict[str, pd.DataFrame]:
    """Lay out what the model looks at, its search, and the levels that it did not know."""
    looked_at = feature_importance(fitted.model, test.X, test.y, seed_for(seed, "importance"))
    tables = {"importance": looked_at}
    if hasattr(fitted.model, "trials_"):
        tables["trials"] = fitted.model.trials_
    if hasattr(fitted.model, "unseen") and (unseen := fitted.model.unseen(test.X)):
        tables["unseen"] = pd.DataFrame(unseen.items(), columns=["column", "rows"])
    return tables


def _named(part: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{part}/{name}": value for name, value in values.items()}
