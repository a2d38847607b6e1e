from dataclasses import replace

import numpy as np
import pytest

from fairlab.errors import RequestError
from fairlab.learn.boost import TREES_PER_LOOK, Boosting, check_metric
from fairlab.learn.encoded_rows import Rows

SETTINGS = {"eval_metric": "auc", "seed": 0, "nthread": 1, "device": "cpu"}


@pytest.fixture(scope="module")
def boosting():
    rng = np.random.default_rng(0)
    features = rng.normal(size=(400, 3)).astype(np.float32)
    labels = (features[:, 0] + rng.normal(size=400) > 0.5).astype(int)
    train, held = Rows(features[:300], labels[:300]), Rows(features[300:], labels[300:])
    return Boosting.on(train, held, ["q"] * 3, SETTINGS, trees=40, patience=5)


def test_the_best_score_is_the_metric_on_validation(boosting):
    from sklearn.metrics import roc_auc_score

    made = boosting.train({"max_depth": 2})
    auc = roc_auc_score(boosting.validation.get_label(), made.booster.predict(boosting.validation))
    assert made.score == pytest.approx(auc, abs=1e-12)
    assert made.booster.num_boosted_rounds() == made.trees


def looks(boosting, **params):
    seen = []
    made = boosting.train(params, lambda trees, score: seen.append((trees, score)) is not None)
    return seen, made


def test_validation_is_looked_at_every_few_trees_and_after_the_last(boosting):
    patient = replace(boosting, trees=12, patience=12)
    assert [trees for trees, _ in looks(patient, max_depth=2)[0]] == [5, 10, 12]


def test_training_stops_when_patience_ends(boosting):
    seen, made = looks(boosting, max_depth=2)
    assert made.ended is None
    # the look at which patience ended is not told
    assert seen[-1][0] + TREES_PER_LOOK == made.trees + boosting.patience < boosting.trees


def test_the_best_so_far_is_told_and_the_caller_may_end(boosting):
    patient = replace(boosting, patience=40)
    scores = [score for _, score in looks(patient, max_depth=2)[0]]
    assert scores == sorted(scores)
    made = patient.train({"max_depth": 2}, lambda trees, score: trees == 10)
    assert made.ended == 10
    assert made.trees <= 10
    assert made.score == scores[1]


def test_a_model_does_not_depend_on_those_trained_before(boosting):
    first = boosting.train({"subsample": 0.5}).booster.save_raw("ubj")
    boosting.train({"subsample": 0.7}, lambda trees, score: True)
    assert boosting.train({"subsample": 0.5}).booster.save_raw("ubj") == first


def test_trees_are_those_of_xgboost_s_own_loop(boosting):
    import xgboost as xgb

    params = {"objective": "binary:logistic", **SETTINGS, "subsample": 0.6, "max_depth": 3}
    theirs = xgb.train(params, boosting.binned, num_boost_round=40)
    made = boosting.train({"subsample": 0.6, "max_depth": 3})
    assert made.booster.get_dump() == theirs.get_dump()[: made.trees]


def test_hyperparameters_reach_the_trees(boosting):
    booster = boosting.train({"max_depth": 1, "learning_rate": 0.3}).booster
    assert booster.trees_to_dataframe().groupby("Tree").size().max() == 3


def test_the_depth_is_what_is_set_or_xgboost_s_own(boosting):
    fixed = replace(boosting, settings={**SETTINGS, "max_depth": 4})
    assert [fixed.depth({}), fixed.depth({"max_depth": 9}), boosting.depth({})] == [4, 9, 6]
    assert boosting.depth({"max_depth": 0}) == 6


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"learning_rate": -1}, "value -1 for Parameter learning_rate should be greater"),
        ({"max_depth": 2.5}, "Invalid Parameter format for max_depth expect int"),
        ({"base_score": 1.5}, "base_score must be in (0,1)"),
    ],
)
def test_values_that_xgboost_refuses_are_told_in_one_line(boosting, params, words):
    with pytest.raises(RequestError) as refused:
        boosting.train(params)
    assert str(refused.value).startswith("xgboost refuses a hyperparameter: ")
    assert words in str(refused.value)
    assert "\n" not in str(refused.value)


def test_other_faults_of_xgboost_are_not_dressed_up(boosting):
    from xgboost.core import XGBoostError

    with pytest.raises(XGBoostError, match="Unknown metric"):
        replace(boosting, settings={**SETTINGS, "eval_metric": "nonsense"}).train({})


def test_a_metric_that_is_not_there_is_refused():
    with pytest.raises(RequestError, match="No metric 'accuracy' to tune for"):
        check_metric("accuracy")
