import time

import numpy as np
import pandas as pd
import pytest
from fairlearn.reductions import DemographicParity, ExponentiatedGradient
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from fairlab.learn import TunedXGB
from fairlab.learn.contributions import shap_values
from fairlab.learn.importance import PERMUTED_ROWS, REPEATS, feature_importance
from tests.learn.formats.classifiers import (
    CATEGORICAL,
    SMALL,
    catboost,
    encoder,
    in_categories,
    lightgbm,
    logistic,
    people,
    xgboost,
)

FIGURES = ["feature", "contribution", "direction"]


def test_the_tuned_model_has_the_figures_of_its_contributions():
    X, y = people()
    X.index = y.index = X.index[::-1]
    model = TunedXGB(trials=1, trees=30, encoding="onehot").fit(X, y)
    found = feature_importance(model, X, y, seed=3, rows=len(X)).set_index("feature")
    means = shap_values(model, X).abs().mean()
    np.testing.assert_allclose(found["contribution"], means[found.index], rtol=1e-5)
    assert set(found["method"]) == {"shap"}


@pytest.mark.parametrize(
    "make",
    [xgboost, lightgbm, lambda: catboost(**CATEGORICAL), lambda: TunedXGB(**SMALL)],
    ids=["xgboost", "lightgbm", "catboost", "tuned"],
)
def test_libraries_of_trees_are_asked_themselves(make):
    X, y = people()
    X = in_categories(X.assign(job=X["job"].fillna("unknown")))
    found = feature_importance(make().fit(X, y), X, y)
    assert set(found["method"]) == {"shap"}
    _assert_income_leads(found, X)


@pytest.mark.parametrize(
    "make",
    [logistic, lambda: make_pipeline(encoder(), lightgbm())],
    ids=["logistic", "lightgbm in a pipeline"],
)
def test_others_have_their_features_permuted(make):
    X, y = people()
    found = feature_importance(
        make().fit(X, y.map({0: "no", 1: "yes"})), X, y.map({0: "no", 1: "yes"})
    )
    assert set(found["method"]) == {"permutation"}
    _assert_income_leads(found, X)


def _assert_income_leads(found, X):
    assert [*found] == [*FIGURES, "method"]
    assert sorted(found["feature"]) == sorted(X.columns)
    assert found["contribution"].is_monotonic_decreasing
    assert set(found["feature"][:3]) == {"income", "age", "job"}
    assert found["feature"][0] == "income"
    direction = found.set_index("feature")["direction"]
    assert direction["income"] > 0.7
    assert direction["age"] < 0
    assert direction[["job", "town"]].isna().all()


@pytest.mark.slow
def test_permuting_adds_the_loss_that_scikit_learn_finds_too():
    X, y = people()
    model = logistic().fit(X, y)
    found = feature_importance(model, X, y).set_index("feature")["contribution"]
    theirs = permutation_importance(
        model, X, y, scoring="neg_log_loss", n_repeats=12, random_state=0
    )
    # Theirs is the mean of 12 permutations, ours of three.
    bounds = 4 * theirs.importances_std / np.sqrt(REPEATS) + 1e-9
    assert theirs.importances_mean.max() > 0.1
    assert (np.abs(found[X.columns] - theirs.importances_mean) < bounds).all()


def test_numbers_and_categories_keep_their_types_while_they_are_permuted():
    X, y = people()
    model = logistic().fit(X, y)
    seen = []
    ask = model.predict_proba
    model.predict_proba = lambda table: seen.append(table) or ask(table)
    feature_importance(model, X, y)
    assert len(seen) == 1 + X.shape[1]
    assert all(table.dtypes.equals(X.dtypes) for table in seen)
    assert all(len(table) == REPEATS * len(X) for table in seen[1:])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning:fairlearn")
def test_a_model_that_no_format_keeps_is_permuted_too():
    X, y = people(200)
    X = X[["income", "age"]].fillna(0.5)
    model = ExponentiatedGradient(LogisticRegression(), DemographicParity(), max_iter=5)
    model.fit(X, y, sensitive_features=X["age"] > 40)
    found = feature_importance(model, X, y)
    assert found["feature"][0] == "income"


def test_one_label_among_the_rows_and_the_same_seed():
    X, y = people()
    model = logistic().fit(X, y)
    only = y == 1
    first = feature_importance(model, X[only], y[only], seed=5)
    pd.testing.assert_frame_equal(first, feature_importance(model, X[only], y[only], seed=5))
    assert np.isfinite(first["contribution"]).all()


@pytest.mark.parametrize("make", [logistic, lambda: TunedXGB(**SMALL)], ids=["logistic", "tuned"])
def test_a_ranking_is_the_same_without_directions_and_correlates_nothing(make, monkeypatch):
    X, y = people()
    model = make().fit(X, y)
    whole = feature_importance(model, X, y)
    monkeypatch.setattr("fairlab.learn.importance._directions", None)  # to be called by nobody
    ranking = feature_importance(model, X, y, directions=False)
    pd.testing.assert_frame_equal(ranking, whole.drop(columns="direction"))


def test_a_cheap_model_costs_well_under_a_second_of_cpu():
    X, y = people(4 * PERMUTED_ROWS)
    model = logistic().fit(X, y)
    before = time.process_time()
    feature_importance(model, X, y)
    assert time.process_time() - before < 1
