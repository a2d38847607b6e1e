"""Tables and predictions come back as they were written, or not at all."""

from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import RequestError, StoreError
from fairlab.record import Ledger, artifacts
from fairlab.record.artifacts import PREDICTIONS, run_predictions, run_tables
from fairlab.record.hashes import FILES_TAG, SUMS, seal

pytestmark = pytest.mark.slow

GROUPS = pd.DataFrame({"row": ["a", "b"], "value": [0.5, 0.25]})


def folder_of(store, run_id: str) -> Path:
    return Path(urlsplit(store.client.get_run(run_id).info.artifact_uri).path)


def test_files_that_are_seen_from_another_folder_are_no_fault_of_a_run(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    place = Path("mlruns_example/artifacts/fairlab/toy/ab/artifacts")
    monkeypatch.setattr(artifacts, "artifacts_of", lambda *_: (str(place), ""))
    with pytest.raises(RequestError, match="Start in the folder that holds mlruns_example:"):
        run_predictions(None, "ab")
    place.parents[1].mkdir(parents=True)
    with pytest.raises(StoreError, match=r"of run ab are not in mlruns_example(.|\n)*sweep again"):
        run_predictions(None, "ab")


@pytest.fixture
def recorded(finished_run, store):
    """A run with a table, and the folder of its files."""
    run_id = Ledger(store, "toy").write(*finished_run(tables={"groups": GROUPS}))
    return run_id, folder_of(store, run_id)


def test_predictions_alone_are_those_among_all(recorded, store):
    run_id, _ = recorded
    alone, every = run_predictions(store, run_id), run_tables(store, run_id)
    assert list(alone) == ["predictions"]
    pd.testing.assert_frame_equal(alone["predictions"], every["predictions"])


def test_tables_come_back_as_they_were_written(finished_run, store):
    without_intervals = {"value": [0.5, np.nan], "low": [np.nan, np.nan], "note": ["", "n = 1"]}
    written = pd.DataFrame({"row": ["ä", "b"], **without_intervals})
    predictions = pd.DataFrame({"y": [0, 1], "score": [0.25, 0.75], "flagged": [False, True]})
    run = finished_run(tables={"individual": written}, predictions=predictions)
    found = run_tables(store, Ledger(store, "toy").write(*run))
    pd.testing.assert_frame_equal(found["individual"], written)
    pd.testing.assert_frame_equal(found["predictions"], predictions)


def edit_table(folder: Path) -> None:
    table = folder / "tables" / "groups.json"
    table.write_text(table.read_text().replace("0.25", "0.75"))


def swap_predictions(folder: Path) -> None:
    predictions = pd.read_parquet(folder / PREDICTIONS)
    predictions.assign(flagged=~predictions["flagged"]).to_parquet(folder / PREDICTIONS)


def list_anew(folder: Path) -> None:
    edit_table(folder)
    seal(folder)


@pytest.mark.parametrize(
    ("damage", "named"),
    [
        (edit_table, "tables/groups.json"),
        (swap_predictions, PREDICTIONS),
        (lambda folder: (folder / "tables" / "groups.json").unlink(), "tables/groups.json"),
        (lambda folder: (folder / SUMS).unlink(), SUMS),
        (list_anew, SUMS),
    ],
    ids=["edited table", "swapped predictions", "deleted table", "deleted list", "listed anew"],
)
def test_files_that_are_not_those_recorded_are_named_and_not_parsed(
    damage, named, recorded, store, monkeypatch
):
    run_id, folder = recorded
    damage(folder)
    monkeypatch.setattr(artifacts.json, "loads", lambda _: pytest.fail("it was parsed"))
    monkeypatch.setattr(artifacts.pd, "read_parquet", lambda _: pytest.fail("it was parsed"))
    with pytest.raises(StoreError, match="is damaged") as refused:
        run_tables(store, run_id)
    said = str(refused.value)
    assert named in said
    assert run_id in said
    assert len(said.splitlines()) <= 3


def test_predictions_of_another_run_are_refused(recorded, finished_run, store):
    run_id, folder = recorded
    scores = pd.DataFrame({"row": [0, 1], "fold": 0, "y": [0, 1], "score": [0.9, 0.1]})
    other = Ledger(store, "toy").write(
        *finished_run(key="00000000000000b7", predictions=scores.assign(flagged=True))
    )
    (folder / PREDICTIONS).write_bytes((folder_of(store, other) / PREDICTIONS).read_bytes())
    with pytest.raises(StoreError, match=PREDICTIONS):
        run_tables(store, run_id)


def test_what_somebody_adds_is_no_fault_and_is_not_read(recorded, store):
    run_id, folder = recorded
    (folder / "tables" / "mine.json").write_text("no table")
    store.client.log_text(run_id, "seen by me", "notes/remark.txt")
    assert run_tables(store, run_id).keys() == {"groups", "predictions"}


def test_runs_without_hashes_are_read_as_before(recorded, store):
    run_id, folder = recorded
    store.client.delete_tag(run_id, FILES_TAG)
    (folder / SUMS).unlink()
    assert run_tables(store, run_id)["groups"]["value"].tolist() == [0.5, 0.25]


def test_a_store_without_a_database_at_hand_checks_too(recorded, store, monkeypatch):
    """As of a server, which tells by its client alone what a run is."""
    run_id, folder = recorded
    monkeypatch.setattr(type(store), "database", None)
    assert run_tables(store, run_id)["groups"]["value"].tolist() == [0.5, 0.25]
    edit_table(folder)
    with pytest.raises(StoreError, match=r"tables/groups\.json"):
        run_tables(store, run_id)
