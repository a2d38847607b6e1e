"""The one SQLite file in which a monitor keeps what it has counted: changed whole or not at all."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path

from fairlab.errors import StoreError

APPLICATION, NEWEST = 0x6661696D, 1  # "faim", and the version of the tables
SEAL = "sha256"  # the key of the hash of all that the file holds but for this
PATIENCE = 20.0  # seconds to wait for another process that is writing
_MAGIC = b"SQLite format 3\0"
_TABLES = """
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE processes (
    id INTEGER PRIMARY KEY, began INTEGER NOT NULL, reason TEXT NOT NULL, version TEXT NOT NULL,
    ended INTEGER
);
CREATE TABLE batches (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, sha256 TEXT NOT NULL, process INTEGER NOT NULL,
    people INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,
    taken INTEGER NOT NULL, cohorts TEXT NOT NULL, corrected INTEGER
);
CREATE TABLE decided (batch INTEGER PRIMARY KEY, rows BLOB NOT NULL);
CREATE TABLE happened (batch INTEGER PRIMARY KEY, labels BLOB NOT NULL);
CREATE TABLE blocks (
    id INTEGER PRIMARY KEY, process INTEGER NOT NULL, kind TEXT NOT NULL, cohort INTEGER NOT NULL,
    last INTEGER NOT NULL, name TEXT NOT NULL, counts TEXT NOT NULL
);
CREATE TABLE looks (
    id INTEGER PRIMARY KEY, process INTEGER NOT NULL, day INTEGER NOT NULL, name TEXT NOT NULL,
    decided INTEGER NOT NULL, labelled INTEGER NOT NULL, run TEXT
);
CREATE TABLE seen (sha256 TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE UNIQUE INDEX one_block ON blocks (process, kind, cohort, name);
"""


@contextmanager
def changing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the state for one change, which is made whole or not at all.

    Parameters
    ----------
    path : Path
        The file; it is made where there is none.

    Yields
    ------
    Connection
        Of SQLite, in a transaction that no other process can be in.

    Raises
    ------
    StoreError
        The file is damaged, foreign, of a newer fairlab, or another process does not let go of it.
    """
    check(path)
    with (
        _in_words(path),
        closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as db,
    ):
        db.execute("BEGIN IMMEDIATE")
        try:
            _prepare(db, path)
            yield db
            db.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (SEAL, _hash(db)))
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the state to read it, all of it as it was at one moment."""
    check(path)
    with (
        _in_words(path),
        closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)) as db,
    ):
        db.execute("BEGIN")
        _prepare(db, path)
        yield db


def check_whole(path: Path) -> None:
    """Read all of a file, and refuse it where a page or a value is not as it was written.

    Raises
    ------
    StoreError
    """
    if not path.exists():
        return
    with reading(path) as db:
        (found,) = db.execute("PRAGMA quick_check(1)").fetchone()
        db.text_factory = bytes  # what is damaged may be no text
        sealed = db.execute("SELECT value FROM about WHERE key = ?", (SEAL,)).fetchone()
        is_whole = sealed is None or sealed[0] == _hash(db).encode()
    if found != "ok" or not is_whole:
        raise _damaged(path, "is damaged, or was edited")


def _hash(db: sqlite3.Connection) -> str:
    """Hash every value; files that an older fairlab wrote hold no hash to compare it with."""
    found, text, db.text_factory = sha256(), db.text_factory, bytes
    names = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for name in [name.decode() for (name,) in names]:
        for row in db.execute(f"SELECT * FROM {name} ORDER BY rowid"):  # noqa: S608
            if row[0] != SEAL.encode():
                found.update(repr(row).encode())
    db.text_factory = text
    return found.hexdigest()


def check(path: Path) -> None:
    """Refuse a file that is no whole database; SQLite would take an empty one for a new one.

    Raises
    ------
    StoreError
    """
    try:
        if not path.exists():
            return
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if not size:
        return  # whoever began it was killed before the first change
    if not head.startswith(_MAGIC):
        raise _damaged(path, "is no SQLite database")
    page = int.from_bytes(head[16:18], "big")
    whole = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    if size < whole and not Path(f"{path}-journal").exists():
        raise _damaged(path, f"is cut short: {size:,} of {whole:,} bytes")


def _prepare(db: sqlite3.Connection, path: Path) -> None:
    """Make the tables of a new file, or look at those of an older one."""
    (application,), (version,) = (
        db.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    if not application and not db.execute("SELECT 1 FROM sqlite_master").fetchone():
        for statement in _TABLES.split(";"):
            db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION}")
        db.execute(f"PRAGMA user_version = {NEWEST}")
        return
    if application != APPLICATION:
        raise StoreError(
            f"{path} is a database, but no monitor's.\nName another file: --state FILE"
        )
    if version > NEWEST:
        raise StoreError(
            f"{path} was written by a newer fairlab (its tables are of version {version}, and "
            f"{NEWEST} is known here); nothing was changed.\nUpdate fairlab, or name another file."
        )


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        kind = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is finer
        if kind in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreError(
                f"Another process is writing {path}.\nRun the same again when it is done."
            ) from error
        if kind in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
            raise _damaged(path, f"is damaged ({error})") from error
        raise StoreError(
            f"{path} cannot be used: {error}.\nIs the disk full, or the folder not yours?"
        ) from error


def _damaged(path: Path, how: str) -> StoreError:
    return StoreError(
        f"{path} {how}; nothing was changed.\nRestore it from a copy, or move it aside and feed "
        "all batches anew: their order is that of their dates."
    )
