"""Strategies: steps in order, settings named, nothing mutated, same bits."""

import copy
from dataclasses import replace

import joblib
import numpy as np
import pytest
from sklearn.base import BaseEstimator
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from fairlab.errors import RequestError
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import CutAt, FairSMOTE, FlagShare, KeepRecall, Reweigh
from tests.small import small_credit

QUICK = TunedXGB(trials=2, trees=20, patience=5)


@pytest.fixture(scope="module")
def parts():
    return small_credit().split(0)


def full() -> Strategy:
    return Strategy("full", QUICK, FairSMOTE(), Reweigh(), KeepRecall("baseline"))


def test_params_name_every_step_and_leave_out_what_the_run_fills_in():
    params = full().params()
    assert params["sampler"] == "FairSMOTE"
    assert params["rule__on"] == "validation"
    assert params["model__trials"] == 2
    assert not [name for name in params if name.endswith(("sensitive", "random_state", "n_jobs"))]


def test_params_leave_out_what_changes_no_number():
    one, other = FairSMOTE(), FairSMOTE(batch_rows=10, limit=100, mutation=0.5)
    told = [Strategy("balanced", QUICK, sampler).params() for sampler in (one, other)]
    assert {name for name in told[0] if told[0][name] != told[1][name]} == {"sampler__mutation"}
    assert told[0].keys() == told[1].keys()


def test_settings_change_in_a_copy_alone():
    changed = full().with_settings(model__trials=7, rule__on="test", sampler__k_neighbors=None)
    assert changed.params()["model__trials"] == 7
    assert changed.params()["rule__on"] == "test"
    assert full().params()["model__trials"] == 2


def test_without_a_rule_scores_are_cut_at_one_half_and_that_is_said():
    found = Strategy("plain", QUICK).params()
    assert (found["rule"], found["rule__threshold"]) == ("CutAt", 0.5)


@pytest.mark.parametrize("name", ["sampler__none", "model__trails", "threshold__on", "trials"])
def test_a_setting_that_no_step_has_is_refused(name):
    with pytest.raises(
        RequestError, match=f"full has no setting '{name}'. (Did you mean|There is)"
    ):
        full().with_settings(**{name: 1})


def test_fit_mutates_neither_strategy_nor_data(parts):
    strategy = full()
    before = joblib.hash((strategy.params(), parts.train.frame, parts.validation.frame))
    strategy.fit(parts, 0, {"baseline": {"valid/recall": 0.5}})
    assert joblib.hash((strategy.params(), parts.train.frame, parts.validation.frame)) == before
    assert strategy.sampler.sensitive is None


def test_audit_only_columns_are_never_features_but_are_balanced(parts):
    seen = {}

    class Spy(FairSMOTE):
        def new_rows(self, X, y):
            seen["columns"], seen["sensitive"] = list(X), self.sensitive
            return super().new_rows(X, y)

    fitted = Strategy("spy", QUICK, Spy()).fit(parts, 0)
    assert "sex" in seen["columns"]
    assert seen["sensitive"] == ("sex", "age")
    assert "sex" not in fitted.features
    assert list(fitted.model.feature_names_in_) == ["age", "income", "home"]


class AtOnce(FairSMOTE):
    """Makes the same rows, and hands them over as one table."""

    @property
    def new_rows(self):
        raise AttributeError


@pytest.mark.slow
def test_streamed_or_not_a_sampler_gives_the_same_model(parts):
    assert not hasattr(AtOnce(), "new_rows")
    fits = [
        Strategy("s", QUICK, sampler).fit(parts, 0)
        for sampler in (FairSMOTE(batch_rows=7), FairSMOTE(), AtOnce())
    ]
    scores = [fitted.predict(parts.test.frame)[0] for fitted in fits]
    np.testing.assert_array_equal(scores[0], scores[1])
    np.testing.assert_array_equal(scores[0], scores[2])


def test_new_rows_reach_the_model_as_batches_of_its_columns(parts):
    seen = {}

    class Spy(TunedXGB):
        def fit(self, X, y, validation=None, extra_rows=None):
            seen["rows"], seen["batches"] = len(X), list(extra_rows())
            return super().fit(X, y, validation=validation, extra_rows=extra_rows)

    fitted = Strategy("spy", Spy(trials=1, trees=5), FairSMOTE(batch_rows=50)).fit(parts, 0)
    assert seen["rows"] == parts.train.rows
    assert {tuple(table) for table, _ in seen["batches"]} == {fitted.features}
    made = sum(len(table) for table, _ in seen["batches"])
    assert made == fitted.cells["synthetic"].sum() > 0


def test_rows_that_are_weighed_are_not_streamed(parts):
    fitted = Strategy("both", QUICK, FairSMOTE(), Reweigh()).fit(parts, 0)
    assert fitted.model.trials_["rows"].iloc[0] == fitted.cells["target_rows"].sum()


def test_without_a_sampler_there_are_no_cells(parts):
    assert Strategy("plain", QUICK).fit(parts, 0).cells is None


