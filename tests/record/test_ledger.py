import json
import math
import sqlite3
import time
from contextlib import closing

import pandas as pd
import pytest

from fairlab.errors import StoreError
from fairlab.experiment.spec import FORMAT
from fairlab.record import Ledger
from fairlab.record.reading import RUN, WANTED, _by_client, finished_rows


@pytest.fixture
def ledger(store):
    return Ledger(store, "toy")


def test_nothing_is_finished_in_a_new_store(ledger):
    assert ledger.finished() == {}
    table = ledger.table()
    assert len(table) == 0
    assert {"run_id", "strategy", "seed", "config_hash"} <= set(table)


def test_a_run_comes_back_as_it_was_written(ledger, finished_run):
    about, result = finished_run(
        versions={"xgboost": "3.2"}, falls_short=("Asked: much.", "Got: little.")
    )
    run_id = ledger.write(about, result)
    (row,) = ledger.table().to_dict("records")
    assert row == {
        "run_id": run_id,
        "strategy": "baseline",
        "seed": 3,
        "dataset": "toy",
        "config_hash": about.key,
        "settings_hash": about.settings_key,
        "fingerprint": "ab" * 32,
        "versions": '{"xgboost": "3.2"}',
        "people": "",
        "people_recorded": "",
        "target": "",
        "file": "",
        "typed": "",
        "attribute": "",
        "attribute_use": "",
        "random": "",
        "falls_short": "Asked: much.\nGot: little.",
        "undefined": "",
        "params.strategy": "baseline",
        "params.seed": "3",
        "params.dataset": "toy",
        "params.model__max_depth": "4",
        "params.format": str(FORMAT),
        "params.rows.train": "60",
        "params.rows.validation": "20",
        "params.rows.test": "20",
        **result.metrics,
    }
    assert ledger.finished() == {about.key: run_id}


def test_a_run_that_names_no_format_is_of_0_1_0_and_no_other_is(ledger, finished_run):
    for seed, params in enumerate(({}, {"format": FORMAT})):
        ledger.write(*finished_run(seed=seed, key=f"{seed:016x}", params=params))
    assert ledger.table()["params.format"].tolist() == ["1", str(FORMAT)]


def test_mlflow_shows_name_times_data_and_description(ledger, finished_run, store):
    run = store.client.get_run(ledger.write(*finished_run()))
    assert run.info.run_name == "baseline-s03"
    assert run.info.end_time - run.info.start_time == 7000
    assert run.data.tags["mlflow.runColor"] == "#7f7f7f"
    assert run.data.tags["mlflow.source.name"].startswith("fairlab")
    inputs = {one.tags[0].value: one.dataset for one in run.inputs.dataset_inputs}
    assert list(inputs) == ["train", "validation", "test"]
    assert inputs["test"].name == "toy.test"
    assert inputs["test"].digest == "ab" * 18
    assert json.loads(inputs["test"].profile) == {"num_rows": 20, "positive_rate": 0.2}
    about = "On 20 test rows with 4 bad events: auprc 0.250."
    assert run.data.tags["mlflow.note.content"] == about


def test_what_is_not_a_number_is_left_out_and_told(ledger, finished_run, store):
    metrics = {"test/auprc": 0.5, "fair.sex/recall_parity": math.nan, "test/odds": math.inf}
    notes = {"fair.sex/recall_parity": "no positives in group b"}
    run_id = ledger.write(*finished_run(metrics=metrics, notes=notes))
    (row,) = ledger.table().to_dict("records")
    assert "fair.sex/recall_parity" not in row
    assert "test/odds" not in row
    assert json.loads(store.client.get_run(run_id).data.tags["fairlab.undefined"]) == {
        "fair.sex/recall_parity": "no positives in group b",
        "test/odds": "undefined",
    }


def test_details_come_back_with_the_metrics_and_are_none_in_mlflow(ledger, finished_run, store):
    exact = 0.1 + 0.2
    details = {"fair.sex/recall_floor_95": exact, "fair.sex/fisher_p_recall": math.nan}
    run_id = ledger.write(*finished_run(metrics=details))
    (row,) = ledger.table().to_dict("records")
    assert row["fair.sex/recall_floor_95"] == exact
    assert json.loads(row["undefined"]) == {"fair.sex/fisher_p_recall": "undefined"}
    assert "fair.sex/recall_floor_95" not in store.client.get_run(run_id).data.metrics


