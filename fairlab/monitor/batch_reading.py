"""A batch read from a table that comes in pieces: what was decided about whom, and when."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa

from fairlab.data.chunks import Chunks
from fairlab.data.chunks.survey import coded
from fairlab.data.columns import typed
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import HALF
from fairlab.data.decisions.faults import refuse_faults
from fairlab.data.decisions.two_values import approving, bad_event
from fairlab.data.messages import plain, quoted, rows, shown
from fairlab.errors import DataError, nearest
from fairlab.monitor.batch_rows import UNKNOWN, BatchRows
from fairlab.monitor.id_keys import id_keys
from fairlab.monitor.known_values import KnownValues
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.written_days import as_days, days_of

MOST_ROWS = 20_000_000


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch as it was read.

    Parameters
    ----------
    name : str
    rows : BatchRows
    label : ndarray of int8, shape (rows,)
        1 for the bad event, 0 for none, -1 where it is not known.
    version : str
        Of the model that decided; empty where nothing says so.
    """

    name: str
    rows: BatchRows
    label: np.ndarray
    version: str = ""


class Column:
    """The cells of one column, piece by piece: codes of rows, and distinct values."""

    def __init__(self) -> None:
        self.places: dict[object, int] = {}
        self._codes: list[np.ndarray] = []

    def add(self, cells: pa.Array) -> None:
        """Take in a piece."""
        codes, values = coded(cells)
        there = np.bincount(codes, minlength=len(values)) > 0
        place = np.zeros(len(values), np.int32)
        for at in np.flatnonzero(there).tolist():
            place[at] = self.places.setdefault(values[at], len(self.places))
        self._codes.append(place[codes])

    @property
    def codes(self) -> np.ndarray:
        """The place of the value of each row."""
        return np.concatenate(self._codes) if self._codes else np.zeros(0, np.int32)


def read_batch(
    name: str,
    table: Chunks,
    settings: MonitorSettings,
    known: KnownValues,
    day: date | None = None,
    version: str = "",
    watch: Callable[[int], None] = lambda rows: None,
) -> Batch:
    """Read a batch.

    Parameters
    ----------
    name : str
        That the batch bears.
    table : Chunks
    settings : MonitorSettings
    known : KnownValues
        Of earlier batches; what is new is put in.
    day : date, optional
        Of all decisions, where no column says so.
    version : str
        Of the model, where no column says so.
    watch : callable
        Is told how many rows each piece had.

    Returns
    -------
    Batch

    Raises
    ------
    DataError
        It is empty, lacks a column, or holds what cannot be read as in earlier batches.
    """
    asked = settings.asked
    _refuse_absent(name, table, settings)
    columns = {one: Column() for one in _wanted(table, settings)}
    score, keys, days = _Numbers(), _Numbers(), _Numbers()
    numbers = list(asked.scores)
    others = [one for one in (asked.person, asked.time) if one]
    for piece in table.read([*columns, *others, *numbers], numbers):
        for one, column in columns.items():
            column.add(piece[one])
        for one in numbers:
            score.add(piece[one].to_numpy(zero_copy_only=False).astype(np.float32))
        if asked.person:
            keys.add(id_keys(name, asked.person, piece[asked.person]))
        if asked.time:
            days.add(days_of(name, asked.time, piece[asked.time]))
        watch(len(piece))
        score.refuse_many(name, len(piece))
    found = {one: table.typed(list(column.places)) for one, column in columns.items()}
    size = score.rows
    if not size:
        raise DataError(f"{plain(name)} has no rows; nothing was counted.\nIs it complete?")
    _refuse_odd_score(name, asked, score.joined if numbers else None)
    frame, counts = _distinct(found, columns, asked, score.joined if numbers else None)
    if not known.groups:
        looked_at = replace(asked, person=None, time=None, label=_label_there(asked, frame))
        refuse_faults(
            name,
            looked_at,
            frame.drop(columns=_beside(settings, looked_at), errors="ignore"),
            counts,
        )
        known.learn(asked, frame, counts, score.joined if numbers else None)
    return Batch(
        name,
        BatchRows(
            days.joined if asked.time else np.full(size, as_days(day), np.int32),
            _flagged(name, asked, found, columns, known, score.joined if numbers else None),
            {one: known.places(one, found[one], name)[columns[one].codes] for one in asked.groups},
            score.joined if numbers else None,
            keys.joined if asked.person else None,
        ),
        _labels(name, asked, found, columns, known, size),
        _version(name, settings, found) or version,
    )


class _Numbers:
    """Numbers of rows, piece by piece."""

    def __init__(self) -> None:
        self._parts: list[np.ndarray] = []
        self.rows = 0

    def add(self, part: np.ndarray) -> None:
        self._parts.append(part)

    def refuse_many(self, name: str, more: int) -> None:
        self.rows += more
        if self.rows > MOST_ROWS:
            raise DataError(
                f"{plain(name)} has more than {MOST_ROWS:,} rows, which one batch may not have.\n"
                "Feed it in parts, for example week by week."
            )

    @property
    def joined(self) -> np.ndarray:
        return np.concatenate(self._parts)


def _wanted(table: Chunks, settings: MonitorSettings) -> Iterator[str]:
    asked = settings.asked
    yield from asked.groups
    yield from (one for one in (asked.decision, settings.version) if one)
    if asked.label in table.columns:
        yield str(asked.label)


