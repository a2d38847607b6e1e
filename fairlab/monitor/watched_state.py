"""What a monitor knows, as it stands in its file: settings, batches, processes and their blocks."""

import json
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from fairlab.errors import StoreError
from fairlab.monitor.batch_rows import BatchRows, packed, unpacked
from fairlab.monitor.known_values import KnownValues
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import DECIDED, LABELLED, Block, Process, TakenBatch


class State:
    """What a monitor knows.

    Parameters
    ----------
    db : Connection
        Of SQLite, in a transaction; see `fairlab.monitor.state_file`.
    """

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @property
    def settings(self) -> MonitorSettings | None:
        """What it was asked to watch; None before the first batch."""
        text = self._about("settings")
        return MonitorSettings.from_text(text) if text else None

    @property
    def known(self) -> KnownValues:
        """What the columns of earlier batches held."""
        text = self._about("known")
        return KnownValues.from_text(text) if text else KnownValues()

    @property
    def current(self) -> Process | None:
        """The process that new batches enter."""
        text = self._about("current")
        return self.process(int(text)) if text else None

    def keep(self, settings: MonitorSettings, known: KnownValues) -> None:
        """Write what is watched, and what columns held."""
        self._tell("settings", settings.to_text())
        self._tell("known", known.to_text())

    def process(self, number: int) -> Process:
        """Give a process."""
        query = "SELECT id, began, reason, version, ended FROM processes WHERE id = ?"
        return Process(*self._db.execute(query, (number,)).fetchone())

    def processes(self) -> list[Process]:
        """Give all of them, the oldest first."""
        query = "SELECT id, began, reason, version, ended FROM processes ORDER BY id"
        return [Process(*row) for row in self._db.execute(query)]

    def begin(self, day: int, reason: str, version: str, instead_of: Process | None) -> Process:
        """Begin a process; it is the current one if it takes the place of that, or is the first."""
        current = self.current
        made = self._db.execute(
            "INSERT INTO processes (began, reason, version) VALUES (?, ?, ?)",
            (day, reason, version),
        )
        number = int(made.lastrowid or 0)
        if instead_of:
            self._db.execute(
                "UPDATE processes SET ended = ? WHERE id = ?", (day, instead_of.number)
            )
        if current is None or (instead_of and instead_of.number == current.number):
            self._tell("current", str(number))
        return self.process(number)

    def batches(self, process: int | None = None) -> list[TakenBatch]:
        """Give the batches that stand, in the order in which they came."""
        query = (
            "SELECT id, name, sha256, process, people, first, last, cohorts FROM batches "
            "WHERE corrected IS NULL AND (? IS NULL OR process = ?) ORDER BY id"
        )
        rows = self._db.execute(query, (process, process))
        return [TakenBatch(*row[:7], *map(json.loads, row[7:])) for row in rows]

    def take(
        self,
        name: str,
        rows: BatchRows,
        labels: np.ndarray,
        process: int,
        cohorts: Sequence[int],
        day: int,
    ) -> int:
        """Keep a batch."""
        made = self._db.execute(
            "INSERT INTO batches (name, sha256, process, people, first, last, taken, cohorts) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (name, rows.sha256, process, len(rows), int(rows.day.min()), int(rows.day.max()), day,
             json.dumps(list(cohorts))),
        )  # fmt: skip
        number = int(made.lastrowid or 0)
        self._db.execute("INSERT INTO decided VALUES (?, ?)", (number, rows.to_bytes()))
        self._db.execute("INSERT INTO happened VALUES (?, ?)", (number, packed({"label": labels})))
        return number

    def correct(self, old: int, new: int) -> None:
        """Let a batch stand in the place of another one."""
        self._db.execute("UPDATE batches SET corrected = ? WHERE id = ?", (new, old))

    def move(self, batches: Sequence[int], process: int) -> None:
        """Let batches belong to another process."""
        self._db.executemany(
            "UPDATE batches SET process = ? WHERE id = ?", [(process, one) for one in batches]
        )

    def rows(self, batch: int) -> BatchRows:
        """Read the rows of a batch."""
        with _whole():
            return BatchRows.from_bytes(self._blob("decided", "rows", batch))

    def keys(self, batch: int) -> tuple[np.ndarray | None, np.ndarray]:
        """Read the hashes of the ids of a batch, if it has ids, and the days."""
        with _whole():
            found = unpacked(self._blob("decided", "rows", batch), ("keys", "day"))
            return found.get("keys"), found["day"]

    def labels(self, batch: int) -> np.ndarray:
        """Read the labels of a batch."""
        with _whole():
            return unpacked(self._blob("happened", "labels", batch))["label"].copy()

    def relabel(self, batch: int, labels: np.ndarray) -> None:
        """Write the labels of a batch."""
        self._db.execute(
            "UPDATE happened SET labels = ? WHERE batch = ?", (packed({"label": labels}), batch)
        )

    def enter(self, process: int, kind: str, cohort: int, block: Block) -> None:
        """Let a block enter a process; the same one cannot enter twice."""
        self._db.execute(
            "INSERT INTO blocks (process, kind, cohort, last, name, counts) VALUES (?,?,?,?,?,?)",
            (process, kind, cohort, block.last, block.name, json.dumps(block.counts)),
        )

    def blocks(self, process: int, kind: str) -> list[Block]:
        """Give the blocks of a process in the order in which they entered."""
        query = "SELECT name, last, counts FROM blocks WHERE process = ? AND kind = ? ORDER BY id"
        rows = self._db.execute(query, (process, kind))
        return [Block(name, last, json.loads(counts)) for name, last, counts in rows]

    def entered(self, process: int) -> set[int]:
        """Give the first days of the cohorts whose labels have entered."""
        query = "SELECT cohort FROM blocks WHERE process = ? AND kind = ?"
        return {cohort for (cohort,) in self._db.execute(query, (process, LABELLED))}

    def look(self, process: int, day: int, name: str) -> None:
        """Note that the process was looked at."""
        counts = [len(self.blocks(process, kind)) for kind in (DECIDED, LABELLED)]
        self._db.execute(
            "INSERT INTO looks (process, day, name, decided, labelled) VALUES (?, ?, ?, ?, ?)",
            (process, day, name, *counts),
        )

    def has_seen(self, sha256: str) -> str | None:
        """Give the name under which the bytes of a file were taken in."""
        query = "SELECT name FROM seen WHERE sha256 = ?"
        found = self._db.execute(query, (sha256,)).fetchone()
        return found[0] if found else None

    def see(self, sha256: str, name: str) -> None:
        """Note that the bytes of a file were taken in."""
        self._db.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (sha256, name))

    def unrecorded(self) -> list[tuple[int, int, int, str, int, int]]:
        """Give the looks without a run: id, process, day, name, and blocks of both kinds."""
        query = (
            "SELECT id, process, day, name, decided, labelled FROM looks WHERE run IS NULL "
            "ORDER BY id"
        )
        return list(self._db.execute(query))

    def recorded(self, look: int, run: str) -> None:
        """Note the run of a look."""
        self._db.execute("UPDATE looks SET run = ? WHERE id = ?", (run, look))

    def _about(self, key: str) -> str:
        found = self._db.execute("SELECT value FROM about WHERE key = ?", (key,)).fetchone()
        return found[0] if found else ""

    def _tell(self, key: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    def _blob(self, table: str, column: str, batch: int) -> bytes:
        query = f"SELECT {column} FROM {table} WHERE batch = ?"  # noqa: S608
        found: bytes = self._db.execute(query, (batch,)).fetchone()[0]
        return found


@contextmanager
def _whole() -> Iterator[None]:
    """Say in words that what was kept is not what was written."""
    try:
        yield
    except (zlib.error, ValueError, KeyError) as error:
        raise StoreError(
            "The rows that this monitor keeps are damaged; nothing was changed.\nRestore its file "
            "from a copy, or move it aside and feed all batches anew."
        ) from error
