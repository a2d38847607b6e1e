"""The command ``fairlab audit``: a recorded model asked again, by group and person by person."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairlab.audit.source_groups import audit_source
from fairlab.causal import TwinSettings
from fairlab.commands.audit_record import audit_run, audit_tables
from fairlab.commands.audit_tables import show_audit
from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import data_of, find_run
from fairlab.commands.terminal import terminal
from fairlab.commands.typed_causes import with_causes
from fairlab.commands.typed_graph import settings_typed
from fairlab.commands.writable import refuse_unwritable, store_file, table_files
from fairlab.errors import RequestError
from fairlab.experiment.individual_audit import Watch, audit_people, refuse_unaskable
from fairlab.experiment.inquiry import inquiry_of_run
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.report.audit_page import audit_page, statements_about
from fairlab.report.pages import render, save
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.data import Dataset


def audit_session(
    *,
    run: str | None,
    strategy: str | None,
    seed: int | None,
    individual: bool,
    attributes: Sequence[str],
    graph: str | None,
    view: str | None,
    columns: int | None,
    before: str | None,
    exogenous: str | None,
    not_exogenous: str | None,
    allowed: str | None,
    output: Path | None,
    store: str | None,
    no_record: bool,
    dataset: str | None,
    data: Path | None,
    **about_data: Any,
) -> None:
    """Audit the decisions of a recorded run.

    Parameters
    ----------
    run, strategy, seed
        Which run, as typed.
    individual, attributes, graph, view, columns, before, exogenous, not_exogenous, allowed
        Whether and how people are asked about one by one.
    output, store, no_record
        Where the answer goes.
    dataset, data, **about_data
        Those that name a data set; the run's own if left out.
    """
    from fairlab.record import Ledger, open_store

    refuse_unwritable(output, inputs=[graph, store_file(store), *table_files(data)])
    started = datetime.now(UTC)
    causes = [before, exogenous, not_exogenous, allowed]
    if not individual and any([attributes, graph, view, columns, *causes]):
        raise RequestError(
            "--attribute, --graph, --correlations, --columns, --before, --exogenous and --allowed "
            "say how\npeople are asked about one by one. Add --individual."
        )
    how = settings_typed(graph, view, columns)
    opened = open_store(store, create=False)
    found = find_run(opened, run, strategy, seed, dataset)
    given = {name: value for name, value in about_data.items() if value is not None}
    if data or given:
        given |= {"data": data} if data else {"dataset": found.dataset}
    table = data_of(found, given)
    how = with_causes(how, table, *causes) if individual else how
    asked = asked_attributes(table, attributes, how) if individual else []
    refuse_unaskable(table, asked, how)
    asked_of = read_strategy(opened, found.run_id) if individual else None
    inquiry = inquiry_of_run(asked_of.folds, table, found.design, found.seed) if asked_of else None
    source = decisions_of(opened, found, table)
    ledger = None if no_record else Ledger(opened, f"{found.dataset}/audit")
    console = terminal()
    seed_of_audit = seed_for(found.seed, "audit")
    groups = audit_source(source, seed_of_audit)
    with _progress(console, len(asked)) as watch:
        cores = os.cpu_count() or 1
        people = list(audit_people(inquiry, asked, how, watch, cores)) if inquiry else []
    comparison = statements_about(source)
    page = audit_page(source, comparison, groups, people)
    show_audit(source, page, comparison, groups, people, console)
    html = render(page)
    if output:
        save(output, html)
        _say(console, "The page:", f"{output} ({len(html.encode()) / 1e3:,.0f} kB)")
    if ledger:
        tables = audit_tables(comparison, groups, people, how)
        ledger.write(*audit_run(found, source, groups, people, how, page, html, tables, started))
        _say(console, "Recorded:", f"{ledger.store.shown}, experiment {ledger.experiment}")


def asked_attributes(data: "Dataset", named: Sequence[str], how: TwinSettings) -> list[str]:
    """Choose the attributes that people are asked about.

    Parameters
    ----------
    data : Dataset
    named : sequence of str
        As typed; without any, the sensitive ones, of a given graph those that are in it.
    how : TwinSettings

    Returns
    -------
    list of str

    Raises
    ------
    RequestError
        There are none.
    """
    if named:
        return list(dict.fromkeys(named))
    if how.graph is None:
        found, lack = list(data.sensitive), "The data have no sensitive columns."
    else:
        found = [name for name in data.sensitive if name in how.graph.nodes]
        lack = f"The graph has none of the sensitive columns: {', '.join(data.sensitive)}."
    if not found:
        raise RequestError(f"{lack}\nName a column that is in both: --attribute COLUMN")
    return found


@contextmanager
def _progress(console: Console, attributes: int) -> Iterator[Watch]:
    bar = Progress(
        TextColumn("Asking about people ..."), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True,
        disable=attributes == 0,
    )  # fmt: skip
    task = bar.add_task("", total=None)
    with bar:
        yield lambda done, of: bar.update(task, completed=done, total=of)


def _say(console: Console, heading: str, text: str) -> None:
    console.print(f"{heading:<11}{text}", highlight=False, markup=False, soft_wrap=True)
