"""What an audit advises to ask next: what was told already is no advice."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.causal import CausalGraph, Dag, TwinSettings
from fairlab.causal.discovery.fci import Discovery
from fairlab.causal.graph import Pag
from fairlab.causal.next_question import next_question
from fairlab.causal.told import Told

KNOWN = {"uncaused": ("sex",)}
CASES = {
    "a cause that is doubted": (KNOWN, ["income"], ("--before", "income")),
    "told already": (KNOWN | {"before": ("age",)}, ["debt"], ("--before", "age,debt")),
    "not doubted": (KNOWN, [], ("--calibrate", "6")),
    "calibrated already": (KNOWN | {"calibrations": 2}, [], None),
    "allowed, so not doubted": (
        KNOWN | {"allowed": ("income",)},
        ["income"],
        ("--calibrate", "6"),
    ),
    "told to be caused": ({"caused": ("sex",)}, [], ("--calibrate", "6")),
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


def test_what_comes_before_is_told_as_knowledge():
    asked = next_question(graph(), TwinSettings(**KNOWN), False, False, ["income"])
    assert asked.when.startswith("only if you know that `income` comes before `sex` (each such")


def test_a_column_that_stays_though_it_goes_with_one_that_moves_is_named():
    pag = Pag(("sex", "job", "home"), np.array([[0, 2, 0], [3, 0, 2], [0, 2, 0]]))
    found = replace(graph(edges=[("sex", "job")]), discovery=Discovery(pag, 0, 0, 1.0, 0))
    ask = found, TwinSettings(**KNOWN), True, True, []
    assert next_question(*ask, ["home"]).when.endswith(
        ", above all one from `job` to `home`, if `job` acts on it"
    )
    assert typed(next_question(*ask, ["job"])) == ("--columns", "20")


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
