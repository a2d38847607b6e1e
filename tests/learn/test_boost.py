from dataclasses import replace

import numpy as np
import pytest

from fairlab.errors import RequestError
from fairlab.learn.boost import Boosting, Rows, check_device, check_metric

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

    booster = boosting.train({"max_depth": 2})
    best = booster[: booster.best_iteration + 1].predict(boosting.validation)
    auc = roc_auc_score(boosting.validation.get_label(), best)
    assert float(booster.best_score) == pytest.approx(auc, abs=1e-12)


def test_training_stops_when_patience_ends(boosting):
    booster = boosting.train({"max_depth": 2})
    assert booster.num_boosted_rounds() == booster.best_iteration + 1 + boosting.patience < 40


def test_hyperparameters_reach_the_trees(boosting):
    booster = boosting.train({"max_depth": 1, "learning_rate": 0.3})
    assert booster.trees_to_dataframe().groupby("Tree").size().max() == 3


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


def test_a_metric_or_device_that_is_not_there_is_refused():
    with pytest.raises(RequestError, match="No metric 'accuracy' to tune for"):
        check_metric("accuracy")
    with pytest.raises(RequestError, match="No device 'gpux'"):
        check_device("gpux")
    # no machine has so many
    with pytest.raises(RequestError, match=r"finds no such GPU on this machine.\nUse device='cpu'"):
        check_device("cuda:999")
