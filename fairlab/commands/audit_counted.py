"""A table of decisions that is larger than memory, audited: counted in pieces, and written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairlab.audit.counted.reading import source_of_chunks
from fairlab.audit.source_groups import audit_tallies
from fairlab.commands.asked_limits import AskedLimits
from fairlab.commands.audit_file import FileAudit, asked_or_guessed, typed_again
from fairlab.commands.audit_file_outputs import Outputs, put_out
from fairlab.commands.program_name import program_name
from fairlab.commands.settings_beside import about_table
from fairlab.commands.terminal import terminal
from fairlab.commands.usual_page import usual_name
from fairlab.commands.writable import table_files
from fairlab.compare.counted_comparison import compare_counted
from fairlab.data.addresses import is_database, without_password
from fairlab.data.chunks.opening import opened
from fairlab.data.decisions.asked import Asked
from fairlab.errors import RequestError
from fairlab.report.decision_page import Provenance, decision_page
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.data.chunks import Chunks
    from fairlab.data.chunks.survey import Watch
    from fairlab.gate.policy import Policy


@contextmanager
def counting(table: "Chunks", console: Console) -> Iterator["Watch"]:
    """Show how many rows have been read, of both readings."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True,
    )  # fmt: skip
    total = None if table.rows is None else 2 * table.rows
    task, done = bar.add_task("Counting people ...", total=total), 0

    def watch(rows: int) -> None:
        nonlocal done
        done += rows
        bar.update(task, completed=done, description=f"Counting people ... {done:,} rows read")

    with bar:
        yield watch


def audit_counted_session(
    named: Sequence[str],
    query: str | None = None,
    record: bool = False,
    output: Path | None = None,
    csv_file: Path | None = None,
    **options: Any,
) -> int:
    """Audit a table that is read in pieces.

    Parameters
    ----------
    named : sequence of str
        Files, folders and globs, or the address of a database.
    query : str, optional
        What selects the columns in a database.
    record : bool
        Whether the audit is written to MLflow.
    output, csv_file : Path, optional
        Where the page and the statements are written.
    **options
        As typed, see ``DECISION_OPTIONS``.

    Returns
    -------
    int
        0; with limits 0 if all are kept, 1 if one is broken, 2 if one cannot be told.
    """
    told: tuple[str, ...] = ()
    read: list[Path] = []
    if query is None and len(named) == 1:
        about, read = about_table(named[0], options), table_files(named[0])
        named, options, told = [about.path], about.options, about.told
    shown = _shown(named, query)
    name = usual_name(named[0].rstrip("/")) if query is None else "query"
    outputs = Outputs(name, output, csv_file, record, options.pop("store", None))
    outputs.refuse_unwritable(*named, *read, options.get("policy"))
    _refuse_what_joins(options)
    limits = AskedLimits.of(options)
    reading = [options.get(name) for name in ("separator", "decimal", "max_rows")]
    console, missing = terminal(), names_in(options.get("na_values"))
    with opened(named, query, *reading, na_values=missing) as table:
        columns = pd.DataFrame(columns=list(table.columns))
        limited = bool(limits)
        asked = asked_or_guessed(shown, table.name, columns, options, limited, console)
        with counting(table, console) as watch:
            found = audit_chunks(table, asked, watch, limits.policy, told)
    again = typed_again(f"{quote(program_name())} audit {shown}", asked, options)
    return put_out(found, limits, outputs, console, again)


def audit_chunks(
    table: "Chunks",
    asked: Asked,
    watch: "Watch",
    policy: "Policy | None" = None,
    told: Sequence[str] = (),
) -> FileAudit:
    """Audit a table of decisions that is read in pieces.

    Parameters
    ----------
    table : Chunks
    asked : Asked
        Which column is what.
    watch : callable
        Is told how many rows each piece had, of both readings.
    policy : Policy, optional
        Whose margins hold.
    told : sequence of str
        What else is to be said of how columns were read.

    Raises
    ------
    DataError
        With everything that is wrong with the table.
    """
    source = source_of_chunks(table, asked, f"{table.name}: audit of decisions", watch)
    held = (policy.told,) if policy else ()
    origin = Provenance(table.name, "", (*source.read_as, *told, *held), source.notes)
    comparison = compare_counted(source, policy.margins if policy else None)
    groups = audit_tallies(source.people.tallies, source.known, source.rows)
    page = decision_page(source, origin, comparison, groups)
    return FileAudit(asked, origin, source, comparison, groups, page)


def _shown(named: Sequence[str], query: str | None) -> str:
    """Write what was named as it may be typed again, without a password."""
    if query is None or not (named and is_database(named[0])):
        return " ".join(map(quote, named))
    return f"--data {quote(without_password(named[0]))} --query {quote(query)}"


def _refuse_what_joins(options: dict[str, Any]) -> None:
    if options.get("attributes_file"):
        raise RequestError(
            "--attributes joins a second file, which a table that is counted in pieces has not.\n"
            "Join the tables first."
        )
    if options.get("memberships"):
        raise RequestError(
            "--groups-probability needs people one by one, and this table is counted in pieces.\n"
            "Name one file that fits into memory."
        )
