"""The audit of a file as JSON and as a table of statements, for programs."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.system.atomic_write import atomic_write

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit
    from fairlab.gate.verdicts import Finding


def write_csv(path: Path, found: "FileAudit") -> None:
    """Write every statement, a row each, with its counts, its band and its answer.

    Parameters
    ----------
    path : Path
    found : FileAudit
    """
    with atomic_write(path) as part:
        found.comparison.statements.to_csv(part, index=False)


def write_json(path: Path, found: "FileAudit", limits: Sequence["Finding"]) -> None:
    """Write all that was found.

    Parameters
    ----------
    path : Path
    found : FileAudit
    limits : sequence of Finding
        What came of the limits, where there are some.
    """
    origin, source = found.origin, found.source
    told = {
        "file": origin.file,
        "sha256": origin.sha256,
        "rows": source.rows,
        "labelled": source.known,
        "bad_events": source.bad_events,
        "flagged": source.flagged,
        "columns": dict(_listed(found)),
        "read_as": list(origin.read_as),
        "notes": list(origin.notes),
        "answer": list(found.page.answer),
        "statements": _records(found.comparison.statements),
        "groups": _records(found.groups),
        "limits": [{"verdict": one.verdict, "sentence": one.sentence} for one in limits],
    }
    with atomic_write(path) as part:
        part.write_text(json.dumps(told, indent=1, ensure_ascii=False, allow_nan=False) + "\n")


def _listed(found: "FileAudit") -> dict[str, list[str]]:
    made: dict[str, list[str]] = {}
    for role, column in found.asked.columns():
        made.setdefault(role, []).append(column)
    return made


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Take the rows; what is no number JSON knows as null."""
    finite = table.replace([float("inf"), float("-inf")], float("nan"))
    told: list[dict[str, Any]] = json.loads(finite.to_json(orient="records"))
    return told
