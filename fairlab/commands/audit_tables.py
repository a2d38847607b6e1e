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
    for sentence in page.answer:
        _write(console, f"- {sentence.replace('`', '')}")
    _show_comparison(comparison, console)
    notes = [note for *_, notes in group_sheets(source.words.of(groups)) for note in notes]
    for sentence in (*dict.fromkeys(notes), *source.cuts, ON_THE_PAGE):
        _write(console, f"- {sentence.replace('`', '')}")
    if people:
        show_people(worded_people(people, source.words), console)


def show_file_audit(found: "FileAudit", console: Console) -> None:
    """Print the audit of a file: the answer, its statements, and what is missing or odd.

    Parameters
    ----------
    found : FileAudit
        The rates of all groups and exact tests are on its page.
    console : Console
    """
    for sentence in (*found.page.answer, *found.origin.read_as, *found.origin.notes):
        _write(console, f"- {sentence.replace('`', '')}")
    if len(found.comparison.gaps):
        _show_comparison(found.comparison, console)
    if found.people:
        show_people(worded_people(found.people, found.source.words), console)


def _show_comparison(comparison: Comparison, console: Console) -> None:
    comparison = comparison.in_words
    for table in comparison_tables(comparison, alike=False, width=console.width):
        console.print(table)
    is_listed = comparison.strategies[1:] or comparison.gaps["answer"].ne(ALIKE).any()
    _write(console, legend(comparison) if is_listed else margins_sentence(comparison.margins))


def show_people(people: "Sequence[IndividualAudit]", console: Console) -> None:
    """Print what was found person by person, an attribute after the other."""
    # What speaks of causes is loaded where it was asked for, and not before.
    from fairlab.report.sections.individual_messages import meanings

    told = [audit.rates for audit in people if not audit.withheld]
    if told:
        _write(console, meanings(pd.concat(told)))
    for audit in people:
        _show_individual(audit, console)


def _show_individual(audit: "IndividualAudit", console: Console) -> None:
    from fairlab.report.sections.credibility_messages import credibility_sentence
    from fairlab.report.sections.decomposition_messages import gap_sentence
    from fairlab.report.sections.individual_messages import about_graph, explanation
    from fairlab.report.sections.individual_sheets import notes_on, rates_sheets

    tested = credibility_sentence(audit.credibility)
    rates = audit.rates.head(MOST_RATES)
    console.print(Text(plain(f"person by person: {audit.graph.attribute}"), "bold"))
    for group, sheet in () if audit.withheld else rates_sheets(rates):
        _print_sheet(group, sheet, console)
    left = (len(audit.rates) - len(rates)) * (not audit.withheld)
    more = [f"{left} more rates are on the page (--output) and in the record."] if left else []
    about = about_graph(audit.graph)
    more += [said] if (said := explanation(audit)) else []
    more += [gap_sentence(audit.decomposition)] if len(audit.decomposition) else []
    more += [] if audit.withheld else notes_on(audit.rates)
    for sentence in (*more, tested, about, *audit.notes):
        _write(console, f"- {sentence.replace('`', '')}")


def _print_sheet(title: str, sheet: Sheet, console: Console) -> None:
    table = headed_table(title, *sheet.headings, texts=sheet.texts)
    for row in sheet.rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)


def _write(console: Console, text: str) -> None:
    console.print(text, highlight=False, markup=False)
