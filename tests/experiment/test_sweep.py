"""Sweeps: only what is missing, each run once, the same bits whatever the order."""

from dataclasses import replace

import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.engines.joblib import Local
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall
from fairlab.record import Ledger
from fairlab.system.workers import WorkerLostError
from tests.small import small_credit

pytestmark = pytest.mark.slow

MODEL = TunedXGB(trials=2, trees=15, patience=5)
BASELINE = Strategy("baseline", MODEL)
SMOTE = Strategy("smote", MODEL, FairSMOTE(), rule=KeepRecall("baseline"))
TIMES = ("time/fit_s", "time/total_s")


def numbers(store) -> pd.DataFrame:
    table = Ledger(store, "small").table()
    named = table.set_index(["strategy", "seed"]).sort_index()
    return named.filter(regex="^(test|valid|fair|model)").drop(columns=TIMES, errors="ignore")


@pytest.fixture(scope="module")
def data():
    return small_credit()


def run_all(store, data, strategies=(BASELINE, SMOTE), seeds=(0, 1), jobs=1, vary="both"):
    seen = []
    specs = plan(strategies, data, seeds, Design(vary=vary))
    ledger = Ledger(store, "small")
    failed = run_missing(specs, data, ledger, Local(jobs), lambda spec, _: seen.append(spec.key))
    assert failed == []
    return seen


@pytest.mark.parametrize(("name", "said"), [(" ", "an empty name"), ("x" * 241, "241 letters")])
def test_a_name_that_cannot_be_recorded_is_refused_before_training(name, said, data):
    with pytest.raises(RequestError, match=said):
        plan([Strategy(name, MODEL)], data, [0])


class Killed:
    """An engine that takes two calls, and whose worker is killed then."""

    slots = 2
    shares_files = False

    def threads(self, slots):
        return 1

    def share(self, data):
        return data

    def run(self, task, calls, slots):
        yield task(*next(calls))
        next(calls)
        raise WorkerLostError("A worker process was killed.\nType the command again.")


def test_what_a_killed_worker_was_computing_is_named_and_the_rest_is_kept(store, data):
    ledger = Ledger(store, "small")
    tree = HistGradientBoostingClassifier(max_iter=2)
    specs = plan([Strategy("one", tree), Strategy("two", tree)], data, [4])
    with pytest.raises(RequestError, match="two seed 4") as told:
        run_missing(specs, data, ledger, Killed())
    assert "one seed" not in str(told.value)
    assert ledger.table()["strategy"].tolist() == ["one"]


def test_what_is_finished_is_not_run_again(store, data):
    assert len(run_all(store, data, seeds=[0])) == 2
    assert run_all(store, data, seeds=[0]) == []
    assert len(run_all(store, data, seeds=[0, 1])) == 2
    assert len(numbers(store)) == 4


def test_order_of_strategies_and_number_of_workers_change_no_bit(store, data, tmp_path_factory):
    import shutil

    from fairlab.record import open_store

    folder = tmp_path_factory.mktemp("other")
    shutil.copy(store.database, folder / "mlflow.db")
    other = open_store(f"sqlite:///{folder}/mlflow.db")
    run_all(store, data)
    extra = Strategy("extra", MODEL)
    run_all(other, data, (extra, BASELINE, SMOTE), seeds=(1, 0), jobs=2)
    ours = numbers(store)
    pd.testing.assert_frame_equal(ours, numbers(other).loc[ours.index], check_exact=True)


def test_a_strategy_with_a_rule_keeps_the_baselines_recall(store, data):
    run_all(store, data)
    found = numbers(store)["valid/recall"]
    assert (found["smote"] >= found["baseline"] - 1e-12).all()


def test_same_seed_has_the_same_test_part_in_every_strategy(store, data):
    run_all(store, data, seeds=[3])
    runs = Ledger(store, "small").table()
    labels = [
        pd.read_parquet(store.client.download_artifacts(run, "predictions.parquet"))["y"]
        for run in runs["run_id"]
    ]
    pd.testing.assert_series_equal(*labels)


@pytest.mark.parametrize(
    ("vary", "splits", "trainings"), [("data", 2, 1), ("model", 1, 2), ("both", 2, 2)]
)
def test_vary_says_what_a_seed_changes(data, vary, splits, trainings):
    specs = plan([BASELINE], data, [0, 1], Design(vary=vary))
    assert len({spec.design.split_seed(spec.seed) for spec in specs}) == splits
    assert len({spec.design.training_seed(spec.seed) for spec in specs}) == trainings


def test_a_missing_need_is_told(data):
    with pytest.raises(RequestError, match="'smote' needs 'baseline'"):
        plan([SMOTE], data, [0])


def test_needs_are_part_of_the_key(data):
    other = BASELINE.with_settings(model__trials=3)
    keys = [plan([first, SMOTE], data, [0])[-1].key for first in (BASELINE, other)]
    assert keys[0] != keys[1]


def test_workplaces_are_empty_afterwards(store, data):
    run_all(store, data, seeds=[0])
    left = [path for path in (store.private / "work").rglob("*") if path.is_file()]
    assert left == []


class Unknown(HistGradientBoostingClassifier):
    """No class of a library, so that no file but a pickle could hold it."""


@pytest.mark.parametrize(
    ("trees", "kept"), [(HistGradientBoostingClassifier, 1), (Unknown, 0)], ids=["known", "unknown"]
)
def test_a_model_that_could_only_be_pickled_is_swept_without_one(trees, kept, store, data):
    run_all(store, data, [Strategy("baseline", trees(max_iter=5))], seeds=[0])
    runs = Ledger(store, "small").table()
    assert runs["test/auc"].between(0, 1).all()
    run = store.client.get_run(runs["run_id"][0])
    assert len(run.outputs.model_outputs) == kept
    assert ("fairlab.without_model" in run.data.tags) == (not kept)
    assert kept or f"{__name__}.Unknown" in run.data.tags["fairlab.without_model"]


def test_what_is_balanced_is_a_setting_of_those_who_balance_alone(data):
    other = replace(data, balance=("sex",))
    first, second = (plan([BASELINE, SMOTE], table, [0]) for table in (data, other))
    assert first[0].key == second[0].key
    assert first[1].key != second[1].key


def test_a_run_that_was_taken_over_is_not_recorded_twice(store, data, monkeypatch):
    asked = []

    def renew(ledger: Ledger, key: str) -> bool:
        asked.append(key)
        return len(asked) != 1

    monkeypatch.setattr(Ledger, "renew", renew)
    seen = run_all(store, data, [BASELINE], seeds=[0, 1])
    assert asked == [seen[1], seen[0], seen[1]]
    assert len(store.client.search_runs([store.experiment("small")])) == 2


def test_a_sweep_that_fails_leaves_its_claims_to_others(store, data, monkeypatch):
    def full(*_):
        raise StoreError("no")

    ledger = Ledger(store, "small")
    specs = plan([BASELINE], data, [0, 1])
    monkeypatch.setattr(Ledger, "write", full)
    with pytest.raises(StoreError):
        run_missing(specs, data, ledger, Local(2))
    for spec in specs:
        with ledger.claim(spec.key) as mine:
            assert mine
