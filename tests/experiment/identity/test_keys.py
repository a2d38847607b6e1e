import json
import os
import pickle
from unittest.mock import patch

import numpy as np
import pytest
from fairlearn.reductions import DemographicParity, EqualizedOdds, ExponentiatedGradient
from hypothesis import given, settings
from hypothesis import strategies as st
from imblearn.pipeline import Pipeline as ImbalancedPipeline
from sklearn.base import BaseEstimator, clone
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import RandomForestClassifier, VotingClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.gaussian_process import GaussianProcessClassifier
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fairlab.errors import RequestError
from fairlab.experiment.identity import filled_in, key_of, leaf_params
from fairlab.experiment.identity.filled_in import fill_in
from tests.experiment.identity.nested_recipes import (
    RECIPES,
    build,
    changed,
    each_value_once,
    leaves_of,
)

IN_ANOTHER_PROCESS = """
import json
from fairlab.experiment.identity import key_of, leaf_params
from tests.experiment.identity.nested_recipes import build, each_value_once
print(json.dumps([key_of(leaf_params("model", build(one))) for one in each_value_once()]))
"""
LEAF = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3)
TREES = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=3) | st.lists(inner, max_size=2).map(tuple)
)


def key(estimator):
    return key_of(leaf_params("model", estimator))


class Holder(BaseEstimator):
    """Takes anything, opens nothing but what is an estimator itself."""

    def __init__(self, held=None):
        self.held = held


class Shown(BaseEstimator):
    performance_only = frozenset({"rows", "chunk"})

    def __init__(self, rows=1, chunk=1, sensitive=None, strength=1.0):
        self.rows = rows
        self.chunk = chunk
        self.sensitive = sensitive
        self.strength = strength


class Listed(BaseEstimator):
    """Names its parts, but `get_params` does not open them."""

    def __init__(self, estimators):
        self.estimators = estimators


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(RECIPES)
def test_nothing_changed_changes_nothing(recipe):
    estimator = build(recipe)
    found = leaf_params("model", estimator)
    assert leaf_params("model", build(recipe)) == found
    assert leaf_params("model", clone(estimator)) == found
    assert leaf_params("model", pickle.loads(pickle.dumps(estimator))) == found
    assert {type(value) for value in json.loads(json.dumps(found)).values()} <= {
        type(None), bool, int, float, str,
    }  # fmt: skip


@pytest.mark.slow
@settings(deadline=None, max_examples=150)
@given(RECIPES, st.data())
def test_any_leaf_changed_changes_the_key(recipe, data):
    place = data.draw(st.sampled_from(leaves_of(recipe)))
    other = changed(recipe, place, data.draw(st.integers(0, 20)))
    assert key(build(recipe)) != key(build(other))


@pytest.mark.slow
@settings(deadline=None, max_examples=100)
@given(RECIPES)
def test_what_the_run_fills_in_is_no_part_of_the_key(recipe):
    estimator = build(recipe)
    asked = leaf_params("model", estimator)
    filled = fill_in(estimator, 7, "model", 2)
    assert leaf_params("model", estimator) == asked
    # What has no name gets a seed only where it has none, and a seed that it has is in the key.
    with patch.object(filled_in, "seed_unset"):
        named = fill_in(estimator, 7, "model", 2)
    assert leaf_params("model", named) == asked
    assert leaf_params("model", fill_in(filled, 8, "model", 2)) == leaf_params("model", filled)


@pytest.mark.slow
def test_every_value_has_a_key_of_its_own_in_every_process(another_process):
    recipes = each_value_once()
    keys = [key(build(recipe)) for recipe in recipes]
    assert json.loads(another_process.said(IN_ANOTHER_PROCESS)) == keys
    settings_of_keys = [(one.kind, *one.leaves) for one in recipes]
    for setting in set(settings_of_keys):
        mine = [k for k, of in zip(keys, settings_of_keys, strict=True) if of == setting]
        assert len(set(mine)) == len(mine) > 1


def test_categories_that_were_one_run_are_two():
    def model(frequency):
        return make_pipeline(OneHotEncoder(min_frequency=frequency), LogisticRegression())

    assert key(model(0.01)) != key(model(0.45))
    assert leaf_params("model", model(0.45))["model__onehotencoder__min_frequency"] == 0.45


