"""The audit of a recorded run as one page: groups first, then person by person."""

from collections.abc import Sequence

import pandas as pd

from fairlab import __version__
from fairlab.audit.metric_types import STUDY
from fairlab.audit.registry import group_metrics
from fairlab.audit.sources import AuditSource
from fairlab.causal import IndividualAudit
from fairlab.data.messages import plain, quoted
from fairlab.report.pages import Page, Panel, Section
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.group_tables import group_sheets
from fairlab.report.sections.individual_messages import verdict
from fairlab.report.sections.individual_section import individual_section

REAL = 0.05
HOW = (
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
    groups: pd.DataFrame,
    people: Sequence[IndividualAudit],
) -> Page:
    """Lay out an audit.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit
        One per attribute; none where individuals were not asked about.

    Returns
    -------
    Page
        For ``fairlab.report.pages.render``.
    """
    sections = [Section("Groups", panels=_group_panels(groups), items=HOW)]
    return Page(
        title=plain(source.title),
        about=" ".join([source.about, _deciding(source.decision_columns), *source.cuts]),
        figures=[
            (count(source.rows), "people"),
            (percent(source.bad_events / source.rows), "had the bad event"),
            (percent(source.flagged / source.rows), "flagged"),
            (count(groups["attribute"].nunique()), "attributes audited by group"),
            (count(len(people)), "attributes asked person by person"),
        ],
        answer=audit_answer(groups, people),
        sections=[*sections, *map(individual_section, people)],
        footer=f"fairlab {__version__}",
    )


def _deciding(columns: Sequence[str]) -> str:
    if not columns:
        return "The decision needs the score alone."
    return f"The decision needs the score and {', '.join(map(quoted, columns))}."


def audit_answer(groups: pd.DataFrame, people: Sequence[IndividualAudit]) -> list[str]:
    """Say what was found: between groups, and for each attribute person by person.

    Parameters
    ----------
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit

    Returns
    -------
    list of str
    """
    return [_between_groups(groups), *map(verdict, people)]


def _between_groups(groups: pd.DataFrame) -> str:
    studied = [metric.name for metric in group_metrics() if metric.family == STUDY]
    compared = groups[groups["measure"].isin(studied) & groups["p_holm"].notna()]
    real = compared[compared["p_holm"] < REAL]
    if compared.empty:
        return (
            "Between groups precision and recall cannot be compared: no attribute has two groups "
            "in which they are defined; the notes say why."
        )
    if real.empty:
        return (
            f"Between groups none of {len(compared)} comparisons of precision and recall can be "
            "told from chance (p < 0.05 after Holm's correction)."
        )
    named = ", ".join(
        f"{quoted(row['attribute'])} {row['measure'].replace('_', ' ')} {row['value']:.2f}"
        for row in real.to_dict("records")
    )
    return (
        f"Between groups {len(real)} of {len(compared)} comparisons of precision and recall are "
        f"more than chance (p < 0.05 after Holm's correction): {named}."
    )


def _group_panels(groups: pd.DataFrame) -> list[Panel]:
    return [
        panel
        for attribute, rates, measures, notes in group_sheets(groups)
        for panel in (
            Panel(quoted(attribute), "; ".join(notes), sheet=rates),
            Panel(sheet=measures),
        )
    ]
