"""A file of decisions audited: read, checked, said, and written as a page, JSON or CSV."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.audit.decision_source import source_of_decisions
from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource
from fairlab.commands.audit_tables import show_audit
from fairlab.commands.decision_options import asked_of
from fairlab.commands.writable import refuse_unwritable
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import decided
from fairlab.data.decisions.guessing import as_typed, guessed
from fairlab.data.decisions.reading import MOST_ROWS, STANDARD_INPUT, DecisionFile, read_decisions
from fairlab.data.table import slug
from fairlab.data.table_settings import stem
from fairlab.report.audit_page import statements_about
from fairlab.report.decision_page import Provenance, decision_page
from fairlab.report.pages import render, save

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.compare.comparison import Comparison
    from fairlab.report.pages import Page


@dataclass(frozen=True, eq=False)
class FileAudit:
    """The audit of a file.

    Parameters
    ----------
    file : DecisionFile
    asked : Asked
        Which column was taken as what.
    origin : Provenance
        How it was read.
    source : AuditSource
    comparison : Comparison
    groups : DataFrame
    page : Page
    """

    file: DecisionFile
    asked: Asked
    origin: Provenance
    source: AuditSource
    comparison: "Comparison"
    groups: "pd.DataFrame"
    page: "Page"


def audit_file_session(
    path: str,
    record: bool = False,
    output: Path | None = None,
    json_file: Path | None = None,
    csv_file: Path | None = None,
    store: str | None = None,
    **options: Any,
) -> int:
    """Audit a file of decisions.

    Parameters
    ----------
    path : str
        Of the file; ``-`` is standard input.
    record : bool
        Whether the audit is written to MLflow.
    output, json_file, csv_file : Path, optional
        Where the page, everything, and the statements are written.
    store : str, optional
        MLflow's.
    **options
        As typed, see ``DECISION_OPTIONS``.

    Returns
    -------
    int
        0.
    """
    output = output or Path(_usual_page(path))
    for written in (output, json_file, csv_file):
        refuse_unwritable(written)
    console = Console()
    file = read_decisions(
        path,
        options.pop("separator", None),
        options.pop("decimal", None),
        options.pop("max_rows", MOST_ROWS),
    )
    said = asked_of(options)
    asked = guessed(file.name, said, file.frame)
    if asked != said:
        _say(console, "Read as:", f"fairlab audit {quote(path)} {as_typed(asked)}")
    found = audit_decisions(file, asked)
    show_audit(found.source, found.page, found.comparison, found.groups, (), console)
    html = render(found.page)
    save(output, html)
    _say(console, "The page:", f"{output} ({len(html.encode()) / 1e3:,.0f} kB)")
    return 0


def audit_decisions(file: DecisionFile, asked: Asked) -> FileAudit:
    """Audit a table of decisions.

    Parameters
    ----------
    file : DecisionFile
    asked : Asked
        Which column is what.

    Returns
    -------
    FileAudit

    Raises
    ------
    DataError
        With everything that is wrong with the table.
    """
    found = decided(file.name, asked, file.frame)
    origin = Provenance(file.name, file.sha256, found.read_as, found.notes)
    source = source_of_decisions(found, asked, f"{file.name}: audit of decisions", "")
    comparison, groups = statements_about(source), audit_source(source)
    page = decision_page(source, origin, comparison, groups)
    return FileAudit(file, asked, origin, source, comparison, groups, page)


def _usual_page(path: str) -> str:
    name = "input" if path == STANDARD_INPUT else slug(stem(Path(path)))
    return f"audit-{name}.html"


def _say(console: Console, heading: str, text: str) -> None:
    console.print(f"{heading:<11}{text}", highlight=False, markup=False, soft_wrap=True)