def _refuse_absent(name: str, table: Chunks, settings: MonitorSettings) -> None:
    """Refuse a table without a column; labels alone may come later, in a table of their own."""
    asked = settings.asked
    named = [(role, one) for role, one in asked.columns() if role != "label"]
    named += [("model-version", settings.version)] if settings.version else []
    lacking = [(role, one) for role, one in named if one not in table.columns]
    if lacking:
        lines = [
            f"{plain(name)}: there is no column {quoted(one)} (--{role}). "
            f"{nearest(one, table.columns)}"
            for role, one in lacking[:3]
        ]
        raise DataError("\n".join(lines))


def _refuse_odd_score(name: str, asked: Asked, score: np.ndarray | None) -> None:
    odd = 0 if score is None else int((~np.isfinite(score)).sum())
    if odd:
        raise DataError(
            f"{plain(name)}: the score {quoted(asked.scores[0])} is missing or infinite in "
            f"{rows(odd)}.\nLeave these rows out, or give them a score."
        )


def _beside(settings: MonitorSettings, asked: Asked) -> list[str]:
    """Name the columns that are none of the audit's."""
    label = settings.asked.label if asked.label is None else None
    return [one for one in (settings.version, label) if one]


def _label_there(asked: Asked, frame: pd.DataFrame) -> str | None:
    """Give the label where the batch has some already."""
    there = asked.label in frame and bool(frame[asked.label].notna().any())
    return asked.label if there else None


def _distinct(
    found: dict[str, pd.Series],
    columns: dict[str, Column],
    asked: Asked,
    score: np.ndarray | None,
) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
    """Put the distinct values side by side, repeated, and count the rows of each."""
    shown_values = dict(found)
    if score is not None:
        shown_values[asked.scores[0]] = pd.Series([float(score.min()), float(score.max())])
    longest = max(map(len, shown_values.values()))
    frame = typed(
        pd.DataFrame(
            {
                name: own.iloc[np.arange(longest) % len(own)].reset_index(drop=True)
                for name, own in shown_values.items()
            }
        )
    )
    counts = {}
    for name, column in columns.items():
        sizes = np.bincount(column.codes, minlength=len(column.places))
        values = frame[name].iloc[: len(sizes)].tolist()
        counts[name] = pd.Series(sizes, values).groupby(level=0, dropna=False).sum()
    return frame, counts


def _flagged(
    name: str,
    asked: Asked,
    found: dict[str, pd.Series],
    columns: dict[str, Column],
    known: KnownValues,
    score: np.ndarray | None,
) -> np.ndarray:
    if not asked.decision:
        assert score is not None
        return score >= np.float32(HALF if asked.threshold is None else asked.threshold)
    cells = found[asked.decision]
    if cells.isna().any():
        codes = columns[asked.decision].codes
        count = int(np.isin(codes, np.flatnonzero(cells.isna())).sum())
        raise DataError(
            f"{plain(name)}: the decision {quoted(asked.decision)} is missing in {rows(count)}.\n"
            "Leave out who was not decided about."
        )
    cells, both = known.as_earlier(asked.decision, cells, name)
    approves = approving(asked, pd.DataFrame({asked.decision: both}))
    if approves is None:
        raise DataError(
            f"{plain(name)}: {quoted(asked.decision)} holds {shown(both.iloc[0])}; say which value "
            "approves: --approve VALUE"
        )
    return cells.ne(approves).to_numpy(bool)[columns[asked.decision].codes]


def _labels(
    name: str,
    asked: Asked,
    found: dict[str, pd.Series],
    columns: dict[str, Column],
    known: KnownValues,
    size: int,
) -> np.ndarray:
    if asked.label is None or asked.label not in columns:
        return np.full(size, UNKNOWN, np.int8)
    return label_codes(name, asked, found[asked.label], known)[columns[asked.label].codes]


def label_codes(name: str, asked: Asked, cells: pd.Series, known: KnownValues) -> np.ndarray:
    """Say what each distinct label means: 1, 0, or -1 where it is not known.

    Raises
    ------
    DataError
        There is a third value, or nothing says which one is the bad event.
    """
    label = str(asked.label)
    if cells.isna().all():
        return np.full(len(cells), UNKNOWN, np.int8)
    cells, both = known.as_earlier(label, cells, name)
    bad = bad_event(asked, pd.DataFrame({label: both}))
    if bad is None and asked.positive is None:
        raise DataError(
            f"{plain(name)}: {quoted(label)} holds {shown(both.dropna().iloc[0])}; say which one "
            "is the bad event: --positive VALUE"
        )
    return np.where(cells.isna(), UNKNOWN, cells.eq(bad)).astype(np.int8)


def _version(name: str, settings: MonitorSettings, found: dict[str, pd.Series]) -> str:
    if settings.version is None:
        return ""
    versions: Sequence = found[settings.version].tolist()
    if len(versions) > 1 or pd.isna(versions[0]):
        listed = " and ".join(shown(one) for one in versions[:3])
        raise DataError(
            f"{plain(name)}: {quoted(settings.version)} holds {listed}, and a batch is of one.\n"
            "Feed the rows of each version as a batch of their own."
        )
    return str(versions[0])