def test_a_column_selector_has_a_name():
    numbers, words = make_column_selector(dtype_include="number"), make_column_selector("a$")
    found = leaf_params(
        "model", ColumnTransformer([("n", StandardScaler(), numbers), ("w", "drop", words)])
    )
    assert (
        "make_column_selector(dtype_exclude=None, dtype_include='number'"
        in (found["model__transformers"])
    )
    assert found["model__n__with_mean"] is True
    assert found["model__w"] == "drop"


def test_one_parameter_per_leaf():
    model = make_pipeline(StandardScaler(), LogisticRegression(random_state=3))
    found = leaf_params("model", model)
    assert found["model"] == "Pipeline"
    assert found["model__steps"] == (
        "[('standardscaler', StandardScaler), ('logisticregression', LogisticRegression)]"
    )
    assert found["model__logisticregression"] == "LogisticRegression"
    assert found["model__logisticregression__C"] == 1.0
    assert not {name for name in found if name.endswith(("random_state", "n_jobs"))}


def test_kernels_are_opened_as_estimators_are():
    found = leaf_params("model", GaussianProcessClassifier(RBF(2.0) + WhiteKernel()))
    assert (found["model__kernel"], found["model__kernel__k1__length_scale"]) == ("Sum", 2.0)


def test_what_a_class_says_changes_no_number_is_left_out_at_every_depth():
    model = make_pipeline(Shown(rows=1, chunk=2))
    assert key(model) == key(make_pipeline(Shown(rows=3, chunk=4)))
    assert key(model) != key(make_pipeline(Shown(strength=2.0)))
    assert key(model) != key(make_pipeline(Shown(sensitive="sex")))
    assert "model__shown__sensitive" not in leaf_params("model", model)


def test_classes_of_one_name_are_told_apart():
    steps = [("model", LogisticRegression())]
    assert key(Pipeline(steps)) != key(ImbalancedPipeline(steps))
    found = leaf_params("model", ImbalancedPipeline(steps))
    assert found["model__class"] == "imblearn.pipeline.Pipeline"
    assert "model__model__class" not in found


@pytest.mark.parametrize("wrap", [list, tuple, lambda held: {"a": held[0]}, lambda held: [held]])
def test_estimators_that_are_not_opened_are_written_whole(wrap):
    def model(**given):
        return Holder(wrap([make_pipeline(StandardScaler(), DecisionTreeClassifier(**given))]))

    assert key(model()) == key(model())
    assert key(model(max_depth=2)) != key(model())
    assert key(model(random_state=1)) != key(model())


def test_named_estimators_are_written_whole_where_they_are_not_opened():
    first, second = (Listed([("a", LogisticRegression(C=C))]) for C in (1.0, 2.0))
    assert key(first) != key(second)
    assert list(leaf_params("model", first)) == ["model", "model__class", "model__estimators"]


def test_of_two_steps_with_one_name_none_is_lost():
    def model(C):
        return Pipeline([("a", LogisticRegression(C=C)), ("a", LogisticRegression())])

    assert key(model(1.0)) != key(model(2.0))


def test_what_a_step_learnt_before_counts_only_where_it_is_frozen():
    X, y = np.arange(8.0).reshape(4, 2), [0, 0, 1, 1]
    fitted = DecisionTreeClassifier(random_state=0).fit(X, y)
    unlike = DecisionTreeClassifier(random_state=0).fit(X, y[::-1])
    assert key(fitted) == key(DecisionTreeClassifier()) == key(unlike)
    assert key(Holder([fitted])) == key(Holder([unlike]))
    assert key(FrozenEstimator(fitted)) != key(FrozenEstimator(unlike))
    assert key(Holder([FrozenEstimator(fitted)])) != key(Holder([FrozenEstimator(unlike)]))
    assert key(Holder(fitted.predict)) != key(Holder(unlike.predict))
    first, second = ([one, {"a": one}] for one in (fitted, unlike))
    assert key(Holder(first)) != key(Holder(second))


