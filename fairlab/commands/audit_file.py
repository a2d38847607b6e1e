"""A file of decisions audited: read, checked, said, and written as a page, JSON or CSV."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

from rich.console import Console

from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.decision_source import source_of_decisions
from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource
from fairlab.commands.asked_limits import AskedLimits
from fairlab.commands.audit_file_outputs import Outputs, put_out
from fairlab.commands.decision_options import asked_of
from fairlab.commands.program_name import program_name
from fairlab.commands.settings_beside import about_table
from fairlab.commands.terminal import say_headed, terminal
from fairlab.commands.typed_again import reading_typed
from fairlab.commands.unread_columns import say_unread
from fairlab.commands.usual_page import usual_name
from fairlab.commands.writable import table_files
from fairlab.data.decimal_sign import decimal_sign
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.attributes import joined
from fairlab.data.decisions.decided import decided
from fairlab.data.decisions.guessing import as_typed, guessed, likely_decisions, no_groups, readings
from fairlab.data.decisions.reading import MOST_ROWS, STANDARD_INPUT, DecisionFile, read_decisions
from fairlab.data.decisions.two_values import CUT_INSTEAD
from fairlab.data.messages import quoted
from fairlab.errors import RequestError
from fairlab.report.audit_page import statements_about
from fairlab.report.decision_page import Provenance, decision_page
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.causal import IndividualAudit, TwinSettings
    from fairlab.compare.comparison import Comparison
    from fairlab.gate.policy import Policy
    from fairlab.report.pages import Page


@dataclass(frozen=True, eq=False)
class FileAudit:
    """The audit of a file.

    Parameters
    ----------
    asked : Asked
        Which column was taken as what.
    origin : Provenance
        How it was read.
    source : AuditSource or CountedSource
    comparison : Comparison
    groups : DataFrame
    page : Page
    people : sequence of IndividualAudit
        One per attribute that people were asked about one by one.
    how : TwinSettings, optional
        How they were.
    """

    asked: Asked
    origin: Provenance
    source: AuditSource | CountedSource
    comparison: "Comparison"
    groups: "pd.DataFrame"
    page: "Page"
    people: "Sequence[IndividualAudit]" = ()
    how: "TwinSettings | None" = None


def audit_file_session(
    path: str,
    record: bool = False,
    output: Path | None = None,
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
    output, csv_file : Path, optional
        Where the page and the statements are written.
    store : str, optional
        MLflow's.
    **options
        As typed, see ``DECISION_OPTIONS``.

    Returns
    -------
    int
        0; with limits 0 if all are kept, 1 if one is broken, 2 if one cannot be told.
    """
    about, read = about_table(path, options), table_files(path)
    path, options = about.path, about.options
    outputs = Outputs(usual_name(path), output, csv_file, record, store)
    outputs.refuse_unwritable(*read, options.get("attributes_file"), options.get("policy"))
    limits = AskedLimits.of(options)
    console = terminal()
    file, told = read_people(path, options, guess=not limits)
    asked = asked_or_guessed(quote(path), file.name, file.frame, options, bool(limits), console)
    found = audit_decisions(file, asked, (*about.told, *told), policy=limits.policy)
    again = (
        ""
        if path == STANDARD_INPUT
        else typed_again(f"{quote(program_name())} audit {quote(path)}", asked, options)
    )
    return put_out(found, limits, outputs, console, again)


def asked_or_guessed(
    shown: str,
    name: str,
    frame: "pd.DataFrame",
    options: dict[str, Any],
    limited: bool,
    console: Console,
) -> Asked:
    """Take what was typed, and guess what was not; with limits nothing is guessed.

    Parameters
    ----------
    shown, name : str
        As it may be typed again, and as it is called.
    frame : DataFrame
        With the columns of the table.
    options : dict
        As typed.
    limited : bool
        Whether there are limits.
    console : Console
        Is told what was guessed.

    Raises
    ------
    RequestError
        With limits, where something would have to be guessed.
    """
    said = asked_of(options)
    is_named = said.decision or (said.scores and not likely_decisions(said, frame))
    lacks = not (said.groups or said.memberships) or not is_named
    if limited and not lacks:
        return said
    asked = guessed(name, said, frame)
    typed = typed_readings(f"{quote(program_name())} audit {shown}", asked, frame, options)
    if limited:
        raise RequestError(
            "Where a limit is set nothing is guessed: it must not depend on what a column happens "
            f"to be called.\nName the columns, perhaps so: {typed[0]}"
            + (f"\nOr {CUT_INSTEAD}." if said.scores and asked.decision else "")
        )
    say_readings(console, typed, asked != said)
    if asked != said:
        say_no_groups(said, asked, frame, console)
    say_unread(said, asked, frame, console)
    return asked


