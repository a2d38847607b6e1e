"""What a person sees of an audit in the terminal: groups, flip rates, notes, the answer."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console
from rich.text import Text

from fairlab.audit.sources import AuditSource
from fairlab.commands.terminal import headed_table
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_legend import legend, margins_sentence
from fairlab.compare.comparison_table import comparison_tables
from fairlab.data.messages import plain
from fairlab.report.audit_page import worded_people
from fairlab.report.pages import Page, Sheet
from fairlab.report.sections.group_tables import group_sheets
from fairlab.stats.answers import ALIKE

if TYPE_CHECKING:
    from fairlab.causal import IndividualAudit
    from fairlab.commands.audit_file import FileAudit

ON_THE_PAGE = "Rates of each group, exact tests and noise floors are on the page: --output FILE."
MOST_RATES = 40  # rows of flip rates that are printed per attribute


def show_audit(
    source: AuditSource,
    page: Page,
    comparison: Comparison,
    groups: pd.DataFrame,
    people: "Sequence[IndividualAudit]",
    console: Console,
) -> None:
    """Print an audit.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    page : Page
        Whose answer is printed first.
    comparison : Comparison
        The statements that it rests on.
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit
    console : Console
    """
    people = worded_people(people, source.words)
    _show_answer(page, people, console)
    _show_comparison(comparison, console)
    notes = [note for *_, notes in group_sheets(source.words.of(groups)) for note in notes]
    for sentence in (*dict.fromkeys(notes), *source.cuts, ON_THE_PAGE):
        _write_sentence(console, sentence)
    if people:
        show_people(people, console)


def show_file_audit(found: "FileAudit", console: Console) -> None:
    """Print the audit of a file: the answer, its statements, and what is missing or odd.

    Parameters
    ----------
    found : FileAudit
        The rates of all groups and exact tests are on its page.
    console : Console
    """
    people = worded_people(found.people, found.source.words)
    _show_answer(found.page, people, console)
    for sentence in (*found.origin.read_as, *found.origin.notes):
        _write_sentence(console, sentence)
    if len(found.comparison.gaps):
        _show_comparison(found.comparison, console)
    if people:
        show_people(people, console)


def _show_answer(page: Page, people: "Sequence[IndividualAudit]", console: Console) -> None:
    """Print the answer; commands that ask more stand where a person has read to the end."""
    later = _next_steps(people)
    for sentence in page.answer:
        if sentence not in later:
            _write_sentence(console, sentence)


def _next_steps(people: "Sequence[IndividualAudit]") -> list[str]:
    if not people:  # what speaks of causes is loaded where it was asked for
        return []
    from fairlab.report.sections.individual_messages import next_step

    return [*filter(None, map(next_step, people))]


def _show_comparison(comparison: Comparison, console: Console) -> None:
    comparison = comparison.in_words
    for table in comparison_tables(comparison, alike=False, width=console.width):
        console.print(table)
    is_listed = comparison.strategies[1:] or comparison.gaps["answer"].ne(ALIKE).any()
    _write(console, legend(comparison) if is_listed else margins_sentence(comparison.margins))


def show_people(people: "Sequence[IndividualAudit]", console: Console) -> None:
    """Print what was found person by person, an attribute after the other."""
    # What speaks of causes is loaded where it was asked for, and not before.
    from fairlab.report.sections.individual_messages import meanings, next_step, verdict

    told = [audit.rates for audit in people if audit.tells_rates]
    if told:
        _write(console, meanings(pd.concat(told)))
    for audit in people:
        console.print(Text(plain(f"person by person: {audit.graph.attribute}"), "bold"))
        if len(people) > 1:
            _write_sentence(console, verdict(audit))
        _show_individual(audit, console)
        _write_step(console, next_step(audit))


def _show_individual(audit: "IndividualAudit", console: Console) -> None:
    from fairlab.report.sections.credibility_messages import credibility_sentence
    from fairlab.report.sections.decomposition_messages import gap_sentence
    from fairlab.report.sections.direction_messages import directions, directions_sheet
    from fairlab.report.sections.individual_messages import about_graph
    from fairlab.report.sections.individual_sheets import notes_on, rates_sheets

    more = []
    if audit.tells_rates:
        if by_pair := directions_sheet(directions(audit.people)):
            _print_sheet("against whom", by_pair, console)
        rates, left = audit.rates.head(MOST_RATES), len(audit.rates) - MOST_RATES
        for group, sheet in rates_sheets(rates):
            _print_sheet(group, sheet, console)
        if left > 0:
            more.append(f"{left} more rates are on the page (--output) and in the record.")
        if len(audit.decomposition):
            more.append(gap_sentence(audit.decomposition))
        more += notes_on(audit.rates)
    tested, about = credibility_sentence(audit.credibility), about_graph(audit.graph, audit.kept)
    for sentence in (*more, tested, about, *audit.notes):
        _write_sentence(console, sentence)


def _write_step(console: Console, step: str) -> None:
    """Print what to do next, and the command for it as a line that can be copied."""
    said, colon, command = step.partition(": `")
    if said:
        _write_sentence(console, f"{said}{colon.strip(' `')}")
    if command:
        console.print(f"  {command[:-1]}", highlight=False, markup=False, soft_wrap=True)


def _print_sheet(title: str, sheet: Sheet, console: Console) -> None:
    table = headed_table(title, *sheet.headings, texts=sheet.texts)
    for row in sheet.rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)


def _write(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False)


def _write_sentence(console: Console, sentence: str) -> None:
    _write(console, f"- {sentence.replace('`', '')}")
