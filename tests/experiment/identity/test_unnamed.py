from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from scipy.stats import uniform
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import (
    GridSearchCV,
    RandomizedSearchCV,
    RepeatedStratifiedKFold,
    ShuffleSplit,
    StratifiedKFold,
)
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.experiment.identity import leaf_params
from fairlab.experiment.identity.filled_in import fill_in
from fairlab.experiment.identity.unnamed import seed_unset
from fairlab.seeds import seed_for

TREE = DecisionTreeClassifier(max_depth=3)
FORESTS = [RandomForestClassifier(3), RandomForestClassifier(4, random_state=5)]


@dataclass(frozen=True)
class Frozen:
    random_state: int | None = None


def calibrated(**given: Any) -> CalibratedClassifierCV:
    return CalibratedClassifierCV(TREE, cv=StratifiedKFold(3, shuffle=True, **given))


def search(forests: list) -> GridSearchCV:
    return GridSearchCV(Pipeline([("c", TREE)]), {"c": forests}, cv=3)


@pytest.mark.parametrize("model", [calibrated(), search(FORESTS[:1])])
def test_the_same_seed_gives_the_same_scores(model):
    rows = np.random.default_rng(0).normal(size=(120, 4))
    y = (rows[:, 0] + rows[:, 1] ** 2 > 0.8).astype(int)
    one, other = (fill_in(model, 7, "model", 1).fit(rows, y).predict_proba(rows) for _ in range(2))
    np.testing.assert_array_equal(one, other)


def test_a_splitter_gets_a_seed_on_a_copy_alone():
    model = calibrated()
    seeds = [fill_in(model, seed, "model", 1).cv.random_state for seed in (7, 8)]
    assert seeds == [seed_for(7, "model", "cv"), seed_for(8, "model", "cv")]
    assert model.cv.random_state is None
    nested = fill_in(make_pipeline(model), 7, "model", 1)[0]
    assert nested.cv.random_state == seed_for(7, "model", "calibratedclassifiercv", "cv")


def test_candidates_of_a_grid_keep_the_seeds_that_they_have():
    ready = fill_in(search(FORESTS), 7, "model", 1)
    seeds = [forest.random_state for forest in ready.param_grid["c"]]
    assert seeds == [seed_for(7, "model", "param_grid", "c", "0"), 5]
    assert FORESTS[0].random_state is None


def test_the_key_tells_the_seeds_that_were_set_and_no_others():
    found = leaf_params("model", calibrated())
    assert found == leaf_params("model", calibrated(random_state=None))
    assert found != leaf_params("model", calibrated(random_state=3))
    fill_in(calibrated(), 7, "model", 1)
    assert found == leaf_params("model", calibrated())


def test_every_kind_of_collection_is_walked():
    made = [RandomForestClassifier() for _ in range(4)]
    objects = np.array([made[0], None], dtype=object)
    held = {"a": [(made[1],)], "b": {made[2]}, 3: objects, "d": make_pipeline(made[3])}
    seed_unset(held, 7, ("model",))
    assert len({one.random_state for one in made}) == 4
    assert made[3].random_state == seed_for(7, "model", "d", "randomforestclassifier")


def test_what_draws_nothing_or_draws_by_another_seed_is_left_alone():
    kept = FrozenEstimator(RandomForestClassifier())
    still, drawn = StratifiedKFold(3), uniform(0, 1)
    seed_unset([kept, still, drawn, RandomForestClassifier, None, "x"], 7, ("model",))
    assert kept.estimator.random_state is None
    assert still.random_state is None
    fill_in(RandomizedSearchCV(TREE, {"min_impurity_decrease": drawn}), 7, "model", 1)


@pytest.mark.parametrize("made", [ShuffleSplit(), RepeatedStratifiedKFold(), Frozen()])
def test_whatever_has_an_empty_random_state_is_given_one(made):
    seed_unset(made, 7, ("model",))
    assert made.random_state == seed_for(7, "model")
