"""fairlearn's reductions as one model: equal people have equal scores, and it is kept in files."""

import logging
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import RequestError
from fairlab.learn import ReducedXGB
from fairlab.learn.average_boosters import average_boosters
from fairlab.learn.contributions import shap_values
from fairlab.learn.formats import load_model, save_model
from fairlab.learn.reduced_xgb import METHODS
from tests.learn.test_lagrangian_xgb import NEW, TRAIN, gap_of_misses
from tests.learn.test_model import expected_failures

pytest.importorskip("fairlearn")
pytestmark = pytest.mark.slow
QUICK = {"trials": 0, "trees": 20, "share": 0.2}


@parametrize_with_checks(
    [ReducedXGB(trials=1, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


@pytest.fixture(scope="module")
def plain():
    return ReducedXGB(**QUICK).fit(*TRAIN[:2])


@pytest.fixture(scope="module", params=METHODS)
def reduced(request):
    model = ReducedXGB(request.param, rounds=6, **QUICK)
    return model.fit(*TRAIN[:2], sensitive_features=TRAIN[2])


def test_bad_events_of_each_group_are_caught_more_equally(plain, reduced):
    assert plain.reduced_ == 0
    assert reduced.reduced_ >= 1
    before, after = gap_of_misses(plain)[0], gap_of_misses(reduced)[0]
    if reduced.method == "grid_search":  # one of few, by its training rows
        assert after < before + 0.02
    else:
        assert after < before - 0.05


def test_a_grid_is_not_advised_against_in_every_fold(caplog):
    log = logging.getLogger("fairlearn.reductions._grid_search._grid_generator")
    ReducedXGB("grid_search", rounds=2, **QUICK).fit(*TRAIN[:2], sensitive_features=TRAIN[2])
    assert caplog.records == log.filters == []


def test_its_mean_probability_is_right(reduced):
    assert reduced.predict_proba(NEW[0])[:, 1].mean() == pytest.approx(NEW[1].mean(), rel=0.05)


def test_the_same_seed_is_the_same_model_and_once_it_is_read(reduced, tmp_path):
    again = clone(reduced).fit(*TRAIN[:2], sensitive_features=TRAIN[2])
    expected = reduced.predict_proba(NEW[0])
    assert again.predict_proba(NEW[0]).tobytes() == expected.tobytes()
    read = load_model(save_model(reduced, tmp_path), Path(tmp_path))
    assert read.predict_proba(NEW[0]).tobytes() == expected.tobytes()


def test_what_features_add_sums_to_the_score(reduced):
    X = NEW[0][:50]
    chance = reduced.predict_proba(X)[:, 1]
    left = np.log(chance / (1 - chance)) - shap_values(reduced, X).sum(axis=1)
    assert left.max() - left.min() < 1e-3


def test_levels_missing_values_several_attributes_and_groups_of_few_are_taken():
    X, y, groups = TRAIN
    rng = np.random.default_rng(4)
    X = X.assign(job=pd.Categorical(rng.choice(["cook", "clerk", "pilot"], len(y))))
    X.loc[::7, "one"] = np.nan
    both = groups.assign(home=rng.choice(["x", None], len(y)))
    both.loc[:4, "group"] = "few"
    model = ReducedXGB(criterion="equalized_odds", rounds=2, **QUICK)
    score = model.fit(X, y, sensitive_features=both).predict_proba(X)
    assert np.isfinite(score).all()


def test_log_odds_of_an_average_are_the_weighted_mean_also_where_levels_are_split():
    X, y, _ = TRAIN
    X = X.assign(job=pd.Categorical(np.where(X["one"] > 0.3, "cook", "clerk")))
    two = [ReducedXGB(**QUICK, random_state=seed, params={"subsample": 0.5}) for seed in (0, 1)]
    for model in two:
        model.fit(X, y)
    whole = clone(two[0]).fit(X, y)
    whole.booster_ = average_boosters([m.booster_ for m in two], [0.3, 0.7])
    odds = [np.log(p / (1 - p)) for p in (m.predict_proba(X)[:, 1] for m in (*two, whole))]
    np.testing.assert_allclose(odds[2], 0.3 * odds[0] + 0.7 * odds[1], atol=1e-4)


def test_without_fairlearn_it_is_said_before_training_what_to_install(monkeypatch):
    monkeypatch.setattr("fairlab.learn.reduced_xgb.find_spec", lambda name: None)
    with pytest.raises(RequestError, match=r"pip install 'fairlab\[fairlearn\]'"):
        ReducedXGB(**QUICK).check()
