"""Runs without their small groups: fairness measured anew from the counts of the others."""

import json
from collections.abc import Mapping

import pandas as pd

from fairlab.audit.counts import counts_of
from fairlab.audit.group import audit_counts
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.compare.backfill import Tables
from fairlab.seeds import seed_for


def of_large_groups(
    runs: pd.DataFrame, tables: Tables, fewest: int
) -> tuple[pd.DataFrame, Tables, str]:
    """Leave the groups of few people out of every metric of groups.

    Parameters
    ----------
    runs : DataFrame
        With ``run_id``, ``seed``, ``undefined`` and a column per metric.
    tables : callable
        From a run's id to its tables.
    fewest : int
        People, with a label, of the smallest group that stays.

    Returns
    -------
    runs : DataFrame
    tables : callable
        The same, with audits of the large groups alone.
    told : str
        Which groups are left out, by the first run that has them; empty where none is.
    """
    audits: dict[str, pd.DataFrame] = {}
    small: dict[tuple[str, str], str] = {}
    for run_id, seed in zip(runs["run_id"], runs["seed"].astype(int), strict=True):
        counts = counts_of(tables(run_id)["groups"])
        audits[run_id] = audit_counts(
            {name: one[one.sum(axis=1) >= fewest] for name, one in counts.items()},
            seed_for(seed, "audit"),
        )
        small = _small(counts, fewest) | small
    told = f"Of fewer than {fewest} people, and in no limit: {', '.join(small.values())}."
    return (
        _measured_anew(runs, audits),
        lambda run_id: {**tables(run_id), "groups": audits[run_id]},
        told if small else "",
    )


def _small(counts: Mapping[str, pd.DataFrame], fewest: int) -> dict[tuple[str, str], str]:
    return {
        (attribute, str(group)): f"{group} of {attribute} ({people:,} people, {bad:,} bad events)"
        for attribute, table in counts.items()
        for group, people, bad in table.assign(
            people=table.sum(axis=1), bad=table["fn"] + table["tp"]
        )[["people", "bad"]].itertuples()
        if 0 < people < fewest
    }


def _measured_anew(runs: pd.DataFrame, audits: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Put the new figures in the place of those of all groups, with notes why one is none."""
    measured = [fairness_metrics(audits[run_id]) for run_id in runs["run_id"]]
    figures = pd.DataFrame(measured, runs.index)
    notes = [
        json.dumps(json.loads(text or "{}") | fairness_notes(audits[run_id]))
        for run_id, text in zip(runs["run_id"], runs["undefined"], strict=True)
    ]
    rest = runs.drop(columns=[name for name in figures if name in runs])
    return rest.join(figures).assign(undefined=notes)
