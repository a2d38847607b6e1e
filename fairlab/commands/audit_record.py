"""An audit of a recorded run as a run of the record: tables, figures and a page, under /audit."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.audit.sources import AuditSource
from fairlab.causal import IndividualAudit, TwinSettings
from fairlab.causal.told_sentences import told_tables
from fairlab.causal.twins.flows import flows
from fairlab.commands.recorded_run import FINGERPRINT, Recorded
from fairlab.compare.comparison import Comparison
from fairlab.data.identity import DataIdentity
from fairlab.data.table import slug
from fairlab.experiment.individual_audit import individual_metrics, individual_notes, rates_table
from fairlab.report.pages import Page
from fairlab.report.pages.drawing import standalone
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from fairlab.record import AuditIdentity, RunResult


def audit_run(
    found: Recorded,
    source: AuditSource,
    groups: pd.DataFrame,
    people: Sequence[IndividualAudit],
    how: TwinSettings,
    page: Page,
    html: str,
    tables: Mapping[str, pd.DataFrame],
    started: datetime,
) -> "tuple[AuditIdentity, RunResult]":
    """Describe an audit for the ledger: it is no run of a strategy.

    Parameters
    ----------
    found : Recorded
        The run that was audited.
    source : AuditSource
        Its decisions.
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit
        One per attribute; none where individuals were not asked about.
    how : TwinSettings
        How counterfactuals were made.
    page : Page
        With the figures.
    html : str
        The same as a file.
    tables : mapping of str to DataFrame
        What ``audit_tables`` laid out.
    started : datetime
    """
    from fairlab.record import AuditIdentity, RunResult

    rates = rates_table(people, how) if people else pd.DataFrame()
    about = AuditIdentity(
        "audit",
        DataIdentity(found.dataset, found.tags[FINGERPRINT]),
        audit_params(found, people, how),
        "\n\n".join(page.answer),
        found.seed,
    )
    return about, RunResult(
        metrics=fairness_metrics(groups) | individual_metrics(rates),
        notes=fairness_notes(groups) | individual_notes(rates),
        started=started,
        ended=datetime.now(UTC),
        versions=library_versions(),
        parts={"test": (source.rows, source.bad_events)},
        tables=tables,
        files={"page.html": html, **_figures(page)},
    )


def audit_params(
    found: Recorded, people: Sequence[IndividualAudit], how: TwinSettings
) -> dict[str, object]:
    """Name what was audited and, where individuals were asked about, how."""
    about: dict[str, object] = {"run": found.run_id, "audited": found.tags["fairlab.strategy"]}
    if not people:
        return about
    attributes = ", ".join(audit.graph.attribute for audit in people)
    return about | {"individual": attributes} | how.params()


def audit_tables(
    comparison: Comparison,
    groups: pd.DataFrame,
    people: Sequence[IndividualAudit],
    how: TwinSettings,
) -> Mapping[str, pd.DataFrame]:
    """Lay out the tables of an audit for MLflow.

    Parameters
    ----------
    comparison : Comparison
        What ``statements_about`` says.
    groups : DataFrame
        What ``audit_groups`` returned.
    people : sequence of IndividualAudit
    how : TwinSettings

    Returns
    -------
    dict of str to DataFrame
        ``statements`` and ``groups``; of blocks in time ``drift``; and ``individual_tables``.
    """
    tables = {"statements": comparison.gaps, "groups": groups}
    tables |= {"drift": comparison.drift} if len(comparison.drift) else {}
    return tables | individual_tables(people, how) if people else tables


def individual_tables(
    people: Sequence[IndividualAudit], how: TwinSettings
) -> dict[str, pd.DataFrame]:
    """Lay out what came of asking about people one by one.

    Returns
    -------
    dict of str to DataFrame
        ``individual`` (flip rates), ``edges``, ``flows``, ``told`` and ``assumed`` (of causes) and,
        where there is one, ``decomposition``.
    """
    edges = pd.concat({audit.graph.attribute: audit.graph.edges for audit in people})
    moves = pd.concat({audit.graph.attribute: flows(audit.people) for audit in people})
    why = [audit.decomposition.assign(attribute=audit.graph.attribute) for audit in people]
    parts = pd.concat(why, ignore_index=True)
    tables = {"decomposition": parts} if len(parts) else {}
    known = told_tables((audit.graph.attribute, audit.known) for audit in people)
    return tables | {
        **known,
        "individual": rates_table(people, how),
        "edges": edges.reset_index(level=0, names="attribute"),
        "flows": moves.reset_index(level=0, names="attribute"),
    }


def _figures(page: Page) -> dict[str, str]:
    shown = [p for section in page.sections for panel in section.panels for p in panel.pictures]
    return {
        f"figures/{place:02d}-{slug(picture.title)}.svg": standalone(picture.svg)
        for place, picture in enumerate(shown, 1)
    }