def test_details_of_very_many_attributes_are_kept_whole(ledger, finished_run):
    details = {f"fair.attribute_{n}/recall_floor_95": n / 7 for n in range(300)}
    ledger.write(*finished_run(metrics=details))
    (row,) = ledger.table().to_dict("records")
    assert {name: row[name] for name in details} == details


def test_a_nan_that_someone_logged_is_not_read_as_nought(ledger, finished_run, store):
    run_id = ledger.write(*finished_run())
    store.client.log_metric(run_id, "mine", math.nan)
    assert "mine" not in ledger.table()


def test_a_long_parameter_is_hashed_and_kept_in_full(ledger, finished_run, store, tmp_path):
    run_id = ledger.write(*finished_run(params={"long": "x" * 7000}))
    assert ledger.table()["params.long"][0].startswith("sha256:")
    path = store.client.download_artifacts(run_id, "config.json", str(tmp_path))
    with open(path) as file:
        assert json.load(file)["params"]["long"] == "x" * 7000


def test_tables_are_such_as_mlflow_shows_as_tables(ledger, finished_run, store):
    import mlflow

    table = pd.DataFrame({"group": ["sex=a", "sex=b"], "recall": [0.5, None]})
    run_id = ledger.write(*finished_run(tables={"groups": table}, files={"report.md": "# é"}))
    paths = [one.path for one in store.client.list_artifacts(run_id)]
    assert paths == ["SHA256SUMS", "config.json", "predictions.parquet", "report.md", "tables"]
    mlflow.set_tracking_uri(store.uri)
    try:
        again = store.client.load_table(store.experiment("toy"), "tables/groups.json", [run_id])
    finally:
        mlflow.set_tracking_uri(None)
    pd.testing.assert_frame_equal(again, table, check_dtype=False)


def test_a_run_that_is_not_finished_is_not_seen(ledger, finished_run, store):
    for status in ("RUNNING", "FAILED", "KILLED"):
        run_id = ledger.write(*finished_run())
        store.client.update_run(run_id, status=status)
    deleted = ledger.write(*finished_run())
    store.client.delete_run(deleted)
    assert ledger.finished() == {}
    assert len(ledger.table()) == 0


@pytest.mark.slow
def test_of_two_runs_of_a_key_the_newest_counts_and_the_other_is_told(ledger, finished_run, caplog):
    about, old = finished_run()
    later = old.ended.replace(second=59)
    newest = ledger.write(*finished_run(ended=later, metrics={"test/auprc": 0.75}))
    older = ledger.write(about, old)
    assert ledger.finished() == {about.key: newest}
    told = f"the run {older} is left out: the run {newest} has the same settings, data and seed"
    assert caplog.text.count(told) == 1
    assert ledger.table()["test/auprc"].tolist() == [0.75]


def test_a_tag_that_is_there_twice_is_told(ledger, finished_run, store, caplog):
    run = ledger.write(*finished_run())
    with closing(sqlite3.connect(store.database)) as db, db:
        db.execute("CREATE TABLE without_key AS SELECT * FROM tags")
        db.execute("DROP TABLE tags")
        db.execute("ALTER TABLE without_key RENAME TO tags")
        db.execute("INSERT INTO tags VALUES ('fairlab.seed', '7', ?)", (run,))
    assert ledger.finished() == {}
    assert f"the run {run} is left out: its tag fairlab.seed is there twice" in caplog.text


def test_runs_are_ordered_by_strategy_and_seed(ledger, finished_run):
    for strategy, seed in (("b", 10), ("b", 9), ("a", 11)):
        ledger.write(*finished_run(strategy_name=strategy, seed=seed, key=f"{seed:016x}"))
    table = ledger.table()
    assert list(zip(table["strategy"], table["seed"], strict=True)) == [
        ("a", 11),
        ("b", 9),
        ("b", 10),
    ]


def test_datasets_do_not_mix(ledger, finished_run, store):
    ledger.write(*finished_run())
    assert Ledger(store, "other").finished() == {}