def test_rule_keeps_the_recall_on_the_part_it_is_asked_to(parts):
    for on, prefix, part in (
        ("validation", "valid", parts.validation),
        ("test", "test", parts.test),
    ):
        strategy = Strategy("cut", QUICK, rule=KeepRecall("baseline", on=on))
        fitted = strategy.fit(parts, 0, {"baseline": {f"{prefix}/recall": 0.6}})
        score, flagged = fitted.predict(part.frame)
        caught = score[part.y == 1]
        assert flagged[part.y == 1].mean() >= 0.6
        assert (caught > fitted.rule.threshold_).mean() < 0.6


def test_a_share_is_flagged_where_scores_are_cut_at_one_half(parts):
    fitted = Strategy("plain", QUICK).flagging(0.2).fit(parts, 0)
    _, flagged = fitted.predict(parts.validation.frame)
    assert flagged.mean() == pytest.approx(0.2, abs=2 / len(flagged))


def test_without_a_budget_a_strategy_is_left_alone():
    plain = Strategy("plain", QUICK)
    assert plain.flagging(None) is plain
    assert isinstance(plain.flagging(0.2).rule, FlagShare)


def test_score_equal_to_the_threshold_is_flagged(parts):
    fitted = Strategy("plain", QUICK).fit(parts, 0)
    score, _ = fitted.predict(parts.test.frame)
    at_a_score = replace(fitted, rule=CutAt(float(score[0])).fit([0, 1], [0.1, 0.2]))
    assert at_a_score.predict(parts.test.frame)[1][0]


@pytest.mark.slow
def test_same_seed_same_bits_with_any_number_of_threads(parts):
    reference = {"baseline": {"valid/recall": 0.5}}
    one, two = (full().fit(parts, 1, reference, threads=n) for n in (1, 2))
    np.testing.assert_array_equal(
        one.predict(parts.test.frame)[0], two.predict(parts.test.frame)[0]
    )


def test_any_scikit_learn_classifier_will_do(parts):
    numbers = FunctionTransformer(lambda X: X[["age"]])
    strategy = Strategy("linear", make_pipeline(numbers, LogisticRegression()))
    score, flagged = strategy.fit(parts, 0).predict(parts.test.frame)
    assert ((score >= 0.5) == flagged).all()


def test_check_refuses_before_training(parts):
    with pytest.raises(RequestError, match="limit"):
        Strategy("big", QUICK, FairSMOTE(limit=100)).check(parts.train)
    with pytest.raises(RequestError, match="optuna"):
        Strategy("typo", TunedXGB(tuner="optunna")).check(parts.train)


def test_a_strategy_is_frozen():
    with pytest.raises(AttributeError):
        full().name = "other"
    assert copy.deepcopy(full()).params() == full().params()


class Stubborn(BaseEstimator):
    """Takes neither weights nor validation rows."""

    def fit(self, X, y):
        return self

    def predict_proba(self, X):
        return np.tile([0.4, 0.6], (len(X), 1))


def test_weights_are_never_dropped_in_silence(parts):
    assert Strategy("plain", Stubborn()).fit(parts, 0).predict(parts.test.frame)[1].all()
    with pytest.raises(RequestError, match="takes no `sample_weight`"):
        Strategy("weighed", Stubborn(), weights=Reweigh()).check(parts.train)


def test_weights_that_would_only_calibrate_are_refused(parts):
    piped = make_pipeline(FunctionTransformer(), LogisticRegression())
    strategy = Strategy("weighed", CalibratedClassifierCV(piped), weights=Reweigh())
    with pytest.raises(RequestError, match="hands no `sample_weight` to the Pipeline inside"):
        strategy.check(parts.train)


def test_attributes_that_a_step_names_itself_are_settings(parts):
    named = [Strategy("s", QUICK, FairSMOTE(sensitive=(name,))) for name in ("sex", "age")]
    assert named[0].params() != named[1].params()
    assert not named[0].balances
    assert Strategy("s", QUICK, FairSMOTE()).balances


def test_what_is_about_to_be_made_is_said_beforehand(parts):
    (said,) = full().announce(parts.train)
    assert said.startswith("full: Balancing")
    assert "would be synthetic" in said
    assert Strategy("plain", QUICK).announce(parts.train) == []


@pytest.mark.parametrize(
    ("parts_of_it", "said"),
    [
        ({"model": TunedXGB(encoding="x")}, "No encoding 'x'"),
        ({"rule": KeepRecall(on="tset")}, "'on'"),
        ({"rule": CutAt("0.5")}, "'threshold'"),
        ({"model": LogisticRegression(C="much")}, "'C'"),
    ],
)
def test_settings_that_cannot_be_are_refused_before_training(parts, parts_of_it, said):
    with pytest.raises(RequestError, match=said) as told:
        Strategy(**({"name": "mine", "model": LogisticRegression()} | parts_of_it)).check(
            parts.train
        )
    assert len(str(told.value).splitlines()) <= 3


def test_a_threshold_takes_the_place_of_one_half():
    plain = Strategy("plain", QUICK)
    assert plain.flagging(None, 0.3).rule.threshold == 0.3
    assert isinstance(plain.flagging(0.2, 0.3).rule, FlagShare)


def test_a_model_with_a_share_of_its_own_takes_that_of_the_budget():
    from fairlab.learn import LagrangianXGB

    strategy = Strategy("bound", LagrangianXGB(share=0.05))
    assert strategy.flagging(0.2).model.share == 0.2
    assert strategy.flagging("recall").model.share == 0.05
    assert strategy.flagging(None) is strategy
