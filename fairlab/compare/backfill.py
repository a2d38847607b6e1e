"""Metrics that are newer than a run: recomputed from what it recorded, so that nothing is rerun."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import isfinite, nan

import numpy as np
import pandas as pd

from fairlab.audit.accuracy import performance, undefined
from fairlab.audit.counts import counts_of
from fairlab.audit.group import audit_counts
from fairlab.audit.metric_names import fairness_metrics, fairness_notes, metric_word
from fairlab.audit.registry import accuracy_metrics, group_metrics, rates
from fairlab.audit.score_influence import mean_over_folds
from fairlab.audit.sorted_folds import sorted_folds
from fairlab.errors import StoreError
from fairlab.seeds import seed_for

Tables = Callable[[str], Mapping[str, pd.DataFrame]]
Track = Callable[[list[dict]], Iterable[dict]]
UNRECORDED = "the run did not record what it is computed from"


def backfill(
    runs: pd.DataFrame, tables: Tables, track: Track = iter
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Add to runs the metrics of the registry that they lack.

    Group metrics follow from the counts of a run's groups, accuracy from its predictions. What a
    run has, or calls undefined, is left alone, so that runs that lack nothing are not read.

    Parameters
    ----------
    runs : DataFrame
        One row per run, as ``Ledger.table`` gives them: ``run_id``, ``seed``, ``undefined`` and a
        column per metric.
    tables : callable
        From a run's id to its tables and predictions.
    track : callable, optional
        Wraps the list of the runs that are read, to show how far that is.

    Returns
    -------
    runs : DataFrame
        With the metrics, and in ``undefined`` why one is none.
    unread : dict of str to str
        The runs whose files cannot be read, by id, and why.

    Examples
    --------
    >>> runs = pd.DataFrame({"run_id": ["r"], "seed": [0], "test/auc": [0.75]})
    >>> part = pd.DataFrame({"y": [0, 1], "score": [0.1, 0.9], "flagged": [0, 1]})
    >>> found, unread = backfill(runs, lambda run_id: {"predictions": part})
    >>> found[["test/auc", "test/recall"]].to_numpy().tolist()
    [[0.75, 1.0]]
    """
    figures: dict[object, dict[str, float]] = {}
    notes, unread = {}, {}
    for row in track(list(_incomplete(runs))):
        try:
            found = tables(row["run_id"])
        except StoreError as error:
            unread[row["run_id"]] = str(error)
            notes[row["place"]] = dict.fromkeys(row["lacking"], str(error).partition("\n")[0])
            continue
        figures[row["place"]], notes[row["place"]] = _recomputed(row, found)
    return (_joined(runs, figures, notes) if notes else runs), unread


def complete_audit(tables: Mapping[str, pd.DataFrame], seed: int) -> Mapping[str, pd.DataFrame]:
    """Make a recorded audit anew from its counts where it lacks a rate or a metric.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        Of one run; those without ``groups`` are left alone.
    seed : int
        The run's.
    """
    groups = tables.get("groups")
    known = {rate.name for rate in rates()} | {metric.name for metric in group_metrics()}
    if groups is None or groups.empty or known <= set(groups["measure"]):
        return tables
    return {**tables, "groups": audit_counts(counts_of(groups), seed_for(seed, "audit"))}


def _incomplete(runs: pd.DataFrame) -> Iterator[dict]:
    """Go through the runs that lack something, and say what."""
    notes = [json.loads(text) if text else {} for text in _undefined(runs)]
    owners = _attributes([*runs, *(name for note in notes for name in note)])
    wanted = [f"test/{metric.name}" for metric in accuracy_metrics() if metric.recorded]
    recorded = [metric.name for metric in group_metrics() if metric.recorded]
    wanted += [f"{attribute}/{name}" for attribute in owners for name in recorded]
    missing = runs.reindex(columns=wanted).isna().to_numpy()
    for place in np.flatnonzero(missing.any(axis=1)):
        row, note = runs.iloc[place], notes[place]
        absent = {name for attribute in owners if not _has(row, note, owners[attribute])
                  for name in wanted if name.startswith(f"{attribute}/")}  # fmt: skip
        lacking = {wanted[column] for column in np.flatnonzero(missing[place])}
        if lacking := lacking - note.keys() - absent:
            about = {"run_id": row["run_id"], "seed": int(row["seed"])}
            yield about | {"place": runs.index[place], "lacking": sorted(lacking)}


