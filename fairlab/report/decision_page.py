"""The audit of a table of decisions as one page: the answer, what was decided, then the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from fairlab import __version__
from fairlab.audit.sources import AuditSource
from fairlab.compare.comparison import Comparison
from fairlab.data.messages import plain
from fairlab.report.audit_page import HOW, audit_answer, group_panels, statement_section
from fairlab.report.pages import Page, Section
from fairlab.report.pages.numbers import count, percent

WITHOUT_LABELS = (
    "Nothing says what happened to these people, so that this page cannot say whether flags were "
    "right, whether bad events were caught as often in every group, or whether a score means the "
    "same in each. It says who is flagged and who is approved, and how unlike that is by group."
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
        statement_section(comparison),
        Section("Groups", panels=group_panels(groups), items=HOW),
    ]
    return Page(
        title=plain(source.title),
        about=source.about,
        figures=[
            (count(source.rows), "people"),
            *_happened(source),
            (percent(source.flagged / source.rows), "flagged"),
            (count(groups["attribute"].nunique()), "attributes"),
        ],
        answer=decision_answer(source, comparison),
        sections=sections,
        footer=f"fairlab {__version__}",
    )


def decision_answer(source: AuditSource, comparison: Comparison) -> list[str]:
    """Say what was found, and what cannot be said without labels."""
    found = audit_answer(comparison, ())
    return found if source.labelled.any() else [*found, WITHOUT_LABELS]


def _happened(source: AuditSource) -> list[tuple[str, str]]:
    known = int(source.labelled.sum())
    return [(percent(source.bad_events / known), "had the bad event")] if known else []


def _origin_section(origin: Provenance) -> Section:
    where = f"The file `{plain(origin.file)}`, SHA-256 `{origin.sha256}`."
    return Section("What was audited", items=[where, *origin.read_as, *origin.notes])
