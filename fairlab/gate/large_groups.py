"""Runs without their small groups: fairness measured anew from the counts of the others."""

import json
from collections.abc import Collection, Mapping

import pandas as pd

from fairlab.audit.counts import counts_of
from fairlab.audit.group import audit_counts
from fairlab.audit.metric_names import fairness_metrics, fairness_notes, metric_word
from fairlab.compare.backfill import Tables
from fairlab.data.messages import number_of
from fairlab.data.words import NO_WORDS, Words
from fairlab.seeds import seed_for

LARGE = 100  # people, from which on a group is advised to stay


def of_large_groups(
    runs: pd.DataFrame, tables: Tables, fewest: int, words: Words = NO_WORDS
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
    words : Words
        What attributes are called.

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
        small = _small(counts, fewest, words) | small
    told = f"Of fewer than {fewest} people, and in no limit: {', '.join(small.values())}."
    return (
        _measured_anew(runs, audits),
        lambda run_id: {**tables(run_id), "groups": audits[run_id]},
        told if small else "",
    )


def has_small(groups: pd.DataFrame, metrics: Collection[str], fewest: int = LARGE) -> bool:
    """Tell whether a metric is about groups of fewer people, and about two of as many.

    Parameters
    ----------
    groups : DataFrame
        A run's audit.
    metrics : collection of str
        Full names, as ``fair.sex/recall_parity``.
    fewest : int
        People of the smallest group that stays.
    """
    asked = {name.rpartition("/")[0] for name in metrics}
    sizes = [
        table.sum(axis=1)
        for attribute, table in counts_of(groups).items()
        if f"fair.{metric_word(attribute)}" in asked
    ]
    return any(own.between(1, fewest - 1).any() and (own >= fewest).sum() > 1 for own in sizes)


def _small(
    counts: Mapping[str, pd.DataFrame], fewest: int, words: Words
) -> dict[tuple[str, str], str]:
    return {
        (attribute, str(group)): f"{group} of {words.column(attribute)} "
        f"({number_of(people, 'person', 'people')}, {number_of(bad, 'bad event')})"
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
