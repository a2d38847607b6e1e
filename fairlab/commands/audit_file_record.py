"""The audit of a file as a run of the record: figures, tables and the page."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.commands.audit_file_people import people_tables
from fairlab.data.decisions.guessing import as_typed
from fairlab.data.identity import DataIdentity
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd

    from fairlab.audit.counted.counted_source import CountedSource
    from fairlab.audit.sources import AuditSource
    from fairlab.commands.audit_file import FileAudit
    from fairlab.compare.comparison import Comparison
    from fairlab.gate.policy import Policy
    from fairlab.record import RunResult


def record_file_audit(
    found: "FileAudit",
    name: str,
    html: str,
    store: str | None,
    started: datetime,
    policy: "Policy | None" = None,
) -> str:
    """Write the audit of a file to MLflow.

    Parameters
    ----------
    found : FileAudit
    name : str
        That the experiment bears.
    html : str
        The page.
    store : str, optional
        MLflow's tracking URI.
    started : datetime
    policy : Policy, optional
        That it was held against.

    Returns
    -------
    str
        Where it is, for a person.
    """
    from fairlab.record import AuditIdentity, Ledger, open_store

    ledger = Ledger(open_store(store), f"{name}/audit")
    asked = {"policy": policy.name, "policy_sha256": policy.sha256} if policy else {}
    about = AuditIdentity(
        "audit",
        DataIdentity(name, found.origin.sha256, sensitive=found.asked.groups),
        {
            "file": found.origin.file,
            "sha256": found.origin.sha256,
            "asked": as_typed(found.asked),
            **asked,
            **({} if found.how is None else found.how.params()),
        },
        "\n\n".join(found.page.answer),
    )
    audited = found.source, found.comparison, found.groups
    ledger.write(about, audit_result(*audited, html, started, people_tables(found)))
    return ledger.shown


def audit_result(
    source: "AuditSource | CountedSource",
    comparison: "Comparison",
    groups: "pd.DataFrame",
    html: str,
    started: datetime,
    people: "Mapping[str, pd.DataFrame] | None" = None,
) -> "RunResult":
    """Give the figures, the tables and the page of an audit as what is recorded.

    Parameters
    ----------
    source : AuditSource or CountedSource
    comparison : Comparison
    groups : DataFrame
    html : str
        The page.
    started : datetime
    people : mapping of str to DataFrame, optional
        Tables of who was asked about one by one.
    """
    from fairlab.record import RunResult

    levels = comparison.levels
    own = levels[levels["strategy"] == source.strategy]
    accuracy = {f"test/{row.metric}": row.estimate for row in own.itertuples()}
    return RunResult(
        metrics=accuracy | fairness_metrics(groups),
        notes=fairness_notes(groups),
        started=started,
        ended=datetime.now(UTC),
        versions=library_versions(),
        parts={"test": (source.rows, source.bad_events)},
        tables={"statements": comparison.statements, "groups": groups, **(people or {})},
        files={"page.html": html},
    )
