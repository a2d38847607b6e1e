import numpy as np
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import BaggingClassifier, RandomForestClassifier, VotingClassifier
from sklearn.feature_selection import SelectFromModel
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fairlab.experiment.identity import leaf_params
from fairlab.experiment.identity.filled_in import fill_in, left_out, settable
from fairlab.seeds import seed_for


class Boost(ClassifierMixin):
    """Shows what was set alone, as CatBoost does."""

    def __init__(self, depth=None, random_seed=None, thread_count=None, random_state=None):
        given = {k: v for k, v in locals().items() if k not in ("self", "__class__")}
        self.given = {name: value for name, value in given.items() if value is not None}

    def get_params(self, deep=True):
        return dict(self.given)

    def set_params(self, **given):
        self.given |= given
        return self


class Balanced(BaseEstimator):
    def __init__(self, sensitive=None):
        self.sensitive = sensitive


class KeptAsItIs(BaseEstimator):
    def __init__(self, random_state=None, n_jobs=None):
        self.random_state = random_state
        self.n_jobs = n_jobs

    def __sklearn_clone__(self):
        return self


def test_the_outermost_seed_is_named_by_the_step_alone():
    forest = RandomForestClassifier(random_state=1, n_jobs=1)
    ready = fill_in(forest, 7, "model", threads=3)
    assert (ready.random_state, ready.n_jobs) == (seed_for(7, "model"), 3)
    assert (forest.random_state, forest.n_jobs) == (1, 1)


def test_every_depth_has_a_seed_of_its_own():
    inner = make_pipeline(SelectFromModel(RandomForestClassifier()), RandomForestClassifier())
    model = fill_in(VotingClassifier([("a", inner), ("b", inner)]), 7, "model", 2)
    found = {k: v for k, v in model.get_params().items() if k.endswith("random_state")}
    assert len(set(found.values())) == 4
    for name, seed in found.items():
        assert seed == seed_for(7, "model", *name.split("__")[:-1])


def test_threads_are_given_once():
    bagged = fill_in(BaggingClassifier(RandomForestClassifier()), 7, "model", 4)
    assert (bagged.n_jobs, bagged.estimator.n_jobs) == (4, 1)
    chain = fill_in(make_pipeline(StandardScaler(), bagged), 7, "model", 3)
    assert (chain[-1].n_jobs, chain[-1].estimator.n_jobs) == (3, 1)


def test_a_logistic_regression_does_not_warn_of_threads():
    X, y = np.arange(8.0).reshape(4, 2), [0, 0, 1, 1]
    fill_in(make_pipeline(StandardScaler(), LogisticRegression()), 7, "model", 2).fit(X, y)
    assert "n_jobs" in left_out(LogisticRegression())


def test_what_is_frozen_is_not_touched():
    forest = RandomForestClassifier(2, random_state=1).fit([[0], [1]], [0, 1])
    model = fill_in(CalibratedClassifierCV(FrozenEstimator(forest)), 7, "model", 2)
    assert model.n_jobs == 2
    assert model.estimator.estimator is forest
    assert (forest.random_state, forest.n_jobs) == (1, None)
    kept = KeptAsItIs()
    assert fill_in(kept, 7, "model", 2) is kept
    assert (kept.random_state, kept.n_jobs) == (None, None)
    assert left_out(kept) == frozenset()


@pytest.mark.parametrize("given", [{}, {"random_seed": 3}, {"random_state": 3}])
def test_settings_that_are_shown_only_once_set_are_filled_in(given):
    seed = next(iter(given), "random_state")
    for model, name in ((Boost(depth=2, **given), ""), (make_pipeline(Boost(**given)), "boost__")):
        found = fill_in(model, 7, "model", 2).get_params()
        shown = {one for one in found if "random" in one}
        assert shown == {f"{name}{seed}"}
        assert found[f"{name}{seed}"] == seed_for(7, "model", *name.split("__")[:-1])
        assert found[f"{name}thread_count"] == 2
        filled = leaf_params("model", fill_in(model, 7, "model", 2))
        assert filled == leaf_params("model", model)


def test_settings_that_are_not_shown_are_known():
    assert settable(make_pipeline(Boost())) >= {"boost__depth", "boost__random_state"}
    assert settable(Boost()) == {"depth", "random_seed", "thread_count", "random_state"}


def test_what_is_left_to_the_data_is_filled_in_at_every_depth():
    model = make_pipeline(Balanced(), Balanced("age"))
    ready = fill_in(model, 7, "model", 1, sensitive=("sex", "race"))
    assert [step.sensitive for step in (ready[0], ready[1])] == [("sex", "race"), "age"]
    assert fill_in(model, 7, "model", 1)[0].sensitive is None
    assert "model__balanced-1__sensitive" not in leaf_params("model", model)
    assert leaf_params("model", model)["model__balanced-2__sensitive"] == "age"
