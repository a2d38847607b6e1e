"""A group of which too little is known is named, with what leaves it out of a limit."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.gate.choice import choose_among
from fairlab.gate.choice_words import choice_sentences, small_groups_sentence
from fairlab.gate.gap_limit import GapLimit
from fairlab.gate.thin_groups import ThinGroup, thin_sentence
from fairlab.gate.verdicts import KEPT, UNMEASURED, UNTOLD
from tests.gate.test_choice import drawn

LIMIT = (GapLimit("region", "recall", 0.2),)
ISLAND = 56


def with_island(bad):
    """People of three regions, of which one has few, and among them few or no bad events."""
    data = drawn({"even": (0.5, 0.5)})
    region = np.random.default_rng(1).choice(["north", "south"], len(data.y)).astype(object)
    region[:ISLAND] = "island"
    data.y[:ISLAND] = np.arange(ISLAND) < bad
    data.groups["region"] = region
    return data


@pytest.mark.parametrize(
    ("bad", "verdict", "count"), [(0, UNMEASURED, "no bad"), (7, UNTOLD, "7 bad")]
)
def test_it_decides_nothing_once_it_is_left_out_and_that_is_told(bad, verdict, count):
    data = with_island(bad)
    found = choose_among(data, LIMIT, ["even"])
    assert (found.chosen, found.strategies["verdict"].tolist()) == (None, [verdict])
    said = " ".join(choice_sentences(found))
    assert f"island of region has {count} events among 56 people. Groups of fewer" in said
    assert "left out of all limits by --min-size 57" in said
    assert small_groups_sentence(found, data, 25) == ""
    without = choose_among(data, LIMIT, ["even"], fewest=57)
    assert without.strategies["verdict"].tolist() == [KEPT]
    assert "Too little" not in " ".join(choice_sentences(without))
    assert small_groups_sentence(without, data, 57) == (
        f"Of fewer than 57 people, and in no limit: island of region (56 people, {bad} bad events)."
    )


def test_that_no_two_groups_are_left_is_told():
    with pytest.raises(RequestError, match="region has no two groups of at least 9000 people"):
        choose_among(with_island(7), LIMIT, ["even"], fewest=9000)


def test_the_noun_is_of_the_rate():
    few = pd.Series(
        {"fpr": "3 people without the bad event among 9 people", "rank": "3 bad events"}
    )
    for metric, words in few.items():
        assert words in ThinGroup("sex", "f", metric, 9, 3).words
    assert ThinGroup("sex", "f", "selection_rate", 9, 9).words == "f of sex has 9 people"
    thin = [ThinGroup("sex", str(n), "fpr", 9, 3) for n in range(4)]
    assert "and 1 more" in thin_sentence(thin, {"sex": [20, 10, 9, 9, 9, 9]})


def test_no_size_is_advised_that_leaves_one_group_alone():
    data = with_island(7)
    data.groups["region"] = np.where(data.groups["region"] == "island", "island", "mainland")
    said = " ".join(choice_sentences(choose_among(data, LIMIT, ["even"])))
    assert "--min-size 57 would leave no two groups of region" in said
