"""Where the audit of a file goes: the terminal, a page, MLflow, JSON and a table of statements."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from fairlab.commands.asked_limits import AskedLimits, proposed_limit
from fairlab.commands.audit_file_people import people_tables
from fairlab.commands.audit_file_record import record_file_audit
from fairlab.commands.audit_tables import show_file_audit
from fairlab.commands.prints_table import TABLES_FILE, put_each_aside
from fairlab.commands.terminal import say_headed
from fairlab.commands.usual_page import first_page, mark_of, marked, usual_page
from fairlab.commands.writable import Named, refuse_two_of_one_name, refuse_unwritable, store_file
from fairlab.gate.verdicts import exit_code
from fairlab.report.decision_page import guessed
from fairlab.report.pages import render, save
from fairlab.system.atomic_write import atomic_write

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit
    from fairlab.gate.verdicts import Finding


@dataclass(frozen=True)
class Outputs:
    """Where an audit is written.

    Parameters
    ----------
    name : str
        What the page and the record are called by.
    page : Path, optional
        Where the page is written, if not by that name.
    csv_file : Path, optional
    record : bool
        Whether it is written to MLflow.
    store : str, optional
        MLflow's.
    started : datetime
    """

    name: str
    page: Path | None = None
    csv_file: Path | None = None
    record: bool = False
    store: str | None = None
    started: datetime = field(default_factory=lambda: datetime.now(UTC))

    def refuse_unwritable(self, *inputs: Named) -> None:
        """Refuse what cannot be written, or would be lost, before anything is computed."""
        store = store_file(self.store) if self.record else None
        tables = click.get_current_context().meta.get(TABLES_FILE)
        refuse_unwritable(self.page, self.csv_file, tables, inputs=[*inputs, store])
        refuse_two_of_one_name([self.page or first_page(self.name), self.csv_file, tables])


def put_out(
    found: "FileAudit", limits: AskedLimits, outputs: Outputs, console: Console, again: str
) -> int:
    """Show an audit, write it, and hold it against limits; without any, propose one.

    Parameters
    ----------
    found : FileAudit
    limits : AskedLimits
    outputs : Outputs
    console : Console
    again : str
        The command that makes the same audit; empty where none can be typed.

    Returns
    -------
    int
        0; with limits 0 if all are kept, 1 if one is broken, 2 if one cannot be told.
    """
    judged = limits.judged(found)
    if outputs.csv_file:  # first: it may be refused, and then nothing is recorded
        write_csv(outputs.csv_file, found)
    show_file_audit(found, console)
    html = _save_page(found, outputs, console)
    if outputs.record:
        where = record_file_audit(
            found, outputs.name, html, outputs.store, outputs.started, limits.policy
        )
        say_headed(console, "Recorded:", where)
    _put_aside(found, judged)
    for finding in judged:
        console.print(finding.sentence, highlight=False, markup=False, soft_wrap=True)
    if again and not limits and (limit := proposed_limit(found)):
        say_headed(console, "Limit it:", f"{again} {limit}   (exits with 1 where it is broken)")
    return exit_code(finding.verdict for finding in judged) if judged else 0


def _save_page(found: "FileAudit", outputs: Outputs, console: Console) -> str:
    mark = mark_of(found.asked)
    html = marked(render(found.page), mark)
    page = outputs.page or usual_page(outputs.name, mark)
    save(page, html)
    others = "" if page in (outputs.page, first_page(outputs.name)) else (
        f"; {first_page(outputs.name)} is of another audit"
    )  # fmt: skip
    say_headed(console, "The page:", f"{page} ({len(html.encode()) / 1e3:,.0f} kB){others}")
    return html


def write_csv(path: Path, found: "FileAudit") -> None:
    """Write every statement, a row each, with its counts, its band and its answer."""
    with atomic_write(path) as part:
        found.comparison.statements.to_csv(part, index=False)


def _put_aside(found: "FileAudit", limits: Sequence["Finding"]) -> None:
    origin, source = found.origin, found.source
    put_each_aside(
        {
            "file": origin.file,
            "sha256": origin.sha256,
            "rows": source.rows,
            "labelled": source.known,
            "bad_events": source.bad_events,
            "flagged": source.flagged,
            "columns": dict(_listed(found)),
            "read_as": list(origin.read_as),
            "notes": list(origin.notes),
            "answer": list(found.page.answer),
            "statements": found.comparison.statements,
            "groups": found.groups,
            "guessed": guessed(source),
            **people_tables(found),
            "limits": [{"verdict": one.verdict, "sentence": one.sentence} for one in limits],
        }
    )


def _listed(found: "FileAudit") -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for role, column in found.asked.columns():
        made.setdefault(role, []).append(column)
    return made
