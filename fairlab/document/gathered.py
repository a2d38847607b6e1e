"""Evidence put together from the record."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.impact_ratios import impact_ratios_of
from fairlab.audit.margins import Margins
from fairlab.audit.pairing import FEWEST_PEOPLE
from fairlab.compare.backfill import Tables
from fairlab.compare.comparison import compare_people
from fairlab.compare.decided_people import NO_PEOPLE
from fairlab.data.words import Words
from fairlab.document.evidence import Evidence
from fairlab.document.purpose import Purpose
from fairlab.errors import RequestError
from fairlab.experiment.recorded_people import of_known_people, recorded_people
from fairlab.report.runs import Runs

if TYPE_CHECKING:
    from fairlab.record import Ledger
    from fairlab.record.reading import Row
    from fairlab.record.registry import Version

EXPLORED, AUDITED = "explore", "audit"


def gather(
    ledger: "Ledger",
    table: pd.DataFrame,
    tables: Tables,
    decisions: Tables,
    strategy: str,
    against: str,
    said: Purpose,
    made: str,
    version: "Version | None" = None,
    beside: Collection[str] | None = None,
    margins: Margins | None = None,
) -> Evidence:
    """Put together what a document rests on.

    Parameters
    ----------
    ledger : Ledger
    table : DataFrame
        Finished runs of one setting per strategy.
    tables : callable
        From the id of a run of the strategy to its tables.
    decisions : callable
        From the id of any of the runs to its predictions.
    strategy : str
        The documented one.
    against : str
        The one that the others are held against.
    said : Purpose
        What a person wrote.
    made : str
        The date.
    version : Version, optional
        The registered model.
    beside : collection of str, optional
        Run ids of the exploration and the audits that are quoted; what there is where left out.
    margins : Margins, optional
        Differences that do not matter.

    Raises
    ------
    RequestError
        The runs did not record whom they decided about.
    """
    from fairlab.record.artifacts import run_predictions, tables_without_people

    table = of_known_people(ledger, table)
    ordered = table.sort_values("strategy", key=lambda names: names != against, kind="stable")
    people = recorded_people(ledger, ordered, decisions)
    if people is None:
        raise RequestError(NO_PEOPLE)
    own = table[table["strategy"] == strategy]
    alone = recorded_people(ledger, own, decisions)
    assert alone is not None
    measured, dataset = basic_statistics(alone), ledger.dataset_name
    explored, audits = _beside(ledger, own, beside)
    people_run = ledger.beside("people").finished()[own["people"].iloc[0]]
    return Evidence(
        runs=_runs(ledger, table, own, tables, people.words),
        strategy=strategy,
        own=compare_people(alone, strategy, margins, dataset=dataset, made=measured).in_words,
        tried=compare_people(people, against, margins, dataset=dataset).in_words,
        impact=people.words.of(impact_ratios_of(measured, strategy, FEWEST_PEOPLE)),
        people=run_predictions(ledger.store, people_run)["predictions"],
        people_run=people_run,
        said=said,
        made=made,
        explored=explored,
        explored_tables=tables_without_people(ledger.store, explored.run_id) if explored else {},
        audits=tuple(audits),
        version=version,
    )


def _runs(
    ledger: "Ledger", table: pd.DataFrame, own: pd.DataFrame, tables: Tables, words: Words
) -> Runs:
    read = own[["strategy", "seed", "run_id"]].itertuples(index=False, name=None)
    return Runs(
        dataset=ledger.dataset_name,
        table=table,
        tables={(strategy, seed): tables(run_id) for strategy, seed, run_id in read},
        links={},
        store="",
        experiment=ledger.experiment,
        words=words,
    )


def _beside(
    ledger: "Ledger", own: pd.DataFrame, beside: Collection[str] | None
) -> "tuple[Row | None, list[Row]]":
    """Find the newest exploration of these data, and the audits of these runs."""
    from fairlab.record.reading import find_row, finished_rows
    from fairlab.record.store import AUDITS, experiment_name

    if beside is None:
        of_audits = experiment_name(f"{ledger.dataset_name}{AUDITS}")
        rows, _ = finished_rows(ledger.store, of_audits, "audit")
    else:
        rows = [row for run_id in beside if (row := find_row(ledger.store, run_id))]
    fingerprint = own["fingerprint"].iloc[0]
    explored = [
        row for row in rows
        if row.tags.get("fairlab.strategy") == EXPLORED
        and row.tags.get("fairlab.fingerprint") == fingerprint
    ]  # fmt: skip
    own_runs = set(own["run_id"])
    audits = [
        row for row in rows
        if row.tags.get("fairlab.strategy") == AUDITED and row.params.get("run") in own_runs
    ]  # fmt: skip
    return (explored[-1] if explored else None), sorted(audits, key=lambda row: row.run_id)
