import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fairlab.errors import StoreError
from fairlab.record import Ledger, open_store
from fairlab.record.example import OF_RUNS, check_example, make_portable
from fairlab.record.models import fetch_model
from fairlab.record.ui import copy_of_example, describe_links

pytestmark = pytest.mark.slow


@pytest.fixture
def example(store, finished_run, model_files, tmp_path):
    for seed in (1, 0):
        made = finished_run(seed=seed, key=f"{seed:016x}", model=model_files)
        Ledger(store, "toy").write(*made)
    make_portable(tmp_path, tmp_path / "mlruns_example")
    shutil.rmtree(tmp_path / "mlartifacts")
    return tmp_path / "mlruns_example"


def test_an_example_opens_after_it_was_moved(example, tmp_path, monkeypatch):
    new = tmp_path / "another place"
    new.mkdir()
    example.rename(new / example.name)
    monkeypatch.chdir(new)
    assert check_example(Path(example.name)) == []
    store = open_store(f"sqlite:///{example.name}/mlflow.db")
    run_id, later = map(Ledger(store, "toy").finished().get, (f"{0:016x}", f"{1:016x}"))
    assert [one.path for one in store.client.list_artifacts(run_id)] == [
        "SHA256SUMS",
        "config.json",
        "predictions.parquet",
    ]
    assert (fetch_model(store, run_id, tmp_path / "copy") / "strategy.json").exists()
    with pytest.raises(StoreError, match="baseline-s01 has no model"):
        fetch_model(store, later, tmp_path / "none")


def test_deleted_runs_stay_behind(store, finished_run, tmp_path):
    ledger = Ledger(store, "toy")
    kept, deleted = (ledger.write(*finished_run(seed=n, key=f"{n:016x}")) for n in range(2))
    store.client.delete_run(deleted)
    make_portable(tmp_path, tmp_path / "mlruns_example")
    example = tmp_path / "mlruns_example"
    assert check_example(example) == []
    with closing(sqlite3.connect(example / "mlflow.db")) as db:
        for table in OF_RUNS:
            assert {run for (run,) in db.execute(f"SELECT run_uuid FROM {table}")} == {kept}
        assert {run for (run,) in db.execute("SELECT destination_id FROM inputs")} == {kept}
        tied, tagged = "SELECT input_uuid FROM inputs", "SELECT input_uuid FROM input_tags"
        assert {*db.execute(tagged)} == {*db.execute(tied)}
    assert not list(example.rglob(deleted))


def _sql(path, statement):
    with closing(sqlite3.connect(path)) as db:
        db.execute(statement)
        db.commit()


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE runs SET artifact_uri = '/home/ann/x'", "runs.artifact_uri holds the absolute"),
        ("UPDATE runs SET status = 'RUNNING'", "is RUNNING"),
        ("UPDATE logged_models SET artifact_location = 'gone'", "files of the model"),
        ("UPDATE runs SET artifact_uri = 'gone'", "artifacts of the run"),
        ("UPDATE experiment_tags SET value = 'see file:///x'", "experiment_tags.value holds"),
    ],
)
def test_what_keeps_an_example_at_home_is_found(example, damage, words):
    _sql(example / "mlflow.db", damage)
    assert any(words in fault for fault in check_example(example))


def test_an_absolute_path_in_a_model_is_found(example):
    (about,) = example.rglob("MLmodel")
    about.write_text(about.read_text() + "artifact_path: /srv/models\n")
    assert len(check_example(example)) == 1


def test_looking_at_a_copy_leaves_the_example_alone(example):
    before = (example / "mlflow.db").read_bytes()
    store = copy_of_example(example)
    store.client.search_experiments()
    assert "http://x/#/experiments/1/runs" in describe_links(store, "http://x")
    assert (example / "mlflow.db").read_bytes() == before
    assert not list(example.glob("mlflow.db-*"))
