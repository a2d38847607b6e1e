"""A copied or moved folder opens with all its files, and shares none with the original."""

import shutil
from pathlib import Path

import pytest

from fairlab.record import Ledger, Store, open_store
from fairlab.record.models import fetch_model


@pytest.fixture
def folder(store, finished_run, model_files):
    ledger = Ledger(store, "toy")
    ledger.write(*finished_run(files={"report.md": "whole"}, model=model_files))
    Ledger(store, "toy/audit").write(*finished_run(files={"page.html": "<p>"}))
    return store.database.parent


def opened(folder: Path) -> Store:
    return open_store(f"sqlite:///{folder}/mlflow.db")


def contents(store: Store, name: str) -> bytes:
    (run,) = Ledger(store, name).table()["run_id"]
    (file,) = {"report.md", "page.html"} & {one.path for one in store.client.list_artifacts(run)}
    return Path(store.client.download_artifacts(run, file)).read_bytes()


@pytest.mark.slow
@pytest.mark.parametrize("move", [shutil.copytree, shutil.move])
def test_all_artifacts_and_models_are_found_in_the_new_place(move, folder, tmp_path_factory):
    there = tmp_path_factory.mktemp("other") / "new place é"
    move(folder, there)
    if folder.exists():
        shutil.rmtree(folder)
    store = opened(there)
    assert contents(store, "toy") == b"whole"
    assert contents(store, "toy/audit") == b"<p>"
    (run,) = Ledger(store, "toy").table()["run_id"]
    assert fetch_model(store, run, there / "model").is_dir()


def test_what_is_written_to_a_copy_does_not_go_to_the_original(
    folder, finished_run, tmp_path_factory
):
    there = tmp_path_factory.mktemp("other") / "copy"
    shutil.copytree(folder, there)
    before = sorted(folder.rglob("mlartifacts/**/*"))
    Ledger(opened(there), "toy").write(*finished_run(key="00000000000000b4", seed=4))
    assert sorted(folder.rglob("mlartifacts/**/*")) == before
    assert len(list(there.glob("mlartifacts/fairlab/toy/*/artifacts"))) == 2


def test_a_store_that_is_where_it_was_is_not_written(folder, tmp_path_factory):
    link = tmp_path_factory.mktemp("other") / "link"
    link.symlink_to(folder)
    before = (folder / "mlflow.db").read_bytes(), (folder / "mlflow.db-wal").stat().st_size
    for way in (folder, link):
        opened(way)
    assert (
        (folder / "mlflow.db").read_bytes(),
        (folder / "mlflow.db-wal").stat().st_size,
    ) == before


def test_a_file_that_came_without_its_artifacts_is_left_alone(folder, tmp_path_factory):
    there = tmp_path_factory.mktemp("other")
    for file in folder.glob("mlflow.db*"):
        shutil.copy(file, there)
    store = opened(there)
    (run,) = Ledger(store, "toy").table()["run_id"]
    assert store.client.get_run(run).info.artifact_uri.startswith(folder.as_uri())
