import pytest
from sklearn.frozen import FrozenEstimator
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fairlab.experiment.estimator_copy import copy_estimator
from fairlab.experiment.strategy import Strategy
from tests.small import small_credit


def test_a_copy_has_the_settings_and_nothing_that_was_learnt():
    tree = DecisionTreeClassifier(max_depth=2).fit([[0], [1]], [0, 1])
    copied = copy_estimator(make_pipeline(StandardScaler(), tree))
    assert copied[-1] is not tree
    assert copied[-1].max_depth == 2
    assert not hasattr(copied[-1], "tree_")


def test_lists_of_catboost_are_copied_at_every_depth():
    library = pytest.importorskip("catboost")
    model = library.CatBoostClassifier(cat_features=["home"])
    for whole in (model, make_pipeline(StandardScaler(), model)):
        copied = copy_estimator(whole)
        assert copied is not whole
        inner = copied[-1] if hasattr(copied, "steps") else copied
        assert inner is not model
        assert inner.get_params() == {"cat_features": ["home"]}


def test_what_is_frozen_is_fitted_once_and_for_all():
    train = small_credit().split(0).train
    frozen = FrozenEstimator(DecisionTreeClassifier(max_depth=2).fit(train.X[["age"]], train.y))
    assert copy_estimator(frozen) is frozen
    assert Strategy("frozen", frozen).ready("model", train, seed=3, threads=2) is frozen
