"""Stores that cannot be used, through the front door: told within seconds, finished runs intact."""

import re
import socket
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fairlab.record import Ledger
from fairlab.record.sqlite_file import schema_versions
from tests.faults import scenes, witness
from tests.faults.command_processes import (
    NOT_ALLOWED,
    SAID,
    fairlab,
    fairlab_on_small_disk,
    fairlab_with_small_files,
    fairlab_without_rights,
)
from tests.faults.killing import Started

SECONDS = 8.0  # five are promised, of a machine that does nothing else
COMMANDS = {
    "sweep": ("sweep", *scenes.OWN, "--seeds", "2"),
    "compare": ("compare",),
    "report": ("report",),
    "repair": ("repair",),
}


@pytest.fixture
def here(store, finished_run, tmp_path) -> Path:
    """A folder with a table, experiments, and a store in which runs are finished."""
    folder = tmp_path / "here"
    scenes.lay_out(folder, None)
    for seed in range(2):
        Ledger(store, "small").write(*finished_run(seed=seed, key=f"{seed:016x}"))
    with closing(sqlite3.connect(store.database, isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(folder / "mlflow.db"),))
    with closing(sqlite3.connect(folder / "mlflow.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
    return folder


def told(folder: Path, *target: object) -> str:
    """Run a command that must be refused in words, within seconds, and return them."""
    with scenes.started(folder, *target) as process:
        start = time.monotonic()
        process.process.join(60)
        assert time.monotonic() - start < SECONDS
    said = process.said()
    assert process.process.exitcode == 2, said
    assert "Traceback" not in said
    complaint = said[said.rindex("fairlab: ") :].strip().splitlines()
    assert len(complaint) <= 3, said
    return " ".join(complaint)


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != SAID and path.parent.name != "__pycache__"
    }


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port that takes calls and never answers."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("command", COMMANDS)
def test_a_server_that_never_answers_is_told_within_seconds(command, deaf, here):
    before = everything(here)
    said = told(here, fairlab, *COMMANDS[command], "--store", f"http://127.0.0.1:{deaf}")
    assert "does not answer" in said
    assert "Start the server" in said
    assert everything(here) == before


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://127.0.0.1:1", "Start the server"),
        ("htpp://127.0.0.1:1", "Did you mean 'http'"),
        ("sqlite:///nowhere/mlflow.db", "make the folder first"),
        ("mlruns", "write sqlite:///"),
    ],
)
@pytest.mark.parametrize("command", ["sweep", "compare"])
def test_an_address_that_leads_nowhere_is_told_and_nothing_is_made(command, address, words, here):
    before = everything(here)
    assert words in told(here, fairlab, *COMMANDS[command], "--store", address)
    assert everything(here) == before


def scribble(file: Path) -> None:
    file.write_bytes(bytes(range(256)) * 400)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-50_000])


def older(file: Path) -> None:
    _set_version(file, next(iter(set(schema_versions().values()) - {""})))


def newer(file: Path) -> None:
    _set_version(file, "ffffffffffff")


def _set_version(file: Path, version: str) -> None:
    with closing(sqlite3.connect(file)) as db:
        db.execute("UPDATE alembic_version SET version_num = ?", (version,))
        db.commit()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (scribble, "Restore it from a copy"),
        (cut, "Restore it from a copy"),
        (older, "mlflow db upgrade"),
        (newer, "Update MLflow"),
    ],
)
@pytest.mark.parametrize("command", ["sweep", "compare"])
def test_a_file_that_is_no_store_of_ours_is_told_and_left_as_it_is(command, damage, words, here):
    damage(here / "mlflow.db")
    before = everything(here)
    assert words in told(here, fairlab, *COMMANDS[command])
    assert everything(here).items() >= before.items()


def of_the_file(folder: Path) -> Path:
    return folder / "mlflow.db"


def of_the_folder(folder: Path) -> Path:
    return folder


@pytest.mark.parametrize(
    ("what", "words"), [(of_the_file, r"read-only\?"), (of_the_folder, "writable|of your own")]
)
def test_a_store_that_may_not_be_written_is_told(
    what: Callable[[Path], Path], words: str, here: Path
) -> None:
    before, bound = witness.contents(here), what(here)
    (here / SAID).touch()
    mode = bound.stat().st_mode
    bound.chmod(mode & ~0o222)
    try:
        assert re.search(words, told(here, fairlab_without_rights, *COMMANDS["sweep"]))
    finally:
        bound.chmod(mode)
    assert witness.contents(here) == before


@pytest.mark.parametrize("free", [4_000, 400_000])
def test_on_a_full_disk_finished_runs_are_intact(free, here):
    before = witness.contents(here)
    with scenes.started(here, fairlab_on_small_disk, free, *COMMANDS["sweep"]) as process:
        process.process.join(120)
    if process.process.exitcode == NOT_ALLOWED:
        pytest.skip("this machine lets nobody mount a small disk")
    _is_full(process, here.parent / "outside", before, code=2)


def test_where_no_file_may_grow_finished_runs_are_intact(here):
    before = witness.contents(here)
    with scenes.started(here, fairlab_with_small_files, 900_000, *COMMANDS["sweep"]) as process:
        process.process.join(120)
    _is_full(process, here, before, code=1)
    assert "What was computed waits in" in process.said()


def _is_full(process: Started, folder: Path, before: witness.Content, code: int) -> None:
    said = process.said()
    assert process.process.exitcode == code, said
    assert "Traceback" not in said
    assert re.search("disk|[Mm]ake room", " ".join(said.splitlines()[-3:])), said
    assert witness.contents(folder).items() >= before.items()
    assert witness.ask(folder, "PRAGMA integrity_check") == [("ok",)]