def test_the_last_tree_of_a_forest_counts():
    X = np.random.default_rng(0).random((50, 2))
    forest = RandomForestClassifier(30, random_state=0).fit(X, X[:, 0] > X[:, 1])
    before = key(FrozenEstimator(forest))
    forest.estimators_[-1].tree_.value[-1] += 1e-9
    assert key(FrozenEstimator(forest)) != before


def test_the_state_of_boosted_trees_is_their_bytes():
    from xgboost import XGBClassifier

    X, y = np.arange(80.0).reshape(40, 2), np.arange(40) % 3 > 1
    models = [XGBClassifier(n_estimators=2, n_jobs=1).fit(X, y ^ one) for one in (0, 0, 1)]
    first, again, other = (key(FrozenEstimator(model)) for model in models)
    assert first == again == key(FrozenEstimator(pickle.loads(pickle.dumps(models[0])))) != other


def test_outputs_that_were_asked_for_are_part_of_the_key():
    asked = make_pipeline(StandardScaler().set_output(transform="pandas"), LogisticRegression())
    assert key(asked) != key(make_pipeline(StandardScaler(), LogisticRegression()))
    assert key(asked) == key(clone(asked))


def test_requested_metadata_is_part_of_the_key():
    import sklearn

    with sklearn.config_context(enable_metadata_routing=True):
        weighed = LogisticRegression().set_fit_request(sample_weight=True)
        unweighed = LogisticRegression().set_fit_request(sample_weight=False)
    keys = {key(VotingClassifier([("a", one)])) for one in (weighed, unweighed)}
    assert len(keys) == 2
    assert key(weighed) == key(clone(weighed))


def test_constraints_of_fairlearn_are_told_by_what_they_hold():
    def model(constraints):
        return ExponentiatedGradient(LogisticRegression(), constraints=constraints)

    ways = [DemographicParity(), DemographicParity(difference_bound=0.02), EqualizedOdds()]
    assert len({key(model(one)) for one in ways}) == 3
    assert key(model(DemographicParity())) == key(model(DemographicParity()))
    assert leaf_params("model", model(ways[0]))["model__estimator__C"] == 1.0


@pytest.mark.parametrize(
    ("held", "says"),
    [
        (lambda: lambda X: X, "a lambda has"),
        (lambda: (yield), "a generator, which can be read once, has"),
        (lambda: KFold(2).split([[0], [1]]), "a generator"),
        (lambda: open(os.devnull), "an open file has"),  # noqa: SIM115
    ],
)
@pytest.mark.parametrize("nested", [False, True])
def test_what_has_no_lasting_name_is_refused(held, says, nested):
    value = held()
    with pytest.raises(RequestError, match=f"^model__held: {says}") as refused:
        leaf_params("model", Holder([{"a": value}] if nested else value))
    assert len(str(refused.value).splitlines()) <= 3
    getattr(value, "close", lambda: None)()


def test_the_place_of_what_is_refused_is_said():
    model = make_pipeline(FunctionTransformer(lambda X: X), LogisticRegression())
    with pytest.raises(RequestError, match=r"^model__functiontransformer__func: a lambda"):
        leaf_params("model", model)


def test_a_local_class_is_refused():
    class Here(BaseEstimator):
        pass

    for model in (Here(), make_pipeline(Here())):
        with pytest.raises(RequestError, match=r"the class .*Here has .*\n.*top level"):
            leaf_params("model", model)


@pytest.mark.slow
@settings(max_examples=200)
@given(TREES, TREES)
def test_keys_are_alike_where_what_they_are_about_is_alike_with_its_types(one, other):
    assert (key_of(one) == key_of(other)) == (repr(one) == repr(other))
    assert key_of([one]) != key_of((one,)) != key_of(one)


def test_a_mapping_has_no_order_but_its_names_have_types():
    assert key_of({"a": 1, "b": 2}) == key_of({"b": 2, "a": 1})
    assert len({key_of(one) for one in ({1: 2}, {"1": 2}, {1.0: 2}, [[1, 2]])}) == 4


def test_numbers_of_numpy_are_plain_ones():
    assert key_of([np.float64(1), np.int32(1), np.bool_(True)]) == key_of([1.0, 1, True])


def test_a_text_is_not_what_it_stands_for():
    texts = leaf_params("model", make_pipeline(StandardScaler()))
    assert key_of(texts) != key_of({name: str(value) for name, value in texts.items()})
