"""The command ``fairlab report``: a sweep as one page that can be sent around."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from shlex import join
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.commands.comparison import compared
from fairlab.commands.finished import complete_tables, finished_runs
from fairlab.commands.next_steps import choose_line, runs_typed
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.program_name import program_name
from fairlab.commands.terminal import say
from fairlab.commands.writable import refuse_unwritable, store_file
from fairlab.compare.backfill import Tables
from fairlab.compare.comparison import Comparison
from fairlab.compare.frontier import balanced_in, frontiers_of
from fairlab.compare.statement_order import furthest_first
from fairlab.compare.statement_words import records
from fairlab.data.words import Words
from fairlab.experiment.readable_runs import of_readable
from fairlab.experiment.recorded_people import recorded_people
from fairlab.record.links import address_of
from fairlab.report.pages import Page, render, save
from fairlab.report.runs import Run, Runs
from fairlab.report.sweep_page import report_page

if TYPE_CHECKING:
    from fairlab.record import Ledger

DETAIL = 20  # seeds of each strategy whose tables and scores are read


def report_session(
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    output: Path | None = None,
    ui: str | None = None,
    budget: float | str | None = None,
) -> None:
    """Write the report of a sweep, and say what it answers.

    Parameters
    ----------
    dataset : str, optional
        Whose runs; may be left out where the store has runs of one data set only.
    conditions : sequence of str
        ``name=value``, of parameters.
    store : str, optional
        Tracking URI.
    output : Path, optional
        The page; ``report-<dataset>.html`` if left out.
    ui : str, optional
        Address of MLflow's user interface, to which the page's links lead.
    budget : float or str, optional
        As in ``fairlab compare``.
    """
    refuse_unwritable(output, inputs=[store_file(store)])
    ledger, table = finished_runs(dataset, conditions, store, budget)
    path = output or Path(f"report-{ledger.dataset_name}.html")
    refuse_unwritable(path)
    page, comparison = write_report(ledger, table, path, ui)
    say([*page.answer, f"The page:  {path} ({path.stat().st_size / 1e3:,.0f} kB)",
         _next_step(comparison, runs_typed(ledger, budget, conditions))])  # fmt: skip
    put_each_aside({
        "page": str(path), "dataset": ledger.dataset_name, "runs": len(table),
        "strategies": list(dict.fromkeys(table["strategy"])), "answer": page.answer,
    })  # fmt: skip


def _next_step(comparison: Comparison | None, runs: str) -> str:
    """Type a choice among several strategies, or the document of one; of older runs neither."""
    if comparison is None:
        return ""
    if len(comparison.strategies) == 1:
        words = [program_name(), "document", "--strategy", comparison.against]
        return f"Document:  {join(words)}{runs}"
    gaps = furthest_first(records(comparison.gaps))
    return f"Choose:    {choose_line(gaps[0], runs)}" if gaps else ""


def write_report(
    ledger: "Ledger", table: pd.DataFrame, path: Path, ui: str | None = None
) -> tuple[Page, Comparison | None]:
    """Write the report of some runs as one file; give it, and the comparison that it rests on.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    table : DataFrame
        What ``finished_runs`` returns: of one setting per strategy.
    path : Path
        The file.
    ui : str, optional
        Where its links lead; this machine if left out.
    """
    tables = complete_tables(ledger, table)
    return of_readable(table, tables, lambda left: _write(ledger, left, tables, path, ui))


def _write(
    ledger: "Ledger", table: pd.DataFrame, tables: Tables, path: Path, ui: str | None
) -> tuple[Page, Comparison | None]:
    comparison, file = compared(ledger, table, tables=tables), ledger.store.database
    runs = Runs(
        dataset=ledger.dataset_name,
        table=table,
        tables=_tables(tables, table),
        links=_links(ledger, table, ui),
        store=file.name if file else ledger.store.shown,  # a page that is sent around has no path
        experiment=ledger.experiment,
        words=comparison.words if comparison else Words(),
    )
    people = recorded_people(ledger, table, tables)
    frontiers = (
        frontiers_of(people, comparison, balanced_in(table)) if people and comparison else []
    )
    page = report_page(runs, comparison, frontiers)
    save(path, render(page))
    return page, comparison


def _tables(tables: Tables, table: pd.DataFrame) -> dict[Run, Mapping[str, pd.DataFrame]]:
    from rich.progress import track

    shown = table.sort_values("seed").groupby("strategy").head(DETAIL)
    runs = track(list(_runs(shown)), "Reading runs", transient=True)
    return {(name, seed): tables(run_id) for name, seed, run_id in runs}


def _links(ledger: "Ledger", table: pd.DataFrame, ui: str | None) -> dict[Run, str]:
    number = ledger.store.experiments()[ledger.experiment]
    place = f"{(ui or address_of(ledger.store)).rstrip('/')}/#/experiments/{number}/runs"
    return {(name, seed): f"{place}/{run_id}" for name, seed, run_id in _runs(table)}


def _runs(table: pd.DataFrame) -> Iterable[tuple[str, int, str]]:
    return table[["strategy", "seed", "run_id"]].itertuples(index=False, name=None)
