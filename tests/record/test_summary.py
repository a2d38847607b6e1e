"""Summary runs are written once, superseded when seeds come, and never taken for a seed."""

import json

import pandas as pd
import pytest

from fairlab.record import Ledger, repair
from fairlab.record.summary import Summary
from fairlab.record.ui import describe_links


@pytest.fixture
def ledger(store):
    return Ledger(store, "toy")


def summary(seeds=2, **changes):
    means = pd.DataFrame({"metric": ["test/auprc"], "mean": [0.5], "sd": [0.1], "low": [0.4],
                          "high": [0.6], "seeds": [seeds]})  # fmt: skip
    usual = {
        "strategy": "baseline",
        "settings_key": "a0",
        "runs": {seed: f"run{seed}" for seed in range(seeds)},
        "params": {"strategy": "baseline", "seeds": str(seeds)},
        "metrics": {
            "test/auprc": 0.5,
            "test/auprc.sd": 0.1,
            "test/auprc.ci95": float("nan"),
            "test/auc": 2 / 3,
        },
        "means": means,
        "about": f"baseline over {seeds} seeds.",
    }
    return Summary(**(usual | changes))


def written(ledger, view=1):
    client, experiment = ledger.store.client, ledger.store.experiment("toy")
    return client.search_runs([experiment], "tags.`fairlab.kind` = 'summary'", run_view_type=view)


def test_it_shows_means_spread_and_colour_and_its_table(ledger, tmp_path):
    ledger.keep_summaries([summary()])
    (run,) = written(ledger)
    assert run.info.run_name == "baseline: 2 seeds"
    assert run.data.metrics == {"test/auprc": 0.5, "test/auprc.sd": 0.1, "test/auc": 0.6667}
    assert run.data.params == {"strategy": "baseline", "seeds": "2"}
    assert run.data.tags["mlflow.runColor"] == "#7f7f7f"
    assert run.data.tags["mlflow.source.name"].startswith("fairlab ")
    path = ledger.store.client.download_artifacts(run.info.run_id, "config.json", str(tmp_path))
    with open(path) as file:
        assert json.load(file)["runs"] == {"0": "run0", "1": "run1"}


def test_no_reader_of_runs_takes_it_for_a_seed(ledger, finished_run):
    about, result = finished_run()
    run_id = ledger.write(about, result)
    ledger.keep_summaries([summary(settings_key=about.settings_key, runs={0: run_id})])
    told, seed = written(ledger)[0].inputs, ledger.store.client.get_run(run_id).inputs
    assert told.dataset_inputs == seed.dataset_inputs != []
    assert ledger.finished() == {about.key: run_id}
    assert ledger.table()["run_id"].tolist() == [run_id]
    assert ledger.table({about.key})["test/auprc"].tolist() == [result.metrics["test/auprc"]]
    with ledger.claim("ab") as mine:
        assert mine
    assert repair(ledger.store).empty


def test_the_same_again_writes_nothing(ledger):
    ledger.keep_summaries([summary()])
    before = [run.info.run_id for run in written(ledger)]
    ledger.keep_summaries([summary()])
    assert [run.info.run_id for run in written(ledger, view=3)] == before


def test_another_fairlab_writes_it_anew(ledger, monkeypatch):
    ledger.keep_summaries([summary()])
    monkeypatch.setattr("fairlab.record.summary.__version__", "9")
    ledger.keep_summaries([summary()])
    (run,) = written(ledger)
    assert run.data.tags["mlflow.source.name"] == "fairlab 9"


def test_more_seeds_supersede_it(ledger):
    ledger.keep_summaries([summary()])
    ledger.keep_summaries([summary(seeds=3)])
    assert [run.info.run_name for run in written(ledger)] == ["baseline: 3 seeds"]


def test_what_was_left_by_a_kill_or_written_twice_is_put_away(ledger):
    ledger.keep_summaries([summary()])
    (first,) = written(ledger)
    client, experiment = ledger.store.client, ledger.store.experiment("toy")
    client.set_terminated(client.create_run(experiment, tags=first.data.tags).info.run_id)
    killed = client.create_run(experiment, tags=first.data.tags).info.run_id
    client.set_terminated(killed, "KILLED")
    running = client.create_run(experiment, tags=first.data.tags).info.run_id
    ledger.keep_summaries([summary()])
    left = {run.info.run_id: run.info.status for run in written(ledger)}
    assert left.pop(running) == "RUNNING"
    assert list(left.values()) == ["FINISHED"]


def test_two_settings_of_a_strategy_have_a_summary_each(ledger):
    ledger.keep_summaries([summary(), summary(settings_key="b0")])
    assert len(written(ledger)) == 2
    assert "leaderboard" in describe_links(ledger.store, "http://x")
