"""Every look of a monitor as a run of MLflow: its figures at the step of the look."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from math import log, nan
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.data.identity import DataIdentity
from fairlab.data.messages import number_of
from fairlab.monitor.drift_index import drift_of_blocks
from fairlab.monitor.e_statements import EStatement, Evaluated
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.monitor_words import about, answered, summary
from fairlab.monitor.state_file import changing, reading
from fairlab.monitor.watched_state import State
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from fairlab.record import AuditIdentity, RunResult

MOST_STATEMENTS = 300  # MLflow takes 1,000 figures at once
Look = tuple[int, int, int, str, int, int]


def record_looks(
    path: Path,
    name: str,
    settings: MonitorSettings,
    found: Mapping[int, Evaluated],
    html: str,
    store: str | None,
) -> Iterator[str]:
    """Write the looks that have no run yet; one that was written by a killed process is found.

    Parameters
    ----------
    path : Path
        Of the state.
    name : str
    settings : MonitorSettings
    found : mapping of int to Evaluated
        By process.
    html : str
        The page, which the newest run gets.
    store : str, optional
        MLflow's.

    Yields
    ------
    str
        Where they are, for a person.
    """
    from fairlab.record import Ledger, open_store

    with reading(path) as db:
        looks: list[Look] = State(db).unrecorded()
    if not looks:
        return
    ledger = Ledger(open_store(store), f"{name}/audit", kind="audit")
    ledger.prepare()
    there = ledger.finished()
    for look in looks:
        about_look = _identity(name, settings, look, found[look[1]])
        page = {"page.html": html} if look is looks[-1] else {}
        run = there.get(about_look.key)
        run = run or ledger.write(about_look, _result(look, found[look[1]], page))
        with changing(path) as db:
            State(db).recorded(look[0], run)
    yield f"{number_of(len(looks), 'run')} in {ledger.shown}"


def _identity(
    name: str, settings: MonitorSettings, look: Look, found: Evaluated
) -> "AuditIdentity":
    from fairlab.record import AuditIdentity

    number, process, day, batch, decided, _ = look
    counts = found.decided[decided - 1].counts if decided else {}
    params = {
        "batch": batch,
        "process": process,
        "look": number,
        "day": str(date.fromordinal(day)),
        "delta": settings.delta,
        "alpha": settings.alpha,
        "maturity": settings.maturity,
    }
    return AuditIdentity(
        "monitor",
        DataIdentity(
            name, sha256(str(counts).encode()).hexdigest(), sensitive=settings.asked.groups
        ),
        params,
        _note(found, look),
        seed=number,
    )


def _note(found: Evaluated, look: Look) -> str:
    whole = look[4] == len(found.decided) and look[5] == len(found.labelled)
    if not whole:
        return "A look before the newest one."
    alarms = [
        f"{about(one)}: {answered(one, found)}."
        for one in found.statements
        if one.alarmed is not None
    ]
    return "\n\n".join([summary(found), *alarms])


def _result(look: Look, found: Evaluated, page: Mapping[str, str]) -> "RunResult":
    from fairlab.record import RunResult

    number, _, _, _, decided, labelled = look
    now = datetime.now(UTC)
    shown = [
        (one, _figures(one, labelled if found.blocks(one.measure) is found.labelled else decided))
        for one in found.statements[:MOST_STATEMENTS]
    ]
    rows = [{"row": f"{one.attribute} {one.measure}", **figures} for one, figures in shown]
    return RunResult(
        metrics={},
        started=now,
        ended=datetime.now(UTC),
        steps={
            name: [nan] * (number - 1) + [value] for name, value in _named(shown, found, decided)
        },
        versions=library_versions(),
        parts={"batch": _people(found, decided)},
        tables={"statements": pd.DataFrame(rows)},
        files=page,
    )


def _named(
    shown: list[tuple[EStatement, dict[str, float]]], found: Evaluated, decided: int
) -> Iterator[tuple[str, float]]:
    """Name the figures of a look as MLflow keeps them."""
    for one in drift_of_blocks(found.decided[:decided]):
        if one.block == decided - 1:
            yield f"drift/{metric_word(one.of)}", one.index
    for statement, figures in shown:
        of = f"monitor.{metric_word(statement.attribute)}/{statement.measure}"
        yield from ((f"{of}_{what}", value) for what, value in figures.items())


def _figures(one: EStatement, blocks: int) -> dict[str, float]:
    if not blocks or blocks > len(one.log_e):
        return {"log10_e": nan, "gap": nan, "most": nan}
    at = blocks - 1
    most = max(abs(one.low[at]), abs(one.high[at]))
    return {
        "log10_e": float(one.log_e[at] / log(10)),
        "gap": float(one.gap[at]),
        "most": float(most),
    }


def _people(found: Evaluated, decided: int) -> tuple[int, int]:
    if not decided:
        return 1, 0
    groups: Mapping[str, list[int]] = next(
        iter(found.decided[decided - 1].counts["groups"].values()), {}
    )
    return max(sum(map(sum, groups.values())), 1), 0
