"""Sweeps: only what is missing, and each run once."""

import shutil
from dataclasses import replace
from itertools import islice

import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.engines.joblib import Local, called
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.design import Design
from fairlab.experiment.people import keep_people
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall
from fairlab.record import Ledger, Store, open_store
from fairlab.record.artifacts import run_tables
from fairlab.system.workers import WorkerLostError
from tests.small import small_credit

pytestmark = pytest.mark.slow

MODEL = TunedXGB(trials=2, trees=15, patience=5)
BASELINE = Strategy("baseline", MODEL)
SMOTE = Strategy("smote", MODEL, FairSMOTE(), rule=KeepRecall("baseline"))
TIMES = ("time/cpu_s", "time/fit_s", "time/total_s")


def numbers(store) -> pd.DataFrame:
    table = Ledger(store, "small").table()
    named = table.set_index(["strategy", "seed"]).sort_index()
    return named.filter(regex="^(test|valid|fair|model)").drop(columns=TIMES, errors="ignore")


@pytest.fixture(scope="module")
def data():
    return small_credit()


def run_all(store, data, strategies=(BASELINE, SMOTE), seeds=(0, 1), vary="both"):
    seen = []
    specs = plan(strategies, data, seeds, Design(folds=2, vary=vary))
    ledger = Ledger(store, "small")
    failed = run_missing(specs, data, ledger, Local(), lambda spec, _: seen.append(spec))
    assert failed == []
    return seen


@pytest.fixture(scope="module")
def swept(template_store, data, tmp_path_factory) -> Store:
    """A store with both strategies in two seeds."""
    place = shutil.copy(template_store, tmp_path_factory.mktemp("swept"))
    store = open_store(f"sqlite:///{place}")
    run_all(store, data)
    return store


def runs_in(specs) -> list[RunSpec]:
    return [spec for spec in specs if isinstance(spec, RunSpec)]


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
    models = [HistGradientBoostingClassifier(max_iter=trees) for trees in (2, 3)]
    strategies = [Strategy(*one) for one in zip(("one", "two"), models, strict=True)]
    specs = plan(strategies, data, [4], Design("holdout"))
    with pytest.raises(RequestError, match="two seed 4") as told:
        run_missing(specs, data, ledger, Killed())
    assert "one seed" not in str(told.value)
    assert list(ledger.beside("fit").finished()) == [specs[0].fits[0].key]


def test_what_is_finished_is_not_run_again(store, data):
    first = run_all(store, data, seeds=[0])
    assert (len(first), len(runs_in(first))) == (6, 2)
    assert run_all(store, data, seeds=[0]) == []
    assert len(runs_in(run_all(store, data, seeds=[0, 1]))) == 2
    assert len(numbers(store)) == 4
    assert len(Ledger(store, "small").beside("fit").finished()) == 8


def test_a_strategy_with_a_rule_keeps_the_baselines_recall(swept):
    found = numbers(swept)["valid/recall"]
    assert (found["smote"] >= found["baseline"] - 1e-12).all()


def test_same_seed_has_the_same_folds_in_every_strategy(swept, data):
    runs = Ledger(swept, "small").table()
    of_seed = runs.loc[runs["seed"] == 1, "run_id"]
    one, other = (run_tables(swept, run)["predictions"] for run in of_seed)
    shared = ["row", "fold", "y"]
    pd.testing.assert_frame_equal(one[shared], other[shared])
    assert one["row"].tolist() == list(range(data.rows))


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


def test_workplaces_are_empty_afterwards(swept):
    left = [path for path in (swept.private / "work").rglob("*") if path.is_file()]
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


@pytest.mark.parametrize("lost", [0, 2], ids=["a fit", "a run"])
def test_what_was_taken_over_is_not_recorded_twice(lost, store, data, monkeypatch):
    asked = []

    def renew(ledger: Ledger, key: str) -> bool:
        asked.append(key)
        return len(asked) != lost + 1

    monkeypatch.setattr(Ledger, "renew", renew)
    specs = plan([BASELINE], data, [0, 1], Design("holdout"))
    seen = []
    assert run_missing(specs, data, Ledger(store, "small"), watch=lambda s, _: seen.append(s)) == []
    again = asked.pop(lost)
    assert asked == [spec.key for spec in seen]
    assert asked.index(again) > lost
    assert len(store.client.search_runs([store.experiment("small")])) == 2
    assert len(Ledger(store, "small").beside("fit").finished()) == 2


class TwoAtOnce(Local):
    """Computes in this process, and has taken both of its calls before the first is done."""

    def run(self, task, calls, slots):
        for call in list(islice(calls, slots)):
            yield called(task, call)


def test_a_sweep_that_fails_leaves_its_claims_to_others(store, data, monkeypatch):
    def full(*_):
        raise StoreError("no")

    ledger = Ledger(store, "small")
    keep_people(data, ledger)
    specs = plan([BASELINE], data, [0, 1], Design("holdout"))
    monkeypatch.setattr(Ledger, "write", full)
    with pytest.raises(StoreError):
        run_missing(specs, data, ledger, TwoAtOnce(2))
    keys = [spec.key for spec in specs]
    keys += [fit.key for spec in specs for fit in spec.fits]
    for key in keys:
        with ledger.claim(key) as mine:
            assert mine
