"""A clone test as a run of the record: what was asked, what came out, tables and a figure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.clones import CloneTest, range_figure
from fairlab.data.identity import DataIdentity
from fairlab.data.table import slug
from fairlab.record.laying_out import parquet_bytes

if TYPE_CHECKING:
    from fairlab.record import AuditIdentity, RunResult


def clone_run(
    test: CloneTest,
    tables: Mapping[str, pd.DataFrame],
    seed: int,
    started: datetime,
    sentence: str,
    along: str | None,
) -> "tuple[AuditIdentity, RunResult]":
    """Describe a clone test for the ledger, as an audit: it is no run of a strategy.

    Parameters
    ----------
    test : CloneTest
    tables : mapping of str to DataFrame
        What is shown of it; ``ranges`` is also drawn.
    seed : int
        Of the clones.
    started : datetime
    sentence : str
        The verdict.
    along : str, optional
        The number that ``ranges`` is about.

    Returns
    -------
    AuditIdentity
    RunResult
    """
    from fairlab.record import AuditIdentity, RunResult
    from fairlab.versions import library_versions

    asked = clones_with_decisions(test)
    fingerprint = sha256(pd.util.hash_pandas_object(asked).to_numpy().tobytes()).hexdigest()
    data = DataIdentity(slug(test.schema.name), fingerprint)
    files: dict[str, str | bytes] = {"clones.parquet": parquet_bytes(asked)}
    if along:
        files["figures/approval.svg"] = _figure(tables["ranges"], along, test.schema.name)
    about = AuditIdentity("clones", data, _params(test), sentence, seed)
    return about, RunResult(
        metrics=_metrics(test),
        notes={"clones/p_holm": "no flip, so there is no direction to test"},
        started=started,
        ended=datetime.now(UTC),
        versions=library_versions(),
        parts={"clones": (len(asked), int((~test.approved).to_numpy().sum()))},
        tables=tables,
        files=files,
    )


def clones_with_decisions(test: CloneTest) -> pd.DataFrame:
    """Return every clone with what was decided about it.

    Returns
    -------
    DataFrame of shape (profiles * levels, columns + 2)
        ``profile`` (from 0) and ``approved`` beside the columns of the schema; where one of these
        has such a name, ``clone_profile`` and ``clone_approved``.
    """
    frame = test.clones.frame.copy()
    profile, approved = (_unused(name, frame) for name in ("profile", "approved"))
    frame.insert(0, profile, frame.index // len(test.clones.labels))
    return frame.assign(**{approved: test.approved.to_numpy().ravel()})


def _unused(name: str, frame: pd.DataFrame) -> str:
    while name in frame:
        name = f"clone_{name}"
    return name


def _params(test: CloneTest) -> dict[str, Any]:
    return {
        "model": test.model.name,
        "approves": test.model.approves or _approving(test),
        "attributes": ", ".join(test.clones.combinations),
        "levels": "; ".join(test.clones.labels),
        "profiles": test.clones.profiles,
        "follow": ", ".join(test.clones.follow) or "nothing",
    }


def _approving(test: CloneTest) -> str:
    labels = test.model.labels
    return "1" if labels is None else f"not {labels[1]}"


def _metrics(test: CloneTest) -> dict[str, float]:
    rates = {f"flip_{name}": value for name, value in test.any_flip.items() if name != "profiles"}
    approved = {f"approved.{label}": share for label, share in test.approved.mean().items()}
    found = {**rates, "p_holm": test.pairs["p_holm"].min(), **approved}
    return {f"clones/{metric_word(name)}": float(value) for name, value in found.items()}


def _figure(ranges: pd.DataFrame, along: str, title: str) -> bytes:
    with TemporaryDirectory() as scratch:
        path = Path(scratch, "approval.svg")
        range_figure(ranges, path, along, title)
        return path.read_bytes()
