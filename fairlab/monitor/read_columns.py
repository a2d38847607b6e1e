"""The columns of a batch, read piece by piece: codes of levels, scores, ids and days."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
import pyarrow as pa

from fairlab.data.chunks import Chunks
from fairlab.data.chunks.survey import coded
from fairlab.data.columns import typed
from fairlab.data.messages import plain, quoted, rows
from fairlab.errors import DataError
from fairlab.monitor.id_keys import id_keys
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.written_days import compact_dates, days_of

MOST_ROWS = 20_000_000


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


class ReadColumns:
    """The columns of a batch.

    Parameters
    ----------
    name : str
        Of the batch, for messages.
    table : Chunks
    settings : MonitorSettings
    date_format : str, optional
        How days are written, where they are texts.

    Attributes
    ----------
    size : int
        How many rows there are.
    distinct_values : dict of str to Series
        Of the columns of levels.
    score, keys, days : ndarray, shape (rows,), or None
        Scores, hashes of ids, and days; None where no column is named.

    Raises
    ------
    DataError
        There are no rows or too many, or a score, an id or a date cannot be read.
    """

    def __init__(
        self, name: str, table: Chunks, settings: MonitorSettings, date_format: str | None = None
    ) -> None:
        asked = settings.asked
        self.name, self.settings, self.size = name, settings, 0
        self._columns = {one: Column() for one in _of_levels(table, settings)}
        self._parts: dict[str, list[np.ndarray]] = {}
        self._dates: list[pa.Array] = []
        numbers = list(asked.scores)
        others = [one for one in (asked.person, asked.time) if one]
        for piece in table.read([*self._columns, *others, *numbers], numbers):
            self._add(piece)
        if not self.size:
            raise DataError(f"{plain(name)} has no rows; nothing was counted.\nIs it complete?")
        self.distinct_values = {
            one: table.typed(list(column.places)) for one, column in self._columns.items()
        }
        self.score, self.keys = map(self._joined, ("score", "keys"))
        self.days = days_of(name, asked.time, self._dates, date_format) if asked.time else None
        self._refuse_odd_score()

    def __contains__(self, column: str | None) -> bool:
        return column in self._columns

    def codes(self, column: str) -> np.ndarray:
        """Give the place of the value of each row."""
        return self._columns[column].codes

    def distinct(self) -> tuple[pd.DataFrame, dict[str, pd.Series]]:
        """Put distinct values side by side, repeated, and count the rows of each."""
        shown = dict(self.distinct_values)
        if self.score is not None:
            ends = [float(self.score.min()), float(self.score.max())]
            shown[self.settings.asked.scores[0]] = pd.Series(ends)
        longest = max(map(len, shown.values()))
        repeated = {
            name: own.iloc[np.arange(longest) % len(own)].reset_index(drop=True)
            for name, own in shown.items()
        }
        frame, counts = typed(pd.DataFrame(repeated)), {}
        for name, column in self._columns.items():
            sizes = np.bincount(column.codes, minlength=len(column.places))
            values = frame[name].iloc[: len(sizes)].tolist()
            counts[name] = pd.Series(sizes, values).groupby(level=0, dropna=False).sum()
        return frame, counts

    def _add(self, piece: pa.RecordBatch) -> None:
        asked = self.settings.asked
        for one, column in self._columns.items():
            column.add(piece[one])
        for one in asked.scores:
            score = piece[one].to_numpy(zero_copy_only=False).astype(np.float32)
            self._parts.setdefault("score", []).append(score)
        if asked.person:
            keys = id_keys(self.name, asked.person, piece[asked.person])
            self._parts.setdefault("keys", []).append(keys)
        if asked.time:
            self._dates.append(compact_dates(piece[asked.time]))
        self.size += len(piece)
        if self.size > MOST_ROWS:
            raise DataError(
                f"{plain(self.name)} has more than {MOST_ROWS:,} rows, which one batch may not "
                "have.\nFeed it in parts, for example week by week."
            )

    def _joined(self, name: str) -> np.ndarray | None:
        return np.concatenate(self._parts[name]) if name in self._parts else None

    def _refuse_odd_score(self) -> None:
        odd = 0 if self.score is None else int((~np.isfinite(self.score)).sum())
        if odd:
            score = self.settings.asked.scores[0]
            raise DataError(
                f"{plain(self.name)}: the score {quoted(score)} is missing or infinite in "
                f"{rows(odd)}.\nLeave these rows out, or give them a score."
            )


def _of_levels(table: Chunks, settings: MonitorSettings) -> Iterator[str]:
    asked = settings.asked
    yield from asked.groups
    yield from (one for one in (asked.decision, settings.version) if one)
    if asked.label in table.columns:
        yield str(asked.label)
