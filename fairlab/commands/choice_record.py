"""A choice as a run of the record: what was asked, what came of it, and the tables."""

from dataclasses import asdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from fairlab.data.identity import DataIdentity
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from fairlab.commands.choose import Chosen, Wanted


def record_choice(found: "Chosen", wanted: "Wanted", started: datetime) -> str:
    """Write a choice to MLflow, beside the audits of the data.

    Parameters
    ----------
    found : Chosen
    wanted : Wanted
        What was asked.
    started : datetime

    Returns
    -------
    str
        Where it is, for a person.
    """
    from fairlab.record import AuditIdentity, Ledger, RunResult

    choice, first = found.choice, found.runs.iloc[0]
    ledger = Ledger(found.ledger.store, f"{found.ledger.dataset_name}/audit")
    counts = choice.strategies["verdict"].value_counts()
    figures = {f"choice/{name.replace(' ', '_')}": float(n) for name, n in counts.items()}
    own = choice.strategies[choice.strategies["strategy"] == choice.chosen]
    figures |= {f"choice/{choice.by}": value for value in own["price"]}
    asked = {name: str(value) for name, value in asdict(wanted).items() if value not in (None, ())}
    about = AuditIdentity(
        "choose",
        DataIdentity(found.ledger.dataset_name, first["fingerprint"]),
        {
            **asked,
            "chosen": choice.chosen or "none",
            "looked_at": ",".join(choice.strategies["strategy"]),
            "runs": ",".join(run_id[:8] for run_id in found.runs["run_id"]),
        },
        "\n\n".join(found.told),
    )
    result = RunResult(
        metrics=figures,
        started=started,
        ended=datetime.now(UTC),
        versions=library_versions(),
        tables={"strategies": choice.strategies, "statements": choice.statements},
    )
    ledger.write(about, result)
    return ledger.shown
