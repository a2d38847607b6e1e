"""The audit of a recorded run as one page: person by person where that was asked, then groups."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import pandas as pd

from fairlab import __version__
from fairlab.audit.margins import Margins
from fairlab.audit.sources import AuditSource
from fairlab.compare.audit_sentences import audit_sentences, whose_sentence
from fairlab.compare.comparison import Comparison, compare_people
from fairlab.compare.comparison_legend import page_legend
from fairlab.compare.comparison_table import GAP_COLUMNS, gap_rows
from fairlab.compare.drift_words import drift_sentences
from fairlab.data.messages import plain
from fairlab.data.words import Words
from fairlab.report.pages import Page, Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.drift_section import drift_section
from fairlab.report.sections.group_tables import group_sheets

if TYPE_CHECKING:
    from fairlab.causal import IndividualAudit

HOW = (
    "These tables describe the groups; what is claimed of them is what the statements say.",
    "Parity is |a - b| / max(a, b) of the two groups that lie furthest apart: 0 is fair. Equal "
    "groups of these sizes stay within the noise floor (`floor`) in 95 of 100 cases.",
    "p is of an exact test that the groups are equal; Holm's correction is over precision and "
    "recall of all attributes, over who is flagged or approved, and over the other rates apart. "
    "Intervals are at 95 %.",
    "Each measure says which outcome it is about. Who is not flagged is approved, the favourable "
    "outcome. The adverse impact ratio is the lowest approval rate over the highest, and the flag "
    "rate ratio is of flags: of both 1 is equal, and noise lies between the floor and 1.",
)


def audit_page(
    source: AuditSource,
    comparison: Comparison,
    groups: pd.DataFrame,
    people: "Sequence[IndividualAudit]",
) -> Page:
    """Lay out an audit.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    comparison : Comparison
        What ``statements_about`` says of it.
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit
        One per attribute; none where individuals were not asked about.

    Returns
    -------
    Page
        For ``fairlab.report.pages.render``.
    """
    comparison, groups = comparison.in_words, source.words.of(groups)
    people = worded_people(people, source.words)
    sections = [
        *individual_sections(people, comparison.folds),
        statement_section(comparison),
        drift_section(comparison),
        Section("Groups", panels=group_panels(groups), items=HOW),
    ]
    return Page(
        title=plain(source.title),
        about=" ".join([source.about, _deciding(source), *source.cuts]),
        figures=[
            (count(source.rows), comparison.judged.unit),
            (percent(source.bad_events / source.rows), "had the bad event"),
            (percent(source.flagged / source.rows), "flagged"),
            (count(groups["attribute"].nunique()), "attributes audited by group"),
            (count(len(people)), "attributes asked person by person"),
        ],
        answer=[*people_answer(people), *audit_answer(comparison)],
        sections=[*filter(None, sections)],
        footer=f"fairlab {__version__}",
    )


def _deciding(source: AuditSource) -> str:
    features = ["the features"] if source.decision_reads_features else []
    *first, last = ["the score", *features, *map(source.words.told, source.decision_columns)]
    if not first:
        return f"The decision needs {last} alone."
    return f"The decision needs {', '.join(first)} and {last}."


def statements_about(source: AuditSource, margins: Margins | None = None) -> Comparison:
    """Say what separates the groups, as a comparison says it of a strategy.

    Parameters
    ----------
    source : AuditSource
        What is audited.
    margins : Margins, optional
        Differences that do not matter.

    Returns
    -------
    Comparison
        Of one strategy with one seed; its ``gaps`` are the statements.
    """
    return compare_people(
        source.judged,
        source.strategy,
        margins,
        dataset=source.title,
        pairing=source.pairing,
    )


def audit_answer(comparison: Comparison) -> list[str]:
    """Say what was found between groups."""
    comparison = comparison.in_words
    between = [whose_sentence(comparison), *audit_sentences(comparison)]
    return [*between, *drift_sentences(comparison)]


def people_answer(people: "Sequence[IndividualAudit]") -> list[str]:
    """Say what was found person by person; what is learned of causes is loaded where it was."""
    if not people:
        return []
    from fairlab.report.sections.people_overview import people_sentences

    return people_sentences(people)


def worded_people(people: "Sequence[IndividualAudit]", words: Words) -> "Sequence[IndividualAudit]":
    """Call columns by their words; what speaks of causes is loaded where it was asked for."""
    if not people:
        return people
    from fairlab.causal.worded_audit import worded_audit

    return [worded_audit(one, words) for one in people]


def individual_sections(people: "Sequence[IndividualAudit]", folds: int = 1) -> Iterator[Section]:
    """Show each attribute that people were asked about; what shows it is loaded where it was."""
    if people:
        from fairlab.report.sections.individual_section import individual_section
        from fairlab.report.sections.people_overview import overview_section

        alone = len(people) == 1
        yield from () if alone else [overview_section(people)]
        yield from (individual_section(audit, folds, alone) for audit in people)


def statement_section(comparison: Comparison) -> Section:
    """Show what separates the groups, a row per statement."""
    panels = panels_by_whom(GAP_COLUMNS, gap_rows(comparison))
    return Section("What separates the groups", panels=panels, items=page_legend(comparison))


def panels_by_whom(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[Panel]:
    """Give a small table to each of whom statements are; a phone is too narrow for their names."""
    of: dict[str, list[list[str]]] = {}
    for whom, *cells in rows:
        of.setdefault(whom, []).append([plain(cell) for cell in cells])
    return [Panel(whom, sheet=Sheet(columns[1:], own)) for whom, own in of.items()]


def group_panels(groups: pd.DataFrame) -> list[Panel]:
    """Show the rates and measures of each attribute."""
    return [
        panel
        for attribute, rates, measures, notes in group_sheets(groups)
        for panel in (
            Panel(plain(attribute), "; ".join(notes), sheet=rates),
            Panel(sheet=measures),
        )
    ]
