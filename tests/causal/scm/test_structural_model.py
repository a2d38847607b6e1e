import numpy as np
import pandas as pd
import pytest

from fairlab.causal.graph import Dag
from fairlab.causal.scm.mechanisms import AdditiveNoise
from fairlab.causal.scm.structural_model import StructuralModel, fit_model
from fairlab.errors import RequestError
from tests.causal.worlds import World

DAG = Dag.from_edges([("a", "x"), ("w", "x"), ("a", "z"), ("x", "z")])
WEIGHTS = {"x": {"a": 1.5, "w": -0.7}, "z": {"x": 0.8, "a": 0.3}}


def linear(n: int = 3000) -> pd.DataFrame:
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"a": rng.integers(0, 2, n), "w": rng.normal(size=n)})
    for node, causes in WEIGHTS.items():
        frame[node] = sum(w * frame[cause] for cause, w in causes.items()) + rng.normal(size=n)
    return frame


class Known:
    """The true function of a node, on parents in units of their spread."""

    def __init__(self, weights):
        self.weights = np.array(weights)

    def fit(self, X, y):
        return self

    def predict(self, X):
        return X @ self.weights


def true_model(frame: pd.DataFrame) -> StructuralModel:
    mechanisms = {}
    for node in ("x", "z"):
        causes = DAG.parents[node]
        scaled = [WEIGHTS[node][cause] * frame[cause].std(ddof=0) for cause in causes]
        mechanism = AdditiveNoise(Known(scaled))
        mechanisms[node] = mechanism.fit(frame[list(causes)], frame[node], 0)
    return StructuralModel(DAG, "a", mechanisms)


def test_a_linear_model_gives_the_counterfactual_of_the_formula():
    frame = linear()
    [twins] = true_model(frame).twins(frame, 1 - frame["a"])
    step = 1 - 2 * frame["a"]
    assert np.abs(twins["x"] - (frame["x"] + 1.5 * step)).max() < 1e-8
    assert np.abs(twins["z"] - (frame["z"] + (0.8 * 1.5 + 0.3) * step)).max() < 1e-8
    pd.testing.assert_series_equal(twins["w"], frame["w"])


@pytest.mark.parametrize("strength", [0.5, 2.0])
def test_of_other_strengths_it_is_what_the_attribute_does_itself_that_is_multiplied(strength):
    frame = linear()
    [twins] = true_model(frame).twins(frame, 1 - frame["a"], strength=strength)
    step = strength * (1 - 2 * frame["a"])
    assert np.abs(twins["x"] - (frame["x"] + 1.5 * step)).max() < 1e-8
    assert np.abs(twins["z"] - (frame["z"] + (0.8 * 1.5 + 0.3) * step)).max() < 1e-8


def test_effects_of_no_strength_move_nothing_and_of_twice_the_strength_more_than_of_half():
    people, _ = World().people(3000, 0)
    model = fit_model(people, World().dag, "person")
    other = 1 - people["person"]
    [none] = model.twins(people, other, strength=0.0)
    unmoved = people.assign(person=other)
    pd.testing.assert_frame_equal(none, unmoved, atol=1e-9)
    [half], [twice] = (model.twins(people, other, strength=times) for times in (0.5, 2.0))
    for name in model.descendants:
        moved = [(twins[name] != people[name]).mean() for twins in (half, twice)]
        assert moved[0] == moved[1] == 1 or moved[0] < moved[1]


@pytest.mark.parametrize("mechanism", ["in_support", "additive"])
def test_changed_twice_is_the_start(mechanism):
    frame = linear()
    model = fit_model(frame, DAG, "a", mechanism)
    [twins] = model.twins(frame, 1 - frame["a"])
    [back] = model.twins(twins, frame["a"])
    assert not np.allclose(twins["z"], frame["z"])
    pd.testing.assert_frame_equal(back, frame, atol=1e-9)


@pytest.mark.slow
def test_only_the_attribute_and_what_follows_from_it_moves_and_types_stay():
    world = World()
    people, grown = world.people(3000, 0)
    model = fit_model(people, world.dag, "person")
    for twins in model.twins(people, 1 - people["person"], draws=2):
        fixed = ["region_risk", "tenure", "weekend", "channel", "noise", "fraud"]
        pd.testing.assert_frame_equal(twins[fixed], people[fixed])
        pd.testing.assert_series_equal(twins.dtypes, people.dtypes)
        truth = grown(1 - people["person"])
        for name in ("income", "score", "usage"):
            assert np.corrcoef(twins[name], truth[name])[0, 1] > 0.9


@pytest.mark.slow
def test_draws_differ_where_noise_is_unknown_and_repeat_with_their_seed():
    world = World()
    people, _ = world.people(1000, 0)
    model = fit_model(people, world.dag, "person")
    one, two = model.twins(people, 1 - people["person"], draws=2)
    again = next(iter(model.twins(people, 1 - people["person"], draws=2)))
    pd.testing.assert_frame_equal(one, again)
    assert not one["owner"].equals(two["owner"])
    assert one["income"].equals(two["income"])


def test_a_row_may_have_gaps_anywhere():
    world = World()
    people, _ = world.people(2000, 0)
    rng = np.random.default_rng(1)
    holes = people.copy()
    for name in ("income", "score", "plan", "region_risk"):
        holes[name] = holes[name].where(rng.random(len(holes)) < 0.8)
    model = fit_model(holes, world.dag, "person")
    [twins] = model.twins(holes, 1 - holes["person"])
    pd.testing.assert_frame_equal(twins.isna(), holes.isna())
    whole = holes["income"].notna()
    assert (twins["income"] != holes["income"])[whole].mean() > 0.99


def test_an_unknown_mechanism_is_refused():
    with pytest.raises(RequestError, match="Did you mean 'additive'"):
        fit_model(linear(), DAG, "a", "aditive")
