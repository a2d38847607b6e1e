"""The command ``fairlab monitor``: new batches counted, and what is shown so far."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.commands.monitor_options import day_typed, settings_typed
from fairlab.commands.monitor_outputs import put_out
from fairlab.commands.terminal import say, terminal
from fairlab.commands.writable import refuse_unwritable, store_file
from fairlab.data.addresses import is_database
from fairlab.data.chunks.found_files import found_files
from fairlab.data.chunks.opening import opened
from fairlab.data.messages import plain, quoted
from fairlab.data.table import slug
from fairlab.errors import DataError, RequestError, nearest
from fairlab.monitor.batch_reading import Column, label_codes, read_batch
from fairlab.monitor.id_keys import id_keys
from fairlab.monitor.maturing import mature
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_file import changing, check_whole
from fairlab.monitor.taking_in import take_batch, take_labels
from fairlab.monitor.watched_state import State

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


def monitor_session(
    sources: Sequence[str],
    name: str,
    labels: Sequence[str],
    no_record: bool = False,
    state: Path | None = None,
    output: Path | None = None,
    store: str | None = None,
    **options: Any,
) -> int:
    """Count new batches and labels, and say what is shown so far.

    Parameters
    ----------
    sources : sequence of str
        Files, folders and globs.
    name : str
        Of the monitor.
    labels : sequence of str
        Files with labels that came later.
    no_record : bool
        Whether nothing is written to MLflow.
    state, output : Path, optional
        Where it is kept what was counted, and where the page goes.
    store : str, optional
        MLflow's.
    **options
        As typed.

    Returns
    -------
    int
        0 if all differences are within what does not matter, 1 if there is an alarm, 2 if it is too
        early to tell, 3 if labels lack.
    """
    if slug(name) != name:
        raise RequestError(
            f"--name {name!r}: use small letters, digits and _, as in {slug(name)!r}."
        )
    fed = [*_fed(sources, options)]
    path, page = state or usual_state(name, store), output or Path(f"monitor-{name}.html")
    refuse_unwritable(
        page, inputs=[*sources, *labels, path, None if no_record else store_file(store)]
    )
    today = (day_typed("--today", options.get("today")) or date.today()).toordinal()
    check_whole(path)
    for one in fed:
        say(_feed(path, one, options, today, len(fed) > 1))
    for file in labels:
        say(_feed_labels(path, file, options, today))
    say(_finish(path, options, today))
    return put_out(path, name, today, page, None if no_record else (store or ""), terminal())


def usual_state(name: str, store: str | None) -> Path:
    """Name the file in which a monitor keeps what it counted: beside the store."""
    from fairlab.record.place import database_file, private_folder, resolve

    uri = resolve(store)
    file = database_file(uri)
    folder = file.parent if file else private_folder(uri)
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"monitor-{name}.db"


def _fed(sources: Sequence[str], options: dict[str, Any]) -> Iterator[Fed]:
    query, data = options.get("query"), options.get("data")
    if query is not None:
        if data is None or not is_database(str(data)) or sources:
            raise RequestError(
                "--query selects from a database.\nName it, and no files: --data "
                "postgresql://user@host/name"
            )
        yield Fed(str(data), query)
    elif data is not None:
        raise RequestError("--data names a database here; name files without it.")
    if sources:
        yield from (Fed(str(file)) for file in found_files(sources)[0])


def _feed(
    path: Path, one: Fed, options: dict[str, Any], today: int, several: bool
) -> Sequence[str]:
    """Count one batch, in a change of its own."""
    if several and options.get("batch"):
        raise RequestError("--batch names one batch, and several files are fed.\nFeed it alone.")
    sha256 = one.sha256
    with changing(path) as db:
        state = State(db)
        name = options.get("batch") or Path(one.named).name
        if sha256 and state.has_seen(sha256) and not options.get("restart"):
            return [f"{plain(name)} was counted before, to the byte; it counts once."]
        with opened_table(one, options) as table:
            settings = settings_of(state, options, table.columns)
            known, day = state.known, _day(settings, options)
            version = "" if settings.version else options.get("model_version") or ""
            batch = read_batch(name, table, settings, known, day, version)
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


def _named_by_days(batch: Any) -> Any:
    from dataclasses import replace

    first, last = (
        date.fromordinal(int(day)) for day in (batch.rows.day.min(), batch.rows.day.max())
    )
    return replace(batch, name=f"{first} to {last}")


@contextmanager
def opened_table(one: Fed, options: dict[str, Any]) -> "Iterator[Chunks]":
    """Open what is fed, read as it is said."""
    reading = [options.get(name) for name in ("separator", "decimal", "max_rows")]
    with opened([one.named], one.query, *reading) as table:
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
        return stands
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


def _feed_labels(path: Path, file: str, options: dict[str, Any], today: int) -> Sequence[str]:
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
        with opened_table(Fed(file), options) as table:
            keys, label = _read_labels(Path(file).name, table, settings, known)
        state.keep(settings, known)
        taken = take_labels(
            state, settings, Path(file).name, keys, label, today, bool(options.get("correct"))
        )
    return taken.told or [f"{Path(file).name}: no label is new."]


def _read_labels(name: str, table: "Chunks", settings: MonitorSettings, known: Any) -> Any:
    asked = settings.asked
    for role, column in (("id", asked.person), ("label", asked.label)):
        if column not in table.columns:
            raise DataError(
                f"{plain(name)}: there is no column {quoted(column)} (--{role}). "
                f"{nearest(column, table.columns)}"
            )
    keys, label = [], Column()
    for piece in table.read([str(asked.person), str(asked.label)]):
        keys.append(id_keys(name, str(asked.person), piece[str(asked.person)]))
        label.add(piece[str(asked.label)])
    if not keys or not label.places:
        raise DataError(f"{plain(name)} has no rows; no label was taken.\nIs it complete?")
    cells = pd.Series(table.typed(list(label.places)))
    codes = label_codes(name, asked, cells, known)[label.codes]
    import numpy as np

    return np.concatenate(keys), codes


def _finish(path: Path, options: dict[str, Any], today: int) -> Sequence[str]:
    """Let cohorts enter whose labels are final, and say what is odd."""
    with changing(path) as db:
        state = State(db)
        settings, current = state.settings, state.current
        if settings is None or current is None:
            raise RequestError("Nothing was counted yet.\nName a batch: fairlab monitor FILE ...")
        settings_of(state, options)
        told = [*_restarted(state, options, "", today)]
        before = {one.number: len(state.entered(one.number)) for one in state.processes()}
        told += mature(state, settings, today)
        for number, count in before.items():
            if len(state.entered(number)) > count:
                state.look(number, today, f"labels final on {date.fromordinal(today)}")
    return told
