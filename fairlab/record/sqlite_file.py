"""The SQLite file of a store: made whole or not at all, and looked at before it is trusted."""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from uuid import uuid4

from fairlab.errors import StoreError
from fairlab.record.locks import locked

PATIENCE = 20.0  # seconds to wait for another process that is writing
MAGIC = b"SQLite format 3\0"
NETWORK = ("nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "lustre", "ceph")


def ensure(path: Path, private: Path) -> None:
    """Make an empty store unless there is one; any number of processes may ask at once.

    MLflow breaks a new SQLite store for good when two processes open it at once or one is
    killed while making it. So a draft is made under a lock and then renamed.

    Parameters
    ----------
    path : Path
        The SQLite file.
    private : Path
        Folder on the same disk for the lock and the drafts.

    Raises
    ------
    StoreError
        If the folder cannot be written.
    """
    if path.exists():
        return
    with locked(private / "store.lock"):
        # Whoever made a draft that is still there is dead, or the lock would not be free.
        for left in private.glob("draft-*"):
            left.unlink()
        if not path.exists():
            with _making(path):
                os.replace(_draft(private, path), path)


@contextmanager
def _making(path: Path) -> Iterator[None]:
    """Say in words what the disk has against a new file; a draft that is left is no store."""
    from sqlalchemy.exc import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError, OSError) as error:
        lack = f"{path} could not be made: {str(error).splitlines()[0][:200]}."
        remedy = "Is the disk full? Make room, or name another folder:"
        raise StoreError(
            f'{lack}\n{remedy} store="folder/mlflow.db"',
            f"{lack}\n{remedy} --store sqlite:///folder/mlflow.db",
        ) from error


def _draft(private: Path, goal: Path) -> Path:
    from fairlab.record.client import connect

    first, clean = (private / f"draft-{uuid4().hex}.db" for _ in range(2))
    connect(f"sqlite:///{first}").search_experiments(max_results=1)
    # MLflow keeps the first draft open: a copy has no other owner.
    with closing(sqlite3.connect(first, isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(clean),))
    if not is_network(goal.parent):
        with closing(sqlite3.connect(clean)) as db:
            db.execute("PRAGMA journal_mode = WAL")
    first.unlink()
    return clean


def is_network(folder: Path, mounts: str | None = None) -> bool:
    r"""Say whether a folder is on a network file system, where WAL must not be used.

    Parameters
    ----------
    folder : Path
        Any existing folder.
    mounts : str or None
        Text in the form of ``/proc/mounts``, which is read by default.

    Returns
    -------
    bool
        False too where the system does not tell.

    Examples
    --------
    >>> is_network(Path("/home/ann"), "/dev/sda / ext4 rw 0 0\nbox:/h /home nfs4 rw 0 0")
    True
    """
    table = Path("/proc/mounts")
    if mounts is None:
        mounts = table.read_text() if table.exists() else ""
    rows = [line.split()[1:3] for line in mounts.splitlines()]
    kinds = {point.replace(r"\040", " "): kind for point, kind in rows}
    here = Path(folder).resolve()
    return next(
        (kinds[str(up)] in NETWORK for up in (here, *here.parents) if str(up) in kinds), False
    )


def check(path: Path) -> None:
    """Refuse a file that is damaged, foreign, or of another MLflow's schema; change nothing.

    Parameters
    ----------
    path : Path
        An existing file.

    Raises
    ------
    StoreError
        In words, with what to do.
    """
    _check_bytes(path)
    with reading(path) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
        if "alembic_version" not in tables:
            raise StoreError(f"{path} is a database, but no MLflow store.\nName another file.")
        if any(name.startswith("_alembic_tmp_") for name in tables):
            raise StoreError(
                f"{path} was left half made: MLflow was stopped while making its tables.\n"
                "Move the file aside and start again."
            )
        found = {version for (version,) in db.execute("SELECT version_num FROM alembic_version")}
    _check_schema(path, found)


def _check_bytes(path: Path) -> None:
    try:
        with path.open("rb") as file:
            head = file.read(100)
        size = path.stat().st_size
        waiting = path.with_name(path.name + "-wal")
        has_log = waiting.exists() and waiting.stat().st_size > 0
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if not head.startswith(MAGIC):
        what = "is empty" if not size else "is not an SQLite database"
        raise StoreError(f"{path} {what}.\nRestore it from a copy, or move it aside.")
    page = int.from_bytes(head[16:18], "big")
    whole = (65536 if page == 1 else page) * int.from_bytes(head[28:32], "big")
    # With a write-ahead log SQLite itself still has to bring the file up to date.
    if size < whole and not has_log:
        raise StoreError(
            f"{path} is cut short: {size:,} of {whole:,} bytes.\n"
            "Restore it from a copy, or move it aside."
        )


def _check_schema(path: Path, found: set[str]) -> None:
    before = schema_versions()
    newest = before.keys() - set(before.values())
    if found == newest:
        return
    if found <= before.keys():
        raise StoreError(
            f"{path} was made by an older MLflow; nothing was changed.\n"
            f"Keep a copy of it, then run: mlflow db upgrade sqlite:///{path}"
        )
    raise StoreError(
        f"{path} was made by a newer MLflow than the installed one.\n"
        "Update MLflow, or name another file."
    )


@cache
def schema_versions() -> dict[str, str]:
    """Return each schema version that the installed MLflow knows, with the one before it."""
    spec = find_spec("mlflow")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "store", "db_migrations", "versions")
    texts = [file.read_text() for file in folder.glob("*.py")]
    return {_assigned("revision", text): _assigned("down_revision", text) for text in texts}


def _assigned(name: str, text: str) -> str:
    found = re.search(rf"^{name}\s*=\s*[\"'](\w+)[\"']", text, re.MULTILINE)
    return found[1] if found else ""


def refuse_damaged(path: Path) -> None:
    """Refuse a file of which a part is damaged; this reads all of it.

    Raises
    ------
    StoreError
    """
    with reading(path) as db:
        ((found,),) = db.execute("PRAGMA integrity_check(1)")
    if found != "ok":
        first = found.replace("*** in database main ***", "").split()
        raise StoreError(
            f"{path} is damaged: {' '.join(first)[:150]}.\n"
            "Restore it from a copy. What can still be read, sqlite3 saves into another file:\n"
            f"sqlite3 {path} .recover | sqlite3 {path.with_name('saved.db')}"
        )


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for reading only, with SQLite's complaints put in words."""
    with _in_words(path, "read"):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE)) as db:
            db.text_factory = _text
            yield db


def _text(content: bytes) -> str:
    """Read a text; bytes that are none become signs that no text has, and end nothing."""
    return content.decode(errors="surrogateescape")


@contextmanager
def writing(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the file for one change, which is made whole or not at all."""
    with _in_words(path, "written"), closing(sqlite3.connect(path, timeout=PATIENCE)) as db, db:
        yield db


@contextmanager
def _in_words(path: Path, done: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} cannot be {done} as a store: {error}.\n{_advice(error)}"
        ) from error


def _advice(error: sqlite3.DatabaseError) -> str:
    kind = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is finer
    if kind in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return "SQLite writes beside what it reads: make the folder and the file writable."
    if kind in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR):
        return "Most likely the disk is full: make room, and run the same again."
    return "Restore it from a copy, or move it aside."
