"""One run that somebody edited or damaged is told and left out; each command reads the others."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from fairlab.commands.recorded_run import find_run
from fairlab.errors import StoreError
from fairlab.experiment.summaries import record_summaries
from fairlab.record import Ledger, Store, open_store, repair
from fairlab.record.told_runs import TOLD
from tests.commands.conftest import typed
from tests.commands.recorded_sweep import record

SQL = {
    "seed": "UPDATE tags SET value = 'first' WHERE key = 'fairlab.seed' AND run_uuid = ?",
    "no strategy": "DELETE FROM tags WHERE key = 'fairlab.strategy' AND run_uuid = ?",
    "other strategy": "UPDATE tags SET value = 'x' WHERE key = 'fairlab.strategy' AND run_uuid = ?",
    "no hash": "DELETE FROM tags WHERE key = 'fairlab.files_sha256' AND run_uuid = ?",
    "no JSON": "UPDATE tags SET value = '{' WHERE key = 'fairlab.versions' AND run_uuid = ?",
    "deep": f"INSERT OR REPLACE INTO tags VALUES ('fairlab.undefined', '{'[' * 4000}', ?)",
    "folds": "UPDATE params SET value = 'five' WHERE key = 'folds' AND run_uuid = ?",
    "a list": "INSERT OR REPLACE INTO tags VALUES ('fairlab.undefined', '[1]', ?)",
    "no text": "UPDATE params SET value = CAST(x'ff' AS TEXT) WHERE key = 'seed' AND run_uuid = ?",
    "format": "UPDATE params SET value = 'new' WHERE key = 'format' AND run_uuid = ?",
    "no key": "DELETE FROM tags WHERE key = 'fairlab.config_hash' AND run_uuid = ?",
    "stranger": "DELETE FROM tags WHERE key != 'fairlab.kind' AND key != 'fairlab.config_hash'"
    " AND run_uuid = ?",
}  # fmt: skip
EDITED = "UPDATE latest_metrics SET value = 9 WHERE key = 'test/recall' AND run_uuid = ?"
TAKEN = "DELETE FROM latest_metrics WHERE key = 'test/recall' AND run_uuid = ?"
FILES = {"short": lambda text: text[:50], "flipped": lambda text: text[:-9] + b"#" + text[-8:]}
GONE = "gone"
GOOD = (0, 1)


def files_of(db, run: str) -> Path:
    ((address,),) = db.execute("SELECT artifact_uri FROM runs WHERE run_uuid = ?", (run,))
    return Path(urlsplit(address).path)


@pytest.fixture(scope="module")
def damaged(template_store, tmp_path_factory) -> Store:
    """Many seeds of two strategies, of which one strategy has a damaged run in all but two."""
    place = shutil.copy(template_store, tmp_path_factory.mktemp("damaged"))
    store = open_store(f"sqlite:///{place}")
    damages = [*SQL, *FILES, GONE]
    ledger = record(store, seeds=range(len(damages) + len(GOOD)))
    runs = ledger.table().set_index(["strategy", "seed"])["run_id"]
    with closing(sqlite3.connect(store.database)) as db, db:
        db.execute(EDITED, (runs["fair", 1],))
        db.execute(TAKEN, (runs["fair", 0],))
        for seed, damage in enumerate(damages, len(GOOD)):
            run = runs["fair", seed]
            if damage in SQL:
                db.execute(SQL[damage], (run,))
            else:
                file = files_of(db, run) / "predictions.parquet"
                content = file.read_bytes()
                file.unlink()
                if damage in FILES:
                    file.write_bytes(FILES[damage](content))
    return store


@pytest.fixture
def store(damaged) -> Store:
    """The same, of which nothing was told yet."""
    TOLD.clear()
    return damaged


COMMANDS = {
    "compare": (),
    "report": ("--output", "report.html"),
    "gate": ("--max", "test/recall=1"),
    "choose": ("--max-gap", "sex.recall=0.9"),
    "document": ("--strategy", "fair"),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_reads_the_other_runs(command, store, monkeypatch, capsys, caplog, tmp_path):
    monkeypatch.chdir(tmp_path)
    code, said, errors = typed(command, monkeypatch, capsys)(
        *COMMANDS[command], "--store", store.uri
    )
    assert code in ((3,) if command == "gate" else (0, 1)), (said, errors)
    told = {record.args[0] for record in caplog.records if record.name.startswith("fairlab")}
    assert "was edited: its metric test/recall is 9, and was recorded as 0." in caplog.text
    assert "was edited: its metric test/recall is gone, and was recorded as 0." in caplog.text
    assert len(told) >= len(SQL) + (len(FILES) + 1) * (command != "gate"), caplog.text
    assert "Traceback" not in errors


def test_a_sweep_runs_them_again_and_the_user_interface_shows_the_others(store, caplog):
    ledger = Ledger(store, "toy")
    assert len(ledger.finished()) == 2 * (len(GOOD) + len(SQL) + len(FILES) + 1) - len(SQL)
    assert ledger.table()["test/recall"].max() <= 1
    ledger.save_views()
    record_summaries(ledger)
    assert "is left out: its tag fairlab.seed is 'first', which is no number" in caplog.text


def test_the_newest_run_is_found_where_the_end_of_another_is_gone(store):
    runs = Ledger(store, "toy").table().set_index(["strategy", "seed"])["run_id"]
    with closing(sqlite3.connect(store.database)) as db, db:
        gone = "UPDATE runs SET end_time = NULL WHERE run_uuid = ?"
        db.execute(gone, (runs["fair", 0],))
    assert find_run(store, None, "fair", None, "toy").run_id == runs["fair", 1]


def test_every_ninth_page_zeroed_is_something_to_repair(store, tmp_path):
    with closing(sqlite3.connect(store.database)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        ((size,),) = db.execute("PRAGMA page_size")
    content = bytearray(store.database.read_bytes())
    for start in range(8 * size, len(content), 9 * size):
        content[start : start + size] = bytes(size)
    (tmp_path / "mlflow.db").write_bytes(content)
    with pytest.raises(StoreError, match=r"damaged|malformed"):
        repair(open_store(f"sqlite:///{tmp_path}/mlflow.db"))
