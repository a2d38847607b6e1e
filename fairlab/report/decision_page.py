"""The audit of a table of decisions as one page: the answer, what was decided, then the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from fairlab import __version__
from fairlab.audit.impact_ratios import impact_ratios
from fairlab.audit.sources import AuditSource
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import changes_sentence
from fairlab.compare.comparison_table import CHANGE_COLUMNS, change_rows
from fairlab.data.messages import plain
from fairlab.report.audit_page import HOW, audit_answer, group_panels, statement_section
from fairlab.report.pages import Page, Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.impact_section import impact_section
from fairlab.report.sections.score_section import score_section

WITHOUT_LABELS = (
    "Nothing says what happened to these people, so that this page cannot say whether flags were "
    "right, whether bad events were caught as often in every group, or whether a score means the "
    "same in each. It says who is flagged and who is approved, and how unlike that is by group."
)

CHANGES = (
    "What the challenger changes, person by person: who is decided about alike by both cancels, so "
    "that a change is surer than a difference of two audits. Bands hold at 95 % for all changes at "
    "once."
)


@dataclass(frozen=True)
class Provenance:
    """Where decisions come from and how they were read.

    Parameters
    ----------
    file, sha256 : str
        The name of the file and the hash of its bytes.
    read_as, notes : sequence of str
        How columns were read; what is missing or odd.
    """

    file: str
    sha256: str
    read_as: Sequence[str]
    notes: Sequence[str]


def decision_page(
    source: AuditSource, origin: Provenance, comparison: Comparison, groups: pd.DataFrame
) -> Page:
    """Lay out the audit of a table of decisions.

    Parameters
    ----------
    source : AuditSource
    origin : Provenance
    comparison : Comparison
        What ``statements_about`` says.
    groups : DataFrame
        What ``audit_source`` returned.

    Returns
    -------
    Page
    """
    sections = [
        _origin_section(origin),
        impact_section(impact_ratios(source), groups),
        statement_section(comparison),
        *(_change_section(comparison, name) for name in source.challengers),
        *([score_section(source)] if source.score is not None else []),
        Section("Groups", panels=group_panels(groups), items=HOW),
    ]
    return Page(
        title=plain(source.title),
        about=source.about,
        figures=[
            (count(source.rows), "people"),
            *_happened(source),
            (percent(source.flagged / source.rows), "flagged"),
            (percent(1 - source.flagged / source.rows), "approved"),
        ],
        answer=decision_answer(source, comparison),
        sections=sections,
        footer=f"fairlab {__version__}",
    )


def decision_answer(source: AuditSource, comparison: Comparison) -> list[str]:
    """Say what was found, what challengers change, and what cannot be said without labels."""
    found = audit_answer(comparison, ())
    found += [changes_sentence(comparison, name) for name in source.challengers]
    return found if source.labelled.any() else [*found, WITHOUT_LABELS]


def _change_section(comparison: Comparison, challenger: str) -> Section:
    rows = [[plain(cell) for cell in cells] for cells in change_rows(comparison, challenger)]
    title = f"{plain(challenger)} against {plain(comparison.against)}"
    return Section(title, CHANGES, [Panel("", sheet=Sheet(CHANGE_COLUMNS, rows, texts=2))])


def _happened(source: AuditSource) -> list[tuple[str, str]]:
    known = int(source.labelled.sum())
    return [(percent(source.bad_events / known), "had the bad event")] if known else []


def _origin_section(origin: Provenance) -> Section:
    where = f"The file `{plain(origin.file)}`, SHA-256 `{origin.sha256}`."
    return Section("What was audited", items=[where, *origin.read_as, *origin.notes])
