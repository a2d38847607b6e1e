"""Colours of strategies: fixed, and told apart."""

from fairlab.colours import COLOURS, colour


def test_equal_strategies_have_equal_colours_and_the_four_differ():
    assert len({colour(name) for name in COLOURS}) == len(COLOURS)
    assert colour("mine") == "#000000"
    assert colour("mine") not in COLOURS.values()
