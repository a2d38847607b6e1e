"""Stores that cannot be used, through the front door: told within seconds, finished runs intact."""

import re
import shutil
import socket
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fairlab.cli import main
from fairlab.record import Ledger, open_store, place
from fairlab.record.sqlite_file import schema_versions
from tests.faults import scenes, witness
from tests.faults.command_processes import (
    NOT_ALLOWED,
    SAID,
    fairlab_on_small_disk,
    fairlab_with_small_files,
    fairlab_without_rights,
)
from tests.faults.killing import Started
from tests.named_run import named_run

PROMISED = 5.0  # seconds
COMMANDS = {
    "sweep": ("sweep", *scenes.OWN, "--seeds", "2"),
    "compare": ("compare",),
    "report": ("report",),
    "repair": ("repair",),
}


@pytest.fixture(scope="module")
def laid_out(template_store, tmp_path_factory) -> Path:
    """A folder with a table, experiments, and a store in which runs are finished."""
    beside, folder = (tmp_path_factory.mktemp(name) for name in ("beside", "laid_out"))
    scenes.lay_out(folder, None)
    shutil.copy(template_store, beside)
    store = open_store(f"sqlite:///{beside}/mlflow.db")
    for seed in range(2):
        Ledger(store, "small").write(*named_run(seed=seed, key=f"{seed:016x}"))
    with closing(sqlite3.connect(store.database, isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(folder / "mlflow.db"),))
    with closing(sqlite3.connect(folder / "mlflow.db")) as db:
        db.execute("PRAGMA journal_mode = WAL")
    return folder


@pytest.fixture
def here(laid_out, tmp_path) -> Path:
    """A copy of it."""
    return Path(shutil.copytree(laid_out, tmp_path / "here"))


@pytest.fixture
def told(here, monkeypatch, capsys) -> Callable[..., str]:
    """Type a command that must be refused in words, and return them."""
    monkeypatch.chdir(here)

    def typed(*words: str) -> str:
        monkeypatch.setattr(sys, "argv", ["fairlab", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return in_three_lines(ended.value.code, capsys.readouterr().err)

    return typed


def in_three_lines(code: int | None, said: str) -> str:
    assert code == 2, said
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
def test_a_server_that_never_answers_is_told_within_seconds(command, deaf, here, told, monkeypatch):
    assert place.PATIENCE <= PROMISED
    monkeypatch.setattr(place, "PATIENCE", 0.2)
    before, start = everything(here), time.monotonic()
    said = told(*COMMANDS[command], "--store", f"http://127.0.0.1:{deaf}")
    assert time.monotonic() - start < PROMISED
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
def test_an_address_that_leads_nowhere_is_told_and_nothing_is_made(
    command, address, words, here, told
):
    before = everything(here)
    assert words in told(*COMMANDS[command], "--store", address)
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
def test_a_file_that_is_no_store_of_ours_is_told_and_left_as_it_is(
    command, damage, words, here, told
):
    damage(here / "mlflow.db")
    before = everything(here)
    assert words in told(*COMMANDS[command])
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
        with scenes.started(here, fairlab_without_rights, *COMMANDS["sweep"]) as process:
            process.process.join(60)
        assert re.search(words, in_three_lines(process.process.exitcode, process.said()))
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
