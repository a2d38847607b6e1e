"""Runs over folds: fits that are shared, one that fails, one that is deleted, and their models."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from shutil import copy

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.commands.recorded_decisions import decisions_of
from fairlab.commands.recorded_run import find_run
from fairlab.data import Dataset
from fairlab.errors import DataError, RequestError, StoreError
from fairlab.experiment.design import Design
from fairlab.experiment.fold_decisions import decide_fold
from fairlab.experiment.fold_fit import fit_fold
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import checked, plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import CutAt, FlagShare, KeepRecall
from fairlab.record import Ledger, open_store
from fairlab.record.deleted_run import delete_run
from fairlab.record.hashes import FILES_TAG
from fairlab.report.audit_page import statements_about
from tests.small import small_credit

pytestmark = pytest.mark.slow

FOLDS = Design(folds=3)
MODEL = TunedXGB(trials=1, trees=8, patience=5)
PLAIN = Strategy("plain", MODEL)
FEW = Strategy("few", MODEL, rule=FlagShare(0.1))
KEPT = Strategy("kept", MODEL, rule=KeepRecall("plain"))
OTHER = Strategy("other", TunedXGB(trials=1, trees=9, patience=5))


@pytest.fixture(scope="module")
def data() -> Dataset:
    return small_credit(360)


@pytest.fixture
def ledger(store) -> Ledger:
    return Ledger(store, "small")


def sweep(ledger, data, strategies, seeds=(0,), design=FOLDS):
    specs = plan(strategies, data, seeds, design)
    assert run_missing(specs, data, ledger) == []
    return {spec.strategy.name: ledger.finished()[spec.key] for spec in specs}


@pytest.fixture(scope="module")
def swept(template_store, data, tmp_path_factory):
    """A store with PLAIN and FEW, which nobody writes to: its ledger, and ids of runs by name."""
    place = copy(template_store, tmp_path_factory.mktemp("swept"))
    ledger = Ledger(open_store(f"sqlite:///{place}"), "small")
    return ledger, sweep(ledger, data, [PLAIN, FEW])


@pytest.fixture
def copied(swept, tmp_path):
    """A copy of it: its ledger, and ids of runs by name."""
    ledger, ids = swept
    with closing(sqlite3.connect(ledger.store.database, isolation_level=None)) as db:
        db.execute("VACUUM INTO ?", (str(tmp_path / "copied.db"),))
    return Ledger(open_store(f"sqlite:///{tmp_path}/copied.db"), "small"), ids


def fits(ledger) -> int:
    """Count what was fitted, though it were twice the same."""
    kind = "tags.`fairlab.kind` = 'fit'"
    client, experiment = ledger.store.client, ledger.store.experiment("small/fits")
    return len(client.search_runs([experiment], kind, run_view_type=3))


def test_strategies_that_differ_in_their_rule_alone_share_their_fits(copied, data):
    ledger, _ = copied
    assert fits(ledger) == 3
    sweep(ledger, data, [PLAIN, FEW, KEPT])
    assert fits(ledger) == 3
    sweep(ledger, data, [Strategy("later", MODEL, rule=CutAt(0.3))])
    assert fits(ledger) == 3
    sweep(ledger, data, [OTHER])
    assert fits(ledger) == 6
    named = ledger.table().set_index("strategy")["config_hash"]
    tables = {name: ledger.tables(key)["predictions"] for name, key in named.items()}
    one, other = tables["plain"], tables["few"]
    assert one["score"].tolist() == other["score"].tolist()
    assert one["flagged"].tolist() != other["flagged"].tolist()
    assert tables["other"]["score"].tolist() != one["score"].tolist()


def test_a_run_that_shares_fits_is_the_run_that_has_its_own(swept, data):
    ledger, _ = swept
    (spec,) = plan([FEW], data, [0], FOLDS)
    alone = run(data, spec)
    pd.testing.assert_frame_equal(
        ledger.tables(spec.key)["predictions"], alone.predictions, check_exact=True
    )


def test_deleting_one_run_breaks_no_other(copied, data):
    ledger, ids = copied
    store = ledger.store
    before = read_strategy(store, ids["few"]).predict(data.frame)
    store.client.delete_run(ids["plain"])
    after = read_strategy(store, ids["few"]).predict(data.frame)
    np.testing.assert_array_equal(before[0], after[0])
    np.testing.assert_array_equal(before[1], after[1])
    sweep(ledger, data, [PLAIN, FEW])
    assert fits(ledger) == 3


def test_a_damaged_fit_is_named_with_the_way_out(copied, data):
    ledger, ids = copied
    fit = next(iter(ledger.beside("fit").finished().values()))
    ledger.store.client.set_tag(fit, FILES_TAG, "0" * 64)
    delete_run(ledger.store, ids["plain"])
    (failed,) = run_missing(plan([PLAIN, FEW], data, [0], FOLDS), data, ledger)
    assert (failed.strategy, failed.step) == ("plain", "start")
    assert f"The record of the run {fit} is damaged" in failed.cause
    assert failed.cause.endswith("Delete the run, fairlab repair --delete RUN, and sweep again.")
    delete_run(ledger.store, fit)
    sweep(ledger, data, [PLAIN, FEW])


def test_a_run_whose_fit_is_gone_says_so_and_its_figures_stay(copied):
    ledger, ids = copied
    fit = next(iter(ledger.beside("fit").finished().values()))
    ledger.store.client.delete_run(fit)
    assert ledger.table()["test/auc"].notna().all()
    with pytest.raises(StoreError, match="run its sweep again to fit them anew") as told:
        read_strategy(ledger.store, ids["plain"])
    assert len(str(told.value).splitlines()) <= 3


def test_a_holdout_gives_the_figures_of_its_one_fold(data):
    spec = RunSpec(FEW, data.identity, 2, Design("holdout"))
    found = run(data, spec)
    parts = data.split(2)
    fold = decide_fold(spec, parts, 0, fit_fold(data, spec.fits[0]), {})
    figures = pd.Series(found.metrics)[list(fold.figures)]
    pd.testing.assert_series_equal(figures, pd.Series(fold.figures), check_exact=True)
    assert figures["test/precision"] > 0
    rows = fold.predictions.sort_values("row", ignore_index=True)
    pd.testing.assert_frame_equal(found.predictions, rows)
    assert found.predictions["row"].tolist() == sorted(parts.test_rows)
    assert found.parts == parts.counts
    assert dict(found.steps) == {}


def test_figures_of_counts_are_of_everybody_and_those_of_scores_are_means_of_folds(data):
    found = run(data, RunSpec(FEW, data.identity, 2, FOLDS))
    rows, folds = found.predictions, found.tables["folds"]
    flagged_bad = rows["flagged"] & (rows["y"] == 1)
    assert found.metrics["test/recall"] == pytest.approx(flagged_bad.sum() / rows["y"].sum())
    assert found.metrics["test/auc"] == pytest.approx(folds["test/auc"].mean())
    assert list(found.steps["fold/auc"]) == folds["test/auc"].tolist()
    assert found.parts["test"] == (data.rows, data.positives)


class FailsOnSome(DecisionTreeClassifier):
    """Fails in one fold: the one that trains without a row of the table."""

    def fit(self, X, y):
        if 1234 not in set(X["age"]):
            raise ValueError("where is 1234?")
        return super().fit(X[["age"]], y)

    def predict_proba(self, X):
        return super().predict_proba(X[["age"]])


def test_a_fold_that_fails_fails_its_runs_in_words_and_the_others_are_recorded(ledger, data):
    frame = data.frame.copy()
    frame.loc[10, "age"] = 1234
    marked = replace(data, frame=frame)
    fails = [Strategy("fails", FailsOnSome()), Strategy("too", FailsOnSome(), rule=CutAt(0.4))]
    specs, seen = plan([*fails, PLAIN, KEPT], marked, [0], FOLDS), []
    failed = run_missing(specs, marked, ledger, watch=lambda *told: seen.append(told))
    assert [one.strategy for one in failed] == ["fails", "too"]
    assert {one.step for one in failed} == {"model (FailsOnSome) of fold 2 alone"}
    assert {one.cause for one in failed} == {"ValueError: where is 1234?"}
    assert sorted(ledger.table()["strategy"]) == ["kept", "plain"]
    # The folds that did not fail are kept: with what fails mended, they need not be fitted again.
    of_fails = [spec for spec, _ in seen if spec.kind == "fit" and spec.strategy_name == "fails"]
    finished = ledger.beside("fit").finished()
    assert len(of_fails) == 3
    assert 0 < sum(spec.key in finished for spec in of_fails) < 3


def test_a_level_that_only_the_held_out_rows_have_works(data, ledger):
    frame = data.frame.copy()
    frame["home"] = frame["home"].astype(str)
    frame.loc[5, "home"] = "tent"
    rare = Dataset("small", frame, "bad", sensitive=("sex",), ignore=("id",))
    ids = sweep(ledger, rare, [PLAIN])
    (spec,) = plan([PLAIN], rare, [0], FOLDS)
    tables = ledger.tables(spec.key)
    assert tables["predictions"]["row"].tolist() == list(range(rare.rows))
    unseen = tables["unseen"]
    fold = int(tables["predictions"].set_index("row").loc[5, "fold"])
    assert unseen[["column", "rows", "fold"]].to_numpy().tolist() == [["home", 1, fold]]
    score, flagged = read_strategy(ledger.store, ids["plain"]).predict(rare.frame)
    np.testing.assert_array_equal(score, tables["predictions"]["score"])
    np.testing.assert_array_equal(flagged, tables["predictions"]["flagged"])


def test_a_row_of_the_table_is_answered_by_the_model_that_had_not_seen_it(swept, data):
    ledger, ids = swept
    recorded = read_strategy(ledger.store, ids["few"])
    (spec,) = plan([FEW], data, [0], FOLDS)
    known = ledger.tables(spec.key)["predictions"]
    mixed = data.frame.sample(frac=0.5, random_state=1)
    score, flagged = recorded.predict(mixed)
    np.testing.assert_array_equal(score, known["score"][mixed.index])
    np.testing.assert_array_equal(flagged, known["flagged"][mixed.index])
    for number, fitted in enumerate(recorded.folds):
        asked = fitted.predict(data.frame)[0] == known["score"]
        assert asked[known["fold"] == number].all()
        assert not asked[known["fold"] != number].all()


def test_a_new_row_is_refused_by_its_number(swept, data):
    ledger, ids = swept
    recorded = read_strategy(ledger.store, ids["few"])
    people = data.frame.head(20).copy()
    people.loc[7, "income"] = 1.5
    with pytest.raises(RequestError, match=r"1 of 20 rows are none of those.*\n") as told:
        recorded.predict(people)
    assert "first: row 7" in str(told.value)
    assert len(str(told.value).splitlines()) <= 3


def loaded(ledger, run_id):
    """Load the model of a run by MLflow alone."""
    from mlflow.pyfunc import load_model

    (made,) = ledger.store.client.get_run(run_id).outputs.model_outputs
    return load_model(ledger.store.client.get_logged_model(made.model_id).artifact_location)


def test_mlflow_alone_answers_the_same(swept, data, tmp_path, monkeypatch):
    ledger, ids = swept
    monkeypatch.setenv("MLFLOW_TRACKING_URI", ledger.store.uri)
    data.frame.to_csv(tmp_path / "people.csv", index=False)
    from mlflow import MlflowException

    model, people = loaded(ledger, ids["few"]), pd.read_csv(tmp_path / "people.csv")
    (spec,) = plan([FEW], data, [0], FOLDS)
    known = ledger.tables(spec.key)["predictions"]
    pd.testing.assert_frame_equal(model.predict(people), known[["score", "flagged"]])
    with pytest.raises(MlflowException, match=f"{data.rows} of {data.rows} rows are none of"):
        model.predict(people.assign(age=people["age"] + 0.5))


def test_a_model_of_another_store_is_refused_in_words(swept, data, tmp_path, monkeypatch):
    ledger, ids = swept
    monkeypatch.setenv("MLFLOW_TRACKING_URI", f"sqlite:///{tmp_path}/none.db")
    with pytest.raises(StoreError, match="name their store to MLflow"):
        loaded(ledger, ids["few"])


def test_a_class_that_a_fold_lacks_is_refused_before_anything_is_trained(data, ledger):
    bad = np.where(np.arange(data.rows) < 300, np.arange(data.rows) % 4 == 0, 0).astype(int)
    late = Dataset(
        "small", data.frame.assign(bad=bad, when=range(data.rows)), "bad", time="when", ignore="id"
    )
    specs = plan([PLAIN], late, [0], FOLDS)
    with pytest.raises(DataError, match="fold 3: the test set has 0 positive") as told:
        checked(specs, late)
    assert len(str(told.value).splitlines()) <= 3
    assert checked(plan([PLAIN], late, [0], Design(folds=2)), late).rows > 0


def test_copies_of_a_row_have_the_folds_in_which_they_were_judged(data, ledger):
    twice = pd.concat([data.frame.head(120)] * 2, ignore_index=True)
    copies = Dataset("small", twice, "bad", sensitive=("sex",), ignore=("id",))
    ids = sweep(ledger, copies, [PLAIN])
    (spec,) = plan([PLAIN], copies, [0], FOLDS)
    known = ledger.tables(spec.key)["predictions"]
    assert (known["fold"][:120].to_numpy() != known["fold"][120:].to_numpy()).any()
    recorded = read_strategy(ledger.store, ids["plain"])
    np.testing.assert_array_equal(recorded.predict(copies.frame)[0], known["score"])
    # Of a copy more, and of one alone, the first one's model is asked.
    for alone in (copies.frame.tail(1), pd.concat([copies.frame.tail(1)] * 3)):
        score, _ = recorded.predict(alone)
        assert score[0] == known["score"][119]
    assert score.tolist() == known["score"].iloc[[119, 239, 119]].tolist()


def test_in_time_the_later_half_is_decided_about_and_the_earlier_rows_are_refused(data, ledger):
    alone = data.frame["income"].fillna(data.frame["id"])  # no row is a copy of another
    frame = data.frame.assign(when=range(data.rows), income=alone)
    late = Dataset("small", frame, "bad", sensitive=("sex",), time="when", ignore=("id",))
    ids = sweep(ledger, late, [PLAIN])
    (spec,) = plan([PLAIN], late, [0], FOLDS)
    known = ledger.tables(spec.key)["predictions"]
    half = data.rows // 2
    assert known["row"].tolist() == list(range(half, data.rows))
    assert known["fold"].is_monotonic_increasing
    recorded = read_strategy(ledger.store, ids["plain"])
    np.testing.assert_array_equal(recorded.predict(late.frame[half:])[0], known["score"])
    with pytest.raises(RequestError, match=f"{half} of {data.rows} rows are none of those"):
        recorded.predict(late.frame)
    run_of_it = ledger.store.client.get_run(ids["plain"])
    told = statements_about(
        decisions_of(ledger.store, find_run(ledger.store, ids["plain"], None, None, None), late)
    ).drift
    drift = ledger.tables(spec.key)["drift"]
    assert drift["answer"].tolist() == told["answer"].tolist()
    assert drift["low"].to_numpy(float) == pytest.approx(told["low"].to_numpy(float), nan_ok=True)
    assert run_of_it.data.params["split.test"] == "blocks"
    assert run_of_it.data.params["rows.test"] == str(half)
