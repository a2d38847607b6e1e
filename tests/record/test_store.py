import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fairlab.errors import RequestError, StoreError
from fairlab.record import open_store
from fairlab.record.sqlite_file import schema_versions


def _sql(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def test_a_new_store_is_complete_and_in_wal_mode(store):
    with closing(sqlite3.connect(store.database)) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        (found,) = db.execute("SELECT version_num FROM alembic_version").fetchone()
    known = schema_versions()
    assert set(known) - set(known.values()) == {found}


def test_reading_does_not_make_a_store(tmp_path):
    with pytest.raises(StoreError, match="Run a sweep first"):
        open_store(f"sqlite:///{tmp_path}/mlflow.db", create=False)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_opening_a_store_that_exists_does_not_import_mlflow(store):
    code = (
        "import sys; from fairlab.record import open_store, Ledger;"
        f"Ledger(open_store({store.uri!r}), 'toy').table(); assert 'mlflow' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def _empty(path):
    path.write_bytes(b"")


def _noise(path):
    path.write_bytes(bytes(range(256)) * 40)


def _cut(path):
    path.write_bytes(path.read_bytes()[:-50_000])


def _foreign(path):
    path.unlink()
    _sql(path, "CREATE TABLE birds (name TEXT)")


def _older(path):
    older = next(iter(set(schema_versions().values()) - {""}))
    _sql(path, f"UPDATE alembic_version SET version_num = '{older}'")


def _newer(path):
    _sql(path, "UPDATE alembic_version SET version_num = 'ffffffffffff'")


def _half(path):
    _sql(path, "CREATE TABLE _alembic_tmp_experiments (x TEXT)")


def _scribbled(path):
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    path.write_bytes(content)


def _scribbled_tables(path):
    content = bytearray(path.read_bytes())
    content[100:4096] = b"\xa5" * 3996
    path.write_bytes(content)


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (_empty, "is empty"),
        (_noise, "is not an SQLite database"),
        (_cut, "is cut short"),
        (_foreign, "no MLflow store"),
        (_older, "older MLflow"),
        (_newer, "newer MLflow"),
        (_half, "half made"),
        (_scribbled, "cannot be read as a store"),
        (_scribbled_tables, "cannot be read as a store"),
    ],
)
def test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is(
    damage, words, template_store, tmp_path
):
    path = tmp_path / "mlflow.db"
    shutil.copy(template_store, path)
    damage(path)
    before = path.read_bytes()
    with pytest.raises(StoreError, match=words) as caught:
        open_store(f"sqlite:///{path}")
    assert len(str(caught.value).splitlines()) <= 3
    assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert not (tmp_path / ".fairlab").exists()


def test_a_folder_that_cannot_be_written_is_told():
    with pytest.raises(StoreError, match="cannot be written"):
        open_store("sqlite:////proc/mlflow.db")


@pytest.mark.slow
def test_leftover_drafts_of_the_dead_are_removed(tmp_path, made_anew):
    private = tmp_path / ".fairlab"
    private.mkdir()
    (private / "draft-dead.db").write_bytes(b"half")
    store = open_store(f"sqlite:///{tmp_path}/mlflow.db")
    assert [path.name for path in store.private.iterdir()] == ["store.lock"]


def test_an_experiment_has_an_explicit_place_and_is_made_once(store, tmp_path):
    number = store.experiment("toy")
    assert store.experiment("toy") == number
    found = store.client.get_experiment(number)
    assert found.name == "fairlab/toy"
    assert found.artifact_location == (tmp_path / "mlartifacts/fairlab/toy").as_uri()
    assert found.tags["mlflow.experimentKind"] == "custom_model_development"


def test_a_deleted_experiment_is_told_with_the_way_back(store):
    number = store.experiment("toy")
    store.client.delete_experiment(number)
    with pytest.raises(StoreError, match="was deleted") as caught:
        store.experiment("toy")
    assert f"MLFLOW_TRACKING_URI={store.uri} mlflow experiments restore" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 3
    store.client.restore_experiment(number)
    assert store.experiment("toy") == number


@pytest.mark.parametrize("name", ["../../x", "", "a/b", "x" * 81, "rtl\u202e", "🐦", ".hidden"])
def test_a_dataset_name_is_never_a_path(name, store):
    with pytest.raises(RequestError, match="unfit"):
        store.experiment(name)
