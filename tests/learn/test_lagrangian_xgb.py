"""Groups are missed equally often, at any rate of the multipliers, and probabilities stay right."""

import warnings
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from sklearn.base import clone
from sklearn.metrics import roc_auc_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import DataError, RequestError
from fairlab.learn import LagrangianXGB, TunedXGB
from fairlab.learn.formats import load_model, save_model
from fairlab.learn.relabelled_growth import RelabelledGrowth
from tests.learn.test_model import expected_failures

SHARE = 0.2
QUICK = {"trials": 0, "trees": 60, "patience": 20}


@pytest.mark.slow
@parametrize_with_checks(
    [LagrangianXGB(trials=1, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


def people(rows, seed):
    """Make bad events of group b harder to see: they come by another sign, which is weaker."""
    rng = np.random.default_rng(seed)
    group = rng.choice(["a", "b"], rows, p=[0.6, 0.4])
    one, other = rng.normal(size=(2, rows))
    risk = np.where(group == "a", 1.6 * one, 0.9 * other) - 1.8
    y = (rng.random(rows) < 1 / (1 + np.exp(-risk))).astype(int)
    return pd.DataFrame({"one": one, "other": other}), y, pd.DataFrame({"group": group})


TRAIN, HELD, NEW = people(3000, 0), people(2000, 1), people(6000, 2)


def fitted(model):
    X, y, groups = TRAIN
    held = {"validation": HELD[:2], "validation_sensitive_features": HELD[2]}
    return model.fit(X, y, sensitive_features=groups, **held)


def gap_of_misses(model, label=1):
    X, y, groups = NEW
    score = model.predict_proba(X)[:, 1]
    flagged = score >= np.quantile(score, 1 - SHARE)
    rates = pd.Series(flagged[y == label]).groupby(groups["group"][y == label].to_numpy()).mean()
    return abs(rates["a"] - rates["b"]), flagged[y == 1].mean()


@pytest.fixture(scope="module")
def plain():
    return TunedXGB(**QUICK).fit(*TRAIN[:2], validation=HELD[:2])


@pytest.fixture(scope="module")
def constrained():
    return fitted(LagrangianXGB(share=SHARE, **QUICK))


def test_bad_events_of_each_group_are_caught_more_equally_for_little_recall(plain, constrained):
    (before, recall), (after, left) = gap_of_misses(plain), gap_of_misses(constrained)
    assert before > 0.2
    assert after < before / 2
    assert left > recall - 0.15


def test_equalized_odds_looks_at_false_alarms_too():
    model = fitted(LagrangianXGB("equalized_odds", share=SHARE, **QUICK))
    assert set(model.multipliers_["rate"]) == {"misses", "false alarms"}


def test_the_multiplier_of_the_group_that_is_missed_more_is_raised(constrained):
    told = constrained.multipliers_
    assert told["trees"].max() >= constrained.booster_.num_boosted_rounds()
    last = told[told["trees"] == told["trees"].max()].set_index("group")["multiplier"]
    assert last["group=b"] > 0 > last["group=a"]


@pytest.mark.slow
@settings(max_examples=6, deadline=None)
@given(rate=st.floats(0, 1, exclude_min=True), odds=st.booleans())
def test_at_any_rate_it_ranks_well_and_its_probabilities_are_right_in_the_large(rate, odds):
    criterion = "equalized_odds" if odds else "equal_opportunity"
    model = fitted(LagrangianXGB(criterion, share=SHARE, rate=rate, gate=1, **QUICK))
    held = model.predict_proba(HELD[0])[:, 1]
    assert held.mean() == pytest.approx(HELD[1].mean(), rel=0.001)
    score = model.predict_proba(NEW[0])[:, 1]
    assert np.isfinite(score).all()
    assert score.mean() == pytest.approx(NEW[1].mean(), rel=0.05)
    assert roc_auc_score(NEW[1], score) > 0.65
    assert model.multipliers_["multiplier"].abs().max() <= 0.5


def test_where_no_test_finds_a_gap_the_trees_are_those_of_xgboost():
    X, y, _ = TRAIN
    chance = np.random.default_rng(0).choice(["a", "b"], len(y))
    settings = {**QUICK, "params": {"base_score": 0.2, "scale_pos_weight": 3}}
    alone = TunedXGB(**settings).fit(X, y, validation=HELD[:2])
    beside = LagrangianXGB(share=SHARE, gate=1e-9, **settings).fit(
        X,
        y,
        validation=HELD[:2],
        sensitive_features=chance,
        validation_sensitive_features=chance[:2000],
    )
    first, second = (m.booster_.get_dump() for m in (alone, beside))
    assert first == second


def test_between_looks_log_loss_has_the_gradient_of_loss_and_penalty(monkeypatch):
    seen = {}

    def look(growth, margin, held):
        shown(growth, margin, held)
        seen["growth"], seen["margin"] = growth, margin

    shown = RelabelledGrowth._look
    monkeypatch.setattr(RelabelledGrowth, "_look", look)
    fitted(LagrangianXGB(share=SHARE, gate=1, **{**QUICK, "trees": 20}))
    growth, chance = seen["growth"], expit(seen["margin"])
    pull, bend = growth.penalty.gradient(seen["margin"])
    label, weight = growth.binned.get_label(), growth.binned.get_weight()
    assert np.abs(pull).max() > 0.01
    assert label.min() >= 0
    assert label.max() <= 1
    expected = chance - TRAIN[1] + pull
    np.testing.assert_allclose(weight * (chance - label), expected, atol=1e-5)
    own = chance * (1 - chance)
    np.testing.assert_allclose(weight * own, own + bend, atol=1e-5)


def test_no_training_sees_what_the_one_before_it_left(monkeypatch):
    boosting, made = [], LagrangianXGB._boosting
    monkeypatch.setattr(
        LagrangianXGB, "_boosting", lambda *given: boosting.append(made(*given)) or boosting[0]
    )
    model = fitted(LagrangianXGB(share=SHARE, gate=1, **{**QUICK, "trees": 20}))
    again = boosting[0].train(model.best_params_).booster
    assert again.get_dump() == model.booster_.get_dump()


def test_the_same_seed_is_the_same_model_with_any_threads_and_once_it_is_read(constrained):
    again = fitted(clone(constrained).set_params(n_jobs=2))
    assert again.booster_.save_raw() == constrained.booster_.save_raw()
    with TemporaryDirectory() as folder:
        read = load_model(save_model(constrained, folder), Path(folder))
    expected = constrained.predict_proba(NEW[0])
    assert read.predict_proba(NEW[0]).tobytes() == expected.tobytes()


def test_an_interrupted_search_goes_on_and_keeps_the_same_multipliers(tmp_path):
    model = LagrangianXGB(share=SHARE, trials=2, trees=10)
    X, y, groups = TRAIN
    journal = tmp_path / "trials.jsonl"
    first = clone(model).fit(X, y, sensitive_features=groups, journal=journal)
    lines = journal.read_bytes().splitlines()
    again = clone(model).fit(X, y, sensitive_features=groups, journal=journal)
    pd.testing.assert_frame_equal(again.multipliers_, first.multipliers_)
    assert journal.read_bytes().splitlines() == lines
    turned = groups["group"].map({"a": "b", "b": "a"}).where(np.arange(len(y)) % 2 == 0, "a")
    clone(model).fit(X, y, sensitive_features=turned, journal=journal)
    assert len(journal.read_bytes().splitlines()) == 2 * len(lines)


def test_several_attributes_missing_values_and_groups_of_few_are_taken():
    X, y, groups = TRAIN
    rng = np.random.default_rng(3)
    both = groups.assign(age=rng.integers(18, 80, len(y)), home=rng.choice(["x", None], len(y)))
    both.loc[:4, "group"] = "few"
    model = LagrangianXGB(share=SHARE, **QUICK).fit(X, y, sensitive_features=both)
    told = set(model.multipliers_["group"])
    assert {"group=a", "home=missing"} <= told
    assert "group=few" not in told
    assert len([name for name in told if name.startswith("age")]) == 2


def test_without_groups_nothing_is_held_together(plain):
    model = LagrangianXGB(**QUICK).fit(*TRAIN[:2], validation=HELD[:2])
    assert model.multipliers_.empty
    assert roc_auc_score(NEW[1], model.predict_proba(NEW[0])[:, 1]) == pytest.approx(
        roc_auc_score(NEW[1], plain.predict_proba(NEW[0])[:, 1]), abs=0.01
    )


def test_for_deployment_it_sets_rows_apart_itself():
    found = LagrangianXGB(share=SHARE, trials=3).on_all_rows({"max_depth": 3}, trees=7)
    assert (found.trials, found.params["max_depth"], found.patience) == (0, 3, 40)


@pytest.mark.parametrize(
    ("changed", "handed", "error", "words"),
    [
        ({"criterion": "parity"}, {}, RequestError, "'criterion' parameter"),
        ({"rate": 0}, {}, RequestError, "'rate' parameter"),
        ({"share": 1.0}, {}, RequestError, "'share' parameter"),
        ({"patience": None}, {}, RequestError, "Set a patience"),
        ({}, {"sensitive_features": TRAIN[2][[]]}, RequestError, "No sensitive attribute"),
        ({}, {"sensitive_features": TRAIN[2][:9]}, DataError, "groups of 9"),
        ({}, {"validation": HELD[:2]}, RequestError, "without their groups"),
        (
            {},
            {
                "validation": HELD[:2],
                "validation_sensitive_features": HELD[2].rename(columns={"group": "sex"}),
            },
            DataError,
            "lack 'group'",
        ),
    ],
)
def test_what_cannot_be_met_is_refused_in_words(changed, handed, error, words):
    X, y, groups = TRAIN
    with pytest.raises(error, match=words) as refused:
        LagrangianXGB(**{**QUICK, **changed}).fit(X, y, **{"sensitive_features": groups, **handed})
    assert len(str(refused.value).splitlines()) <= 3
