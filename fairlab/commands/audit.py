"""The command ``fairlab audit``: a recorded model asked again, by group and person by person."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.audit.source_groups import audit_source
from fairlab.causal import TwinSettings
from fairlab.commands.ask_people import ask_people
from fairlab.commands.audit_file_people import AskedPeople
from fairlab.commands.audit_record import audit_run, audit_tables
from fairlab.commands.audit_tables import show_audit
from fairlab.commands.newest_alone import newest_alone
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import Recorded, data_of, find_run
from fairlab.commands.terminal import say_headed, terminal
from fairlab.commands.writable import refuse_unwritable, store_file, table_files
from fairlab.experiment.inquiry import Inquiry, inquiry_of_run
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.report.audit_page import audit_page, statements_about
from fairlab.report.pages import render, save
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import Store


def audit_session(
    *,
    run: str | None,
    strategy: str | None,
    seed: int | None,
    budget: float | str | None,
    output: Path | None,
    store: str | None,
    no_record: bool,
    dataset: str | None,
    data: Path | None,
    **options: Any,
) -> None:
    """Audit the decisions of a recorded run.

    Parameters
    ----------
    run, strategy, seed, budget
        Which run, as typed.
    output, store, no_record
        Where the answer goes.
    dataset, data
        Those that name a data set; the run's own if left out.
    **options
        Those that describe it, and how people are asked about one by one.
    """
    from fairlab.record import Ledger, open_store

    graph = options.get("graph")
    refuse_unwritable(output, inputs=[graph, store_file(store), *table_files(data)])
    started, people = datetime.now(UTC), AskedPeople.of(options)
    opened = open_store(store, create=False)
    found = find_run(opened, run, strategy, seed, dataset, budget)
    table = _table_of(found, data, options)
    how, attributes, inquiry = _inquiry(people, opened, found, table)
    source = decisions_of(opened, found, table)
    ledger, console = None if no_record else Ledger(opened, f"{found.dataset}/audit"), terminal()
    groups = audit_source(source, seed_for(found.seed, "audit"))
    answers = ask_people(inquiry, attributes, how, console) if inquiry else []
    comparison = statements_about(source)
    page = audit_page(source, comparison, groups, answers)
    tables = audit_tables(comparison, groups, answers, how)
    put_each_aside({"answer": page.answer, **tables})
    show_audit(source, page, comparison, groups, answers, console)
    if run is None and seed is None and (told := newest_alone(found, opened)):
        console.print(told, highlight=False, markup=False, soft_wrap=True)
    html = render(page)
    if output:
        save(output, html)
        say_headed(console, "The page:", f"{output} ({len(html.encode()) / 1e3:,.0f} kB)")
    if ledger:
        ledger.write(*audit_run(found, source, groups, answers, how, page, html, tables, started))
        say_headed(console, "Recorded:", ledger.shown)


def _table_of(found: Recorded, data: Path | None, options: Mapping[str, Any]) -> "Dataset":
    given = {name: value for name, value in options.items() if value is not None}
    if data or given:
        given |= {"data": data} if data else {"dataset": found.dataset}
    return data_of(found, given)


def _inquiry(
    people: AskedPeople, opened: "Store", found: Recorded, table: "Dataset"
) -> tuple[TwinSettings, list[str], Inquiry | None]:
    """Read the model of a run whose people are asked about one by one; None where nobody is."""
    if people.how is None:
        return TwinSettings(), [], None
    how, attributes = people.settled(table)
    model = read_strategy(opened, found.run_id)
    return how, attributes, inquiry_of_run(model.folds, table, found.design, found.seed)
