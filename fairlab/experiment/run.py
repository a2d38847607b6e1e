"""One run: split, fit, predict, audit, for one strategy, one dataset and one seed."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from fairlab.audit import audit_groups, performance, undefined
from fairlab.audit.calibration import calibration
from fairlab.audit.metric_names import fairness_metrics, fairness_notes, parities
from fairlab.data import Dataset, Split
from fairlab.experiment.individual_audit import (
    audit_people,
    individual_metrics,
    individual_notes,
    rates_table,
)
from fairlab.experiment.spec import Cell
from fairlab.experiment.strategy import Fitted
from fairlab.learn.contributions import contributions
from fairlab.seeds import seed_for

ASKED = "asked"  # beside the journal: a line per attribute that people were asked about
Reference = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Outcome:
    """What came out of a cell.

    Parameters
    ----------
    fitted : Fitted
    parts : Split
    metrics, notes : mapping
        Figures, and why one is undefined.
    tables : mapping of str to DataFrame
        ``groups`` (the audit), ``calibration``; of a tuned model, ``trials`` and ``importance``;
        ``unseen``, the rows whose level it did not know, where there are any;
        of a sampler that counts them, ``cells`` with their real and synthetic rows; where people
        were asked about one by one, ``individual``.
    predictions : DataFrame
        Of the test part: ``y``, ``score``, ``flagged``.
    """

    fitted: Fitted
    parts: Split
    metrics: Mapping[str, float]
    notes: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]
    predictions: pd.DataFrame


def run(
    cell: Cell, reference: Reference | None = None, threads: int = 1, journal: Path | None = None
) -> Outcome:
    """Measure everything about one strategy, on one dataset, with one seed.

    Parameters
    ----------
    cell : Cell
    reference : mapping of str to mapping of str to float, optional
        The metrics of the strategies that this one needs, with the same seed.
    threads : int
        How many the model may use; the numbers do not depend on it.
    journal : Path, optional
        Where finished tuning trials are kept, so that a killed run goes on there.

    Returns
    -------
    Outcome
    """
    started = time.monotonic()
    parts = cell.dataset.split(cell.split_seed)
    fitted = cell.strategy.fit(parts, cell.training_seed, reference, threads, journal)
    fit_seconds = time.monotonic() - started
    test = parts.test
    score, flagged = fitted.predict(test.frame)
    groups = parts.train.groups().of(test.frame)
    audit = audit_groups(test.y, flagged, groups, seed=seed_for(cell.seed, "audit"))
    metrics = _named("test", performance(test.y, score, flagged))
    metrics |= _named("valid", _on_validation(fitted, parts))
    metrics |= fairness_metrics(audit) | {"model/threshold": fitted.cut}
    people = ask_about_people(cell, fitted, parts, journal) if cell.individual else pd.DataFrame()
    metrics |= individual_metrics(people)
    metrics |= {"time/fit_s": fit_seconds, "time/total_s": time.monotonic() - started}
    notes = _named("test", undefined(test.y, flagged)) | fairness_notes(audit)
    notes |= individual_notes(people)
    tables = {"groups": audit, "calibration": calibration(test.y, score, groups)}
    tables |= _about_model(fitted, test, cell.seed)
    tables |= {} if fitted.cells is None else {"cells": fitted.cells}
    tables |= {} if people.empty else {"individual": people}
    predictions = pd.DataFrame({"y": test.y, "score": score, "flagged": flagged})
    return Outcome(fitted, parts, metrics, notes, tables, predictions)


def ask_about_people(
    cell: Cell, fitted: Fitted, parts: Split, journal: Path | None
) -> pd.DataFrame:
    """Ask the model about every sensitive attribute, and note how far that is beside the journal.

    Parameters
    ----------
    cell : Cell
        With ``individual``.
    fitted : Fitted
    parts : Split
    journal : Path or None

    Returns
    -------
    DataFrame
        What ``rates_table`` returns.
    """
    assert cell.individual is not None
    how = replace(cell.individual, seed=seed_for(cell.seed, "individual"))
    asked = journal.with_name(ASKED) if journal else None

    def watch(done: int, of: int) -> None:
        if asked:
            asked.write_text("\n" * done)

    return rates_table(audit_people(fitted, parts, cell.dataset.sensitive, how, watch), how)


def _on_validation(fitted: Fitted, parts: Split) -> dict[str, float]:
    """Measure what a choice between strategies may look at."""
    validation = parts.validation
    score, flagged = fitted.predict(validation.frame)
    found = performance(validation.y, score, flagged)
    audit = audit_groups(validation.y, flagged, parts.train.groups().of(validation.frame))
    return {name: found[name] for name in ("auc", "auprc", "recall", "precision")} | parities(audit)


def _about_model(fitted: Fitted, test: Dataset, seed: int) -> dict[str, pd.DataFrame]:
    """Lay out the search, what the model looks at, and the levels that it did not know."""
    if not hasattr(fitted.model, "booster_"):
        return {}
    looked_at = contributions(fitted.model, test.X, seed=seed_for(seed, "importance"))
    tables = {"trials": fitted.model.trials_, "importance": looked_at}
    unseen = fitted.model.encoder_.unseen(test.X)
    if unseen:
        tables["unseen"] = pd.DataFrame(unseen.items(), columns=["column", "rows"])
    return tables


def _named(part: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{part}/{name}": value for name, value in values.items()}
