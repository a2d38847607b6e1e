"""The command ``fairlab audit``: a recorded model asked again, by group and person by person."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from fairlab.audit.source_groups import audit_source
from fairlab.causal import TwinSettings
from fairlab.commands.ask_people import ask_people, asked_attributes
from fairlab.commands.audit_record import audit_run, audit_tables
from fairlab.commands.audit_tables import show_audit
from fairlab.commands.newest_alone import newest_alone
from fairlab.commands.people_typed import settings_of_people
from fairlab.commands.prints_table import put_aside
from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import data_of, find_run
from fairlab.commands.terminal import terminal
from fairlab.commands.typed_causes import with_causes
from fairlab.commands.writable import refuse_unwritable, store_file, table_files
from fairlab.experiment.individual_audit import refuse_unaskable
from fairlab.experiment.inquiry import inquiry_of_run
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.report.audit_page import audit_page, statements_about
from fairlab.report.pages import render, save
from fairlab.seeds import seed_for


def audit_session(
    *,
    run: str | None,
    strategy: str | None,
    seed: int | None,
    budget: float | str | None,
    individual: bool,
    attributes: Sequence[str],
    graph: str | None,
    view: str | None,
    columns: int | None,
    calibrate: int | None,
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
    run, strategy, seed, budget
        Which run, as typed.
    individual, attributes, graph, view, columns, calibrate
    before, exogenous, not_exogenous, allowed
        Whether and how people are asked about one by one.
    output, store, no_record
        Where the answer goes.
    dataset, data, **about_data
        Those that name a data set; the run's own if left out.
    """
    from fairlab.record import Ledger, open_store

    refuse_unwritable(output, inputs=[graph, store_file(store), *table_files(data)])
    started = datetime.now(UTC)
    causes = {"before": before, "exogenous": exogenous, "not_exogenous": not_exogenous}
    causes["allowed"] = allowed
    typed = {"graph": graph, "view": view, "columns": columns, "calibrate": calibrate, **causes}
    how = settings_of_people(individual, attributes, typed)
    opened = open_store(store, create=False)
    found = find_run(opened, run, strategy, seed, dataset, budget)
    given = {name: value for name, value in about_data.items() if value is not None}
    if data or given:
        given |= {"data": data} if data else {"dataset": found.dataset}
    table = data_of(found, given)
    how = with_causes(how, table, **causes) if how else TwinSettings()
    asked = asked_attributes(table, attributes, how) if individual else []
    refuse_unaskable(table, asked, how)
    asked_of = read_strategy(opened, found.run_id) if individual else None
    inquiry = inquiry_of_run(asked_of.folds, table, found.design, found.seed) if asked_of else None
    source = decisions_of(opened, found, table)
    ledger = None if no_record else Ledger(opened, f"{found.dataset}/audit")
    console = terminal()
    seed_of_audit = seed_for(found.seed, "audit")
    groups = audit_source(source, seed_of_audit)
    people = ask_people(inquiry, asked, how, console) if inquiry else []
    comparison = statements_about(source)
    page = audit_page(source, comparison, groups, people)
    tables = audit_tables(comparison, groups, people, how)
    for name, one in {"answer": page.answer, **tables}.items():
        put_aside(name, one)
    show_audit(source, page, comparison, groups, people, console)
    if run is None and seed is None and (told := newest_alone(found, opened)):
        console.print(told, highlight=False, markup=False, soft_wrap=True)
    html = render(page)
    if output:
        save(output, html)
        _say(console, "The page:", f"{output} ({len(html.encode()) / 1e3:,.0f} kB)")
    if ledger:
        ledger.write(*audit_run(found, source, groups, people, how, page, html, tables, started))
        _say(console, "Recorded:", f"{ledger.store.shown}, experiment {ledger.experiment}")


def _say(console: Console, heading: str, text: str) -> None:
    console.print(f"{heading:<11}{text}", highlight=False, markup=False, soft_wrap=True)
