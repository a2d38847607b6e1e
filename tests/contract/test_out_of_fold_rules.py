"""Rules that are fitted on out-of-fold scores of the training rows: none by a model that saw them.

The model of this file remembers who it was trained on, and gives them the score 1.
"""

from shutil import copy

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin

from fairlab.data import Dataset
from fairlab.engines.joblib import Local, called
from fairlab.errors import RequestError
from fairlab.experiment.design import INNER, Design
from fairlab.experiment.failure import describe_failures
from fairlab.experiment.fold_fit import INNER_KEEPS
from fairlab.experiment.run import run
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import FlagShare
from fairlab.mitigate.rules import OutOfFoldScores
from fairlab.record import Ledger, open_store
from fairlab.system.workers import WorkerLostError

FOLDS = Design(folds=2)
TRAINED: list[frozenset] = []
HANDED: list[OutOfFoldScores] = []


class Remembers(ClassifierMixin, BaseEstimator):
    """Knows again whom it was trained on; of others it scores one half."""

    def fit(self, X, y):
        self.classes_, self.known_ = np.array([0, 1]), set(X["row"])
        TRAINED.append(frozenset(X["row"]))
        return self

    def predict_proba(self, X):
        score = X["row"].isin(self.known_).to_numpy() * 0.5 + 0.5
        return np.column_stack([1 - score, score])


class Cut(BaseEstimator):
    """Flags from a threshold, and notes what it was handed."""

    on, needs, columns = "validation", (), ("sex",)
    wants_out_of_fold = True

    def __init__(self, threshold=0.5):
        self.threshold = threshold

    def fit(self, y, score, frame=None, reference=None, out_of_fold=None):
        HANDED.append(out_of_fold)
        return self

    def decide(self, score, frame=None):
        return np.asarray(score) > self.threshold

    def to_dict(self):
        return self.get_params()

    @classmethod
    def from_dict(cls, state):
        return cls(**state)


@pytest.fixture(autouse=True)
def nothing_noted():
    TRAINED.clear()
    HANDED.clear()


def people(rows=360, **roles):
    rng = np.random.default_rng(0)
    table = pd.DataFrame(
        {
            "row": np.arange(rows),
            "sex": rng.choice(["f", "m"], rows),
            "who": np.arange(rows) // 3,
            "day": np.arange(rows),
            "bad": (rng.random(rows) < 0.3).astype(int),
        }
    )
    roles = {"ignore": [n for n in ("who", "day") if n not in roles.values()], **roles}
    return Dataset("people", table, "bad", sensitive=("sex",), audit_only=("sex",), **roles)


def sweep(store, data, *strategies, design=FOLDS, engine=None):
    ledger, seen = Ledger(store, data.name), []
    specs = plan(strategies, data, [0], design)
    failed = run_missing(specs, data, ledger, engine, lambda spec, _: seen.append(spec))
    assert failed == [], describe_failures(failed)
    return specs, [spec for spec in seen if spec.kind == "fit"]


WANTS = Strategy("wants", Remembers(), rule=Cut())
ROLES = {"plain": {}, "persons": {"person": "who"}, "time": {"time": "day"}}


def run_alone(data, strategy, design=FOLDS):
    (spec,) = plan([strategy], data, [0], design)
    return run(data, spec)


@pytest.fixture(scope="module")
def recorded(template_store, tmp_path_factory):
    """A sweep that is only read: its store, its one run, and what the rule was handed."""
    folder = tmp_path_factory.mktemp("recorded")
    copy(template_store, folder)
    opened = open_store(f"sqlite:///{folder}/mlflow.db")
    HANDED.clear()
    (spec,), fits = sweep(opened, people(), WANTS)
    assert len(fits) == FOLDS.folds * (1 + INNER)
    return opened, spec, list(HANDED)


@pytest.mark.parametrize("roles", ROLES.values(), ids=ROLES)
def test_nobody_is_scored_by_a_model_that_saw_the_row_or_the_judged_fold(roles):
    data = people(**roles)
    run_alone(data, WANTS)
    assert len(HANDED) == FOLDS.folds
    for fold, handed in enumerate(HANDED):
        parts = FOLDS.split(data, 0, fold)
        assert (handed.score == 0.5).all(), "by a model that knows the row it is 1"
        np.testing.assert_array_equal(handed.y, parts.train.y)
        assert list(handed.frame) == ["sex"]
        np.testing.assert_array_equal(handed.frame["sex"], parts.train.frame["sex"])
        inner = [FOLDS.split(data, 0, fold, number) for number in range(INNER)]
        judged, trained = set(parts.test_rows), set(parts.rows_of["train"])
        for one in inner:
            assert frozenset(one.rows_of["train"]) in TRAINED
            assert not judged & {*one.rows_of["train"], *one.rows_of["validation"]}
            assert not set(one.test_rows) & set(one.rows_of["train"])
        assert sorted(np.concatenate([one.test_rows for one in inner])) == sorted(trained)
    assert len(TRAINED) == FOLDS.folds * (1 + INNER)


