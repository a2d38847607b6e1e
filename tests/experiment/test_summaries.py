"""A strategy over its seeds, as the summary run says it."""

import numpy as np
import pytest

from fairlab.compare.shared_search import FOR_ALL
from fairlab.experiment.summaries import record_summaries, summarise
from fairlab.record import Ledger

PARAMS = {"design": "folds", "folds": 5, "vary": "both", "split.test": "everybody"}


@pytest.fixture
def ledger(store, finished_run):
    made = Ledger(store, "toy")
    for seed, auprc in enumerate((0.2, 0.3, 0.7)):
        made.write(
            *finished_run(
                seed=seed,
                key=f"{seed:016x}",
                params=PARAMS,
                metrics={"test/auprc": auprc, "test/f1": auprc, "fair.sex/recall_parity": 0.1},
            )
        )
    return made


def test_means_and_spread_are_those_of_the_seeds_and_claim_nothing(ledger):
    (found,) = summarise(ledger.table())
    values = np.array([0.2, 0.3, 0.7])
    assert found.metrics["test/auprc"] == pytest.approx(values.mean())
    assert found.metrics["test/auprc.sd"] == pytest.approx(values.std(ddof=1))
    assert found.metrics["fair.sex/recall_parity"] == pytest.approx(0.1)
    assert "test/f1.sd" not in found.metrics
    assert not any(name.endswith("ci95") for name in found.metrics)
    assert found.about == "baseline over 3 seeds: means, and their spread."
    (once,) = summarise(ledger.table().assign(**{"params.search": FOR_ALL}))
    assert once.about.startswith(f"{found.about} One search (--search once) served all")


def test_the_table_says_in_how_many_seeds_a_metric_is_defined(ledger, finished_run):
    undefined = {"test/auprc": 0.4, "test/f1": float("nan")}
    ledger.write(*finished_run(seed=3, key="3a", params=PARAMS, metrics=undefined))
    (found,) = summarise(ledger.table())
    table = found.means.set_index("metric")
    assert table.loc["test/f1", "seeds"] == 3
    assert table.loc["test/auprc", "seeds"] == 4
    assert table.loc["test/f1", "mean"] == pytest.approx(0.4)


def test_it_names_its_runs_and_the_settings_that_they_share(ledger):
    table = ledger.table()
    (found,) = summarise(table)
    assert found.runs == dict(zip(table["seed"], table["run_id"], strict=True))
    assert found.params["vary"] == "both"
    assert found.params["seeds"] == "3"
    assert "seed" not in found.params


def test_settings_are_never_averaged_together(ledger, finished_run):
    other = finished_run(seed=0, key="f1", settings_key="f0", params={**PARAMS, "trials": 9})
    ledger.write(*other)
    assert sorted(len(one.runs) for one in summarise(ledger.table())) == [1, 3]


def test_recording_them_again_changes_nothing_and_a_seed_more_does(ledger, finished_run):
    def names():
        runs = ledger.store.client.search_runs([ledger.store.experiment("toy")])
        return sorted(run.info.run_name for run in runs)

    record_summaries(ledger)
    record_summaries(ledger)
    assert names() == ["baseline-s00", "baseline-s01", "baseline-s02", "baseline: 3 seeds"]
    ledger.write(*finished_run(seed=3, key="3a", params=PARAMS))
    record_summaries(ledger)
    assert names()[-1] == "baseline: 4 seeds"
    assert len(names()) == 5


def test_one_seed_has_a_mean_alone(store, finished_run):
    ledger = Ledger(store, "toy")
    ledger.write(*finished_run(params=PARAMS, metrics={"test/auprc": 0.5}))
    (found,) = summarise(ledger.table())
    assert found.metrics["test/auprc"] == 0.5
    assert np.isnan(found.metrics["test/auprc.sd"])
