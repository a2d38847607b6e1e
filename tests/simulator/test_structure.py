import numpy as np
import pytest

from fairlab.simulator import published
from fairlab.simulator.blocks import Block
from fairlab.simulator.equations import EQUATIONS
from fairlab.simulator.population import NUMBER, people
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import CONSTANTS, World, simulate
from fairlab.simulator.variables import (
    DEBT_INDICATORS,
    HIDDEN,
    SENSITIVE,
    TARGET,
    VARIABLES,
    true_graph,
)

GRAPH = true_graph()


@pytest.fixture(scope="module")
def world() -> World:
    block = Block(published.TRAIN, 1, 0, 20_000, published.TRAIN.rows)
    return people(block, SimulatorSettings(seed=1))


def test_causes_come_before_effects():
    order = {name: place for place, name in enumerate(GRAPH.parents)}
    assert all(order[cause] < order[effect] for cause, effect in GRAPH.edges)


def test_every_variable_of_the_table_is_in_the_graph():
    assert set(GRAPH.parents) == {*VARIABLES, *HIDDEN, *DEBT_INDICATORS, TARGET}
    assert set(SENSITIVE) <= set(GRAPH.parents)
    assert "accepted" in HIDDEN


def test_hidden_causes_confound():
    causes_of_fraud = set(GRAPH.parents["risk"])
    for hidden in ("household_income", "intent"):
        assert hidden in causes_of_fraud
        assert len(GRAPH.descendants(hidden)) > 30


def test_every_arrow_is_alive(world):
    assert [arrow for arrow in GRAPH.edges if not _changes(*arrow, world)] == []


def _changes(cause: str, effect: str, world: World) -> bool:
    """Give everybody somebody else's value of one cause; all other causes stay the own ones."""
    changed = {name: world[name] for name in {*world} - {effect}}
    changed[cause] = np.roll(world[cause], 1)
    after = simulate({effect: EQUATIONS[effect]}, 1, world[NUMBER], changed)[effect]
    return bool((after != world[effect]).any())


def test_nothing_but_parents_and_own_noise_matters(world):
    for name, equation in EQUATIONS.items():
        needed = {*GRAPH.parents[name], *CONSTANTS}
        alone = {key: world[key] for key in needed}
        again = simulate({name: equation}, 1, world[NUMBER], alone)[name]
        assert np.array_equal(again, world[name])


def test_the_world_without_intervention_is_the_world(world):
    constants = {name: world[name] for name in CONSTANTS}
    again = simulate(EQUATIONS, 1, world[NUMBER], constants)
    assert all(np.array_equal(again[name], world[name]) for name in EQUATIONS)


def test_everybody_in_the_table_was_accepted_and_some_were_not(world):
    assert world["accepted"].all()
    assert len(np.setdiff1d(np.arange(world[NUMBER][0], world[NUMBER][-1]), world[NUMBER])) > 100
