"""Ask about people one by one, and show how far that is."""

import os
import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairlab.causal import IndividualAudit, TwinSettings
from fairlab.causal.steps import Watch
from fairlab.commands.next_steps import typed_without
from fairlab.commands.program_name import program_name
from fairlab.errors import RequestError
from fairlab.experiment.individual_audit import audit_people
from fairlab.experiment.inquiry import Inquiry
from fairlab.typed_names import names_as_typed

if TYPE_CHECKING:
    from fairlab.causal.assumptions import SpokenOf
    from fairlab.data import Dataset


def ask_people(
    inquiry: Inquiry, attributes: Sequence[str], how: TwinSettings, console: Console
) -> list[IndividualAudit]:
    """Ask about every attribute on all cores, with a bar that says what is being done."""
    with _progress(console) as watch:
        audits = audit_people(inquiry, attributes, how, watch, os.cpu_count() or 1)
        return [_with_command(audit, how) for audit in audits]


def _with_command(audit: IndividualAudit, how: TwinSettings) -> IndividualAudit:
    """Write the command that asks next, which keeps all that was typed of this one."""
    asked = audit.next_question
    if asked is None:
        return audit
    attribute = audit.graph.attribute
    changed = {"--attribute": attribute, asked.option: asked.value}
    changed |= dict.fromkeys(asked.without, "")
    if attribute in how.before:  # which was meant for others
        changed.setdefault("--before", names_as_typed(how.asking(attribute).before))
    new = [word for option, value in changed.items() if value for word in (option, value)]
    # Without the files of this answer, which the next one is not to replace.
    typed = typed_without(*changed, "--output", "--json", "--csv")
    command = shlex.join([program_name(), *typed, *new])
    return replace(audit, next_question=replace(asked, command=command))


def asked_attributes(
    data: "Dataset | SpokenOf", named: Sequence[str], how: TwinSettings
) -> list[str]:
    """Choose the attributes that people are asked about.

    Parameters
    ----------
    data : Dataset or SpokenOf
    named : sequence of str
        As typed; without any, the sensitive ones, of a given graph those that are in it.
    how : TwinSettings

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
def _progress(console: Console) -> Iterator[Watch]:
    bar = Progress(
        TextColumn("{task.description}", markup=False), BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn(), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_interactive,
    )  # fmt: skip
    task = bar.add_task("Asking what the model looks at", total=None)
    with bar:
        yield lambda what, done, of: bar.update(task, description=what, completed=done, total=of)
