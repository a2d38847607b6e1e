"""Batches and labels fed to a monitor, each in a change of its own."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.commands.monitor_options import day_typed, settings_typed
from fairlab.data.chunks.opening import opened
from fairlab.data.messages import plain
from fairlab.errors import RequestError
from fairlab.monitor.batch_reading import Batch, read_batch
from fairlab.monitor.label_reading import read_labels
from fairlab.monitor.later_labels import take_labels
from fairlab.monitor.maturing import mature
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_file import changing
from fairlab.monitor.taking_in import take_batch
from fairlab.monitor.watched_state import State
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.data.chunks import Chunks


@dataclass(frozen=True)
class Fed:
    """One table that is fed: a file, or a query."""

    named: str
    query: str | None = None

    @property
    def sha256(self) -> str:
        """The hash of the bytes of a file; empty of a query."""
        if self.query is not None:
            return ""
        with Path(self.named).open("rb") as file:
            return file_digest(file, "sha256").hexdigest()


def feed_batch(
    path: Path, one: Fed, options: dict[str, Any], today: int, several: bool
) -> Sequence[str]:
    """Count one batch, and say what came of it."""
    if several and options.get("batch"):
        raise RequestError("--batch names one batch, and several files are fed.\nFeed it alone.")
    sha256 = one.sha256
    with changing(path) as db:
        state = State(db)
        name = options.get("batch") or Path(one.named).name
        asks_more = options.get("restart") or options.get("correct")
        if sha256 and state.has_seen(sha256) and not asks_more:
            return [f"{plain(name)} was counted before, to the byte; it counts once."]
        with opened_table(one, options, state) as table:
            settings = settings_of(state, options, table.columns)
            known, day = state.known, _day(settings, options)
            version = "" if settings.version else options.get("model_version") or ""
            form = options.get("date_format")
            batch = read_batch(name, table, settings, known, day, version, form)
            if one.query is not None and not options.get("batch"):
                batch = _named_by_days(batch)
        state.keep(settings, known)
        told = _restarted(state, options, batch.version, today)
        taken = take_batch(state, settings, batch, today, bool(options.get("correct")))
        if sha256:
            state.see(sha256, batch.name)
        if taken.counted and state.current:
            state.look(state.batches()[-1].process, today, batch.name)
    return [*told, *taken.told]


def _named_by_days(batch: Batch) -> Batch:
    first, last = (
        date.fromordinal(int(day)) for day in (batch.rows.day.min(), batch.rows.day.max())
    )
    return replace(batch, name=f"{first} to {last}")


@contextmanager
def opened_table(one: Fed, options: dict[str, Any], state: State) -> "Iterator[Chunks]":
    """Open what is fed, read as it is said; what stands for missing was said with the first."""
    reading = [options.get(name) for name in ("separator", "decimal", "max_rows")]
    stands = state.settings
    na_values = stands.na_values if stands else names_in(options.get("na_values"))
    with opened([one.named], one.query, *reading, na_values=na_values) as table:
        yield table


def settings_of(
    state: State, options: dict[str, Any], columns: Sequence[str] = ()
) -> MonitorSettings:
    """Give the settings that a monitor has, or those typed with its first batch."""
    stands = state.settings
    typed, given = settings_typed(
        options, [stands.version] if stands and stands.version else columns
    )
    if stands:
        stands.refuse_other(typed, given)
        return stands.called(typed.asked.words)
    typed.refuse_unclear()
    return typed


def _day(settings: MonitorSettings, options: dict[str, Any]) -> date | None:
    day = day_typed("--date", options.get("day"))
    if (day is None) == (settings.asked.time is None):
        raise RequestError(
            "When was it decided? Name the column of dates, --time COLUMN, or say it of all rows: "
            "--date 2026-03-31\nOne of the two is needed, and not both."
        )
    return day


def _restarted(state: State, options: dict[str, Any], version: str, today: int) -> Sequence[str]:
    """Begin a new process where a person says so, once per command."""
    reason, current = options.pop("restart", None), state.current
    if not reason or current is None:
        return []
    made = state.begin(today, plain(reason), version or current.version, current)
    return [f"Process {made.number} begins: {plain(reason)}."]


def feed_labels(path: Path, file: str, options: dict[str, Any], today: int) -> Sequence[str]:
    """Put the labels of a file beside the decisions that they are of, and say what came of it."""
    with changing(path) as db:
        state = State(db)
        settings = state.settings
        if settings is None:
            raise RequestError(
                "--labels are of decisions that were counted, and none were.\nFeed a batch first."
            )
        stands = settings_of(state, options).asked
        if not (stands.label and stands.person):
            raise RequestError(
                "Labels that come later are joined by an id, which this monitor does not know.\n"
                "Begin one with --id and --label, or feed the batch again with its labels."
            )
        known = state.known
        with opened_table(Fed(file), options, state) as table:
            keys, label = read_labels(Path(file).name, table, settings.asked, known)
        state.keep(settings, known)
        taken = take_labels(
            state, settings, Path(file).name, keys, label, today, bool(options.get("correct"))
        )
    return taken.told or [f"{Path(file).name}: no label is new."]


def finish(path: Path, options: dict[str, Any], today: int) -> Sequence[str]:
    """Let cohorts enter whose labels are final, and say what is odd."""
    with changing(path) as db:
        state = State(db)
        settings, current = state.settings, state.current
        if settings is None or current is None:
            raise RequestError("Nothing was counted yet.\nName a batch: fairlab monitor FILE ...")
        settings = settings_of(state, options)
        state.keep(settings, state.known)
        told = [*_restarted(state, options, "", today)]
        before = {one.number: len(state.entered(one.number)) for one in state.processes()}
        told += mature(state, settings, today)
        for number, count in before.items():
            if len(state.entered(number)) > count:
                state.look(number, today, f"labels final on {date.fromordinal(today)}")
    return told
