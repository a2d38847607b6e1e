"""What an audit advises to ask next: what was told already is no advice."""

import pytest

from fairlab.causal import CausalGraph, Dag, TwinSettings
from fairlab.causal.next_question import next_question
from fairlab.causal.told import Told

KNOWN = {"uncaused": ("sex",)}
CASES = {
    "a cause that is doubted": (KNOWN, ["income"], ("--before", "income")),
    "told already": (KNOWN | {"before": ("age",)}, ["debt"], ("--before", "age,debt")),
    "not doubted": (KNOWN, [], ("--allowed", "income")),
    "allowed already": (KNOWN | {"allowed": ("income",)}, [], ("--allowed", "income,debt")),
    "all allowed": (KNOWN | {"allowed": ("income", "debt")}, [], None),
    "allowed, so not doubted": (
        KNOWN | {"allowed": ("income",)},
        ["income"],
        ("--allowed", "income,debt"),
    ),
    "told to be caused": ({"caused": ("sex",)}, [], ("--allowed", "income")),
    "nothing assumed": ({}, [], ("--exogenous", "sex")),
    "of another": (
        {"told": (Told("exogenous", "age", "--exogenous"),)},
        [],
        ("--exogenous", "age,sex"),
    ),
}


def graph(mode="fci", edges=(("sex", "income"), ("sex", "debt"))):
    return CausalGraph(mode, "sex", "bad", Dag.from_edges(edges, ["sex"]))


def typed(asked):
    return asked and (asked.option, asked.value)


@pytest.mark.parametrize("name", CASES)
def test_what_is_told_already_is_kept_and_not_advised(name):
    settings, doubted, expected = CASES[name]
    asked = next_question(graph(), TwinSettings(**settings), False, False, doubted)
    assert typed(asked) == expected


def test_where_no_effect_is_found_all_that_goes_with_the_attribute_is_tried():
    asked = next_question(graph(edges=()), TwinSettings(**KNOWN), False, False)
    assert typed(asked) == ("--graph", "none")


def test_twins_that_are_given_away_are_mended_by_arrows_or_more_columns():
    withheld = [
        typed(next_question(graph(mode), TwinSettings(**KNOWN), True, more))
        for mode, more in (("none", False), ("fci", True), ("fci", False))
    ]
    assert typed(next_question(graph(), TwinSettings(), True, True)) == ("--exogenous", "sex")
    assert withheld == [("--graph", "fci"), ("--columns", "20"), ("--graph", "graph.csv")]