def _undefined(runs: pd.DataFrame) -> pd.Series:
    return runs["undefined"] if "undefined" in runs else pd.Series("", runs.index)


def _attributes(figures: Iterable[str]) -> dict[str, list[str]]:
    """Find ``fair.<attribute>`` in the names of figures, and the group metrics of each."""
    known = {metric.name for metric in group_metrics()}
    found: dict[str, list[str]] = {}
    for figure in dict.fromkeys(figures):
        attribute, _, name = figure.rpartition("/")
        if attribute.startswith("fair.") and name in known:
            found.setdefault(attribute, []).append(figure)
    return found


def _has(row: pd.Series, note: Mapping[str, str], figures: list[str]) -> bool:
    """Tell whether a run audited an attribute: another one of the data set may not have."""
    return any(name in note or pd.notna(row.get(name)) for name in figures)


def _recomputed(
    row: dict, tables: Mapping[str, pd.DataFrame]
) -> tuple[dict[str, float], dict[str, str]]:
    """Measure what one run lacks, and say why a metric is undefined."""
    figures, notes = _of_groups(row, tables.get("groups"))
    part = tables.get("predictions")
    if part is not None and any(name.startswith("test/") for name in row["lacking"]):
        figures |= {f"test/{name}": value for name, value in _accuracy(part).items()}
        why = undefined(part["y"], part["flagged"])
        notes |= {f"test/{name}": said for name, said in why.items()}
    none = [name for name in row["lacking"] if not isfinite(figures.get(name, nan))]
    return figures, {name: notes.get(name, UNRECORDED) for name in none}


def _accuracy(part: pd.DataFrame) -> dict[str, float]:
    """Measure accuracy as a run does: scores of two folds are never pooled."""
    y, score = part["y"].to_numpy(), part["score"].to_numpy(float)
    folds = part.get("fold", pd.Series(0, part.index)).to_numpy()
    in_folds = sorted_folds(score[None], folds[None])
    of_scores = {
        metric.name: mean_over_folds(metric, y, score[None], in_folds)[0]
        for metric in accuracy_metrics()
        if metric.of_scores
    }
    return performance(y, score, part["flagged"]) | of_scores


def _of_groups(row: dict, groups: pd.DataFrame | None) -> tuple[dict[str, float], dict[str, str]]:
    asked = _attributes(row["lacking"])
    if groups is None or not asked:
        return {}, {}
    names = {name.rpartition("/")[2] for name in row["lacking"]}
    counts = {
        attribute: table
        for attribute, table in counts_of(groups).items()
        if f"fair.{metric_word(attribute)}" in asked
    }
    metrics = [metric for metric in group_metrics() if metric.name in names]
    audit = audit_counts(counts, seed_for(row["seed"], "audit"), metrics=metrics)
    return fairness_metrics(audit), fairness_notes(audit)


def _joined(
    runs: pd.DataFrame,
    figures: Mapping[object, Mapping[str, float]],
    notes: Mapping[object, Mapping[str, str]],
) -> pd.DataFrame:
    new = pd.DataFrame.from_dict(figures, orient="index").dropna(axis="columns", how="all")
    table = runs.reindex(columns=list(dict.fromkeys([*runs, *new])))
    table[list(new)] = table[list(new)].fillna(new)
    told = _undefined(runs).to_dict()
    for place, note in notes.items():
        if note:
            told[place] = json.dumps(json.loads(told[place] or "{}") | dict(note))
    return table.assign(undefined=pd.Series(told))