def test_sql_and_client_say_the_same(ledger, finished_run, store):
    for seed in range(3):
        ledger.write(*finished_run(seed=seed, key=f"{seed:016x}"))
    by_client = {
        row.run_id: row for row in _by_client(store, "fairlab/toy", WANTED.format(kind=RUN))
    }
    by_sql = {row.run_id: row for row in finished_rows(store, "fairlab/toy")[0]}
    assert by_client.keys() == by_sql.keys()
    for run_id, row in by_sql.items():
        assert row.metrics == by_client[run_id].metrics
        assert row.params == by_client[run_id].params
        assert row.tags == by_client[run_id].tags


def test_a_key_is_claimed_once_at_a_time(ledger):
    with ledger.claim("ab") as first, ledger.claim("ab") as second, ledger.claim("cd") as other:
        assert (first, second, other) == (True, False, True)
    with ledger.claim("ab") as again:
        assert again


def test_what_is_finished_is_not_claimed(ledger, finished_run):
    about, result = finished_run()
    with ledger.claim(about.key) as mine:
        assert mine
        ledger.write(about, result)
    with ledger.claim(about.key, wait=True) as mine:
        assert not mine


def test_a_failure_while_writing_leaves_no_finished_run(ledger, finished_run, store, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("fairlab.record.writing.put_files", full)
    with pytest.raises(StoreError, match=r"No space left.*\n.*Is the disk full"):
        ledger.write(*finished_run())
    assert ledger.finished() == {}
    (run,) = store.client.search_runs([store.experiment("toy")])
    assert run.info.status == "FAILED"


def test_a_store_that_takes_nothing_is_told_in_words(ledger, finished_run, store):
    store.experiment("toy")
    with closing(sqlite3.connect(store.database)) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON runs BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(StoreError, match="disk full") as caught:
        ledger.write(*finished_run())
    assert "read-only?" not in str(caught.value)


def test_a_deleted_experiment_is_told_before_anything_is_computed(ledger, store):
    ledger.prepare()
    assert store.datasets() == ["toy"]
    store.client.delete_experiment(store.experiment("toy"))
    with pytest.raises(StoreError, match="was deleted"):
        ledger.prepare()


def test_views_show_the_parities_that_were_measured(ledger, finished_run, store):
    from fairlab.record.views import TAG, decode

    ledger.write(*finished_run())
    ledger.save_views()
    tags = store.client.get_experiment_by_name("fairlab/toy").tags
    state = decode(json.loads(tags[f"{TAG}leaderboard"])["state"])
    assert "metrics.`gap.sex/recall`" in state["selectedColumns"]


def test_views_that_cannot_be_saved_are_told_in_words(ledger, store):
    store.experiment("toy")
    with closing(sqlite3.connect(store.database)) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON experiment_tags"
            " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
        )
        db.execute("DELETE FROM experiment_tags")
        db.commit()
    with pytest.raises(StoreError, match=r"disk is full.*\n.*Is the disk full"):
        ledger.save_views()


def test_a_small_run_is_written_within_a_second(ledger, finished_run):
    ledger.write(*finished_run())
    metrics = {f"test/m{i}": i / 60 for i in range(60)}
    start = time.process_time()
    ledger.write(*finished_run(metrics=metrics, key="1"))
    assert time.process_time() - start < 1


def test_the_tables_and_the_row_of_one_key_can_be_asked_for(ledger, finished_run):
    ledger.write(*finished_run(key="1", metrics={"test/auprc": 0.25}))
    folds = pd.DataFrame({"fold": [0], "test/auprc": [0.75]})
    ledger.write(*finished_run(key="2", tables={"folds": folds}))
    pd.testing.assert_frame_equal(ledger.tables("2")["folds"], folds)
    assert ledger.table({"1"})["test/auprc"].tolist() == [0.25]


def test_each_key_has_a_workplace_of_its_own(ledger):
    one, other = ledger.work_dir("1"), ledger.work_dir("2")
    assert one.is_dir()
    assert one != other
    assert one == ledger.work_dir("1")


def test_the_store_names_its_datasets(ledger, finished_run, store):
    assert store.datasets() == []
    ledger.write(*finished_run())
    assert store.datasets() == ["toy"]