def typed_readings(
    begun: str, asked: Asked, frame: "pd.DataFrame", options: dict[str, Any]
) -> list[str]:
    """Write the command for each way in which a table may be meant."""
    return [typed_again(begun, one, options) for one in readings(asked, frame)]


def typed_again(begun: str, asked: Asked, options: dict[str, Any]) -> str:
    """Write the command that reads a table as it was read."""
    return f"{begun} {as_typed(asked)}{reading_typed(options)}"


def say_readings(console: Console, typed: Sequence[str], is_guessed: bool) -> None:
    """Say how a table is read where that was guessed, or how it may be where that is not clear."""
    if is_guessed or len(typed) > 1:
        headings = ["Read as:"] if len(typed) == 1 else ["Either:", *["Or:"] * (len(typed) - 1)]
        for heading, command in zip(headings, typed, strict=True):
            say_headed(console, heading, command)


def say_no_groups(said: Asked, asked: Asked, frame: "pd.DataFrame", console: Console) -> None:
    """Name columns that are called as attributes are, and have one level or too many."""
    if not (said.groups or said.memberships) and (left := no_groups(asked, frame)):
        many = "one level, or too many to be groups; --groups names it all the same"
        say_headed(console, "No groups:", f"{', '.join(left)}   ({many})")


def read_people(
    path: str, options: dict[str, Any], guess: bool
) -> tuple[DecisionFile, tuple[str, ...]]:
    """Read the file, and the one of attributes beside it."""
    key = options.get("row_id")
    how = [
        options.get("separator"),
        options.get("decimal"),
        options.get("max_rows", MOST_ROWS),
        key,
        names_in(options.get("na_values")),
    ]
    file = read_decisions(path, *how)
    if guess and how[1] is None and path != STANDARD_INPUT and (sign := decimal_sign(file.frame)):
        options["decimal"] = how[1] = sign
        file = read_decisions(path, *how)
    beside = options.get("attributes_file")
    if beside is None:
        return file, ()
    people = read_decisions(beside, *how)
    frame, told = joined(file.name, file.frame, key, people.name, people.frame)
    about = f"Attributes are of the file {quoted(people.name)}, SHA-256 `{people.sha256}`."
    return replace(file, frame=frame), (about, *told)


def audit_decisions(
    file: DecisionFile,
    asked: Asked,
    told: Sequence[str] = (),
    of: str = "decisions",
    policy: "Policy | None" = None,
    first: str = "",
) -> FileAudit:
    """Audit a table of decisions.

    Parameters
    ----------
    file : DecisionFile
    asked : Asked
        Which column is what.
    told : sequence of str
        What else is to be said of where the rows come from.
    of : str
        What is audited, as the page's heading names it.
    policy : Policy, optional
        Whose margins hold.
    first : str
        What must be known before any figure is read.

    Raises
    ------
    DataError
        With everything that is wrong with the table.
    """
    found = decided(file.name, asked, file.frame)
    held = (policy.told,) if policy else ()
    read_as = (*found.read_as, *told, *held)
    origin = Provenance(file.name, file.sha256, read_as, found.notes, file.what)
    source = source_of_decisions(found, asked, f"{file.name}: audit of {of}", first)
    comparison = statements_about(source, policy.margins if policy else None)
    groups = audit_source(source)
    page = decision_page(source, origin, comparison, groups)
    return FileAudit(asked, origin, source, comparison, groups, page)
