import numpy as np
import pytest

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import discovered_graph, no_discovery
from fairlab.causal.discovery.tree_screen import helpful
from tests.causal.shapes import people

ROWS = 4000


def table(name):
    frame = people(name, ROWS, 0).train.frame
    return frame[["a", *(c for c in frame if c not in ("a", "bad")), "bad"]]


def found(name):
    return discovered_graph(table(name), Knowledge(exogenous=("a",)))


@pytest.mark.parametrize("mode", ["fci", "none"])
def test_effects_on_the_spread_and_through_an_interaction_are_seen(mode):
    graph = found("interaction") if mode == "fci" else no_discovery(table("interaction"))
    assert {"swing", "limit", "usage"} <= set(graph.descendants)
    assert "Trees, not correlations, say that" in " ".join(graph.notes)


def test_a_cause_of_an_effect_is_no_effect():
    graph = found("collider")
    assert set(graph.descendants) == {"usage", "plan"}
    assert "Trees" not in " ".join(graph.notes)


def test_an_effect_follows_a_cause_whose_effect_is_a_hump():
    assert "age" in found("hump").dag.parents["income"]


def test_levels_without_order_are_causes_of_numbers():
    dag = found("levels").dag
    assert "job" in dag.parents["pay"] or "pay" in dag.parents["job"]


def test_noise_helps_nothing():
    frame = table("chain").assign(a=np.random.default_rng(0).integers(0, 2, ROWS))
    others = [name for name in frame if name not in ("a", "bad")]
    assert helpful(frame, "a", others) == []
    assert helpful(frame, "a", []) == []