def test_rows_of_a_person_are_scored_by_a_model_that_saw_none_of_them():
    data = people(person="who")
    for number in range(INNER):
        one = FOLDS.split(data, 0, 1, number)
        assert not set(one.train.frame["who"]) & set(one.test.frame["who"])


def test_rules_cost_one_fit_of_a_fold_and_its_inner_fits_once(store):
    data, once = people(), FOLDS.folds * (1 + INNER)
    others = [Strategy(f"rule {n}", Remembers(), rule=Cut(n / 10)) for n in range(2)]
    _, fits = sweep(store, data, *others)
    assert len(fits) == len(TRAINED) == once
    _, more = sweep(store, data, WANTS, Strategy("plain", Remembers(), rule=FlagShare(0.2)))
    assert more == []
    assert len(TRAINED) == once


def test_rules_that_do_not_want_them_cost_none():
    run_alone(people(), Strategy("plain", Remembers()))
    assert len(TRAINED) == FOLDS.folds


def test_an_inner_fit_keeps_its_scores_and_no_model(recorded):
    store, spec, _ = recorded
    fits = Ledger(store, "people").beside("fit").finished()
    run_of_it = store.client.get_run(fits[spec.inner_fits[1][2].key])
    assert run_of_it.data.params["inner"] == "2"
    assert run_of_it.data.tags["fairlab.without_model"] == INNER_KEEPS
    assert not run_of_it.outputs.model_outputs
    kept = {file.path for file in store.client.list_artifacts(run_of_it.info.run_id)}
    assert kept == {"SHA256SUMS", "config.json", "predictions.parquet"}


def test_a_run_that_shares_fits_is_the_run_that_has_its_own(recorded):
    store, spec, handed = recorded
    alone = run(people(), spec)
    known = Ledger(store, "people").tables(spec.key)["predictions"]
    pd.testing.assert_frame_equal(known, alone.predictions, check_exact=True)
    for one, other in zip(handed, HANDED, strict=True):
        np.testing.assert_array_equal(one.score, other.score)


def test_a_holdout_has_them_too():
    data = people()
    run_alone(data, WANTS, Design("holdout"))
    assert len(TRAINED) == 1 + INNER
    assert len(HANDED[0].y) == data.split(0).train.rows


class KilledLater(Local):
    """Computes some calls, and loses its worker then."""

    def run(self, task, calls, slots):
        for _ in range(7):
            yield called(task, next(calls))
        next(calls)
        raise WorkerLostError("A worker process was killed.\nType the command again.")


def test_what_a_killed_sweep_has_fitted_is_not_fitted_again(store):
    data = people()
    with pytest.raises(RequestError, match="wants seed 0"):
        sweep(store, data, WANTS, engine=KilledLater(1))
    assert len(TRAINED) == 7
    _, fits = sweep(store, data, WANTS)
    assert len(TRAINED) == FOLDS.folds * (1 + INNER)
    assert len(fits) == len(TRAINED) - 7


@pytest.mark.parametrize("search", ["fold", "once"])
def test_inner_fits_take_the_hyperparameters_of_their_fold(search):
    tuned = Strategy("tuned", TunedXGB(trials=2, trees=5, patience=5), rule=Cut())
    (spec,) = plan([tuned], people(), [0], Design(folds=3, search=search))
    of_second = spec.inner_fits[1][0].searched_by
    assert of_second == spec.fits[1 if search == "fold" else 0]
    keys = [fit.key for fit in spec.trainings]
    assert len(set(keys)) == len(keys) == 3 * (1 + INNER)


@pytest.mark.slow
def test_a_search_is_not_made_again_by_inner_fits(store):
    tuned = Strategy("tuned", TunedXGB(trials=2, trees=5, patience=5), rule=Cut())
    (spec,), _ = sweep(store, people(), tuned)
    ledger = Ledger(store, "people").beside("fit")
    searched = [fit for fit in spec.trainings if "trials" in ledger.tables(fit.key)]
    assert searched == list(spec.fits)
    assert len({tuple(handed.score) for handed in HANDED}) == FOLDS.folds


def test_outside_a_sweep_such_a_rule_is_refused_in_words():
    with pytest.raises(RequestError, match="wants out-of-fold scores") as told:
        WANTS.fit(people().split(0), seed=0)
    assert len(str(told.value).splitlines()) <= 3
