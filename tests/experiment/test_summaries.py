"""A strategy over its seeds, as the summary run says it."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.summary_over_seeds import summary_over_seeds
from fairlab.experiment.summaries import record_summaries, summarise
from fairlab.record import Ledger

PARAMS = {"vary": "both", "split.test": "drawn", "rows.train": 60, "rows.test": 20}


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


def test_means_spread_and_interval_are_those_of_the_seeds(ledger):
    (found,) = summarise(ledger.table())
    values = np.array([0.2, 0.3, 0.7])
    half = 4.302653 * values.std(ddof=1) * np.sqrt(1 / 3 + 20 / 60)
    assert found.metrics["test/auprc"] == pytest.approx(values.mean())
    assert found.metrics["test/auprc.sd"] == pytest.approx(values.std(ddof=1))
    assert found.metrics["test/auprc.ci95"] == pytest.approx(half)
    assert "test/f1.sd" not in found.metrics
    assert "Nadeau" in found.about


def test_a_value_that_all_seeds_share_has_no_interval(ledger):
    (found,) = summarise(ledger.table())
    assert found.metrics["fair.sex/recall_parity"] == pytest.approx(0.1)
    assert np.isnan(found.metrics["fair.sex/recall_parity.ci95"])


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


def test_an_interval_over_seeds_covers_as_often_as_promised():
    rng = np.random.default_rng(0)
    drawn = summary_over_seeds(pd.DataFrame(rng.normal(0.3, 0.1, size=(6, 400))))
    assert ((drawn["low"] <= 0.3) & (drawn["high"] >= 0.3)).mean() >= 0.93


def test_one_seed_has_a_mean_alone():
    (row,) = summary_over_seeds(pd.DataFrame({"a": [0.5]})).to_dict("records")
    assert row["mean"] == 0.5
    assert np.isnan([row["sd"], row["low"], row["high"]]).all()
