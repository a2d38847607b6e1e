"""Colours of strategies: fixed, and told apart."""

import pytest

from fairlab.colours import COLOURS, colour, looks


def test_equal_strategies_have_equal_colours_and_the_four_differ():
    assert len({colour(name) for name in COLOURS}) == len(COLOURS)
    assert colour("mine") == "#000000"
    assert colour("mine") not in COLOURS.values()


@pytest.mark.parametrize(
    ("names", "colours"),
    [
        (("baseline", "disparate_impact_remover", "group_thresholds", "linear_post"), 4),
        ((*COLOURS, *"abcd"), 8),
        ((*COLOURS, *map(str, range(32))), 8),
    ],
)
def test_strategies_of_a_page_are_told_apart_by_colour_and_beyond_the_palette_by_marks(
    names, colours
):
    found = looks(names)
    assert found == looks(reversed(names))
    assert len({look.colour for look in found.values()}) == colours
    assert len({look[:2] for look in found.values()}) == len(names)
    assert all(found[name].colour == COLOURS[name] for name in COLOURS if name in found)
