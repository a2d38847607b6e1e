"""A limit on groups, from the runs of a strategy to a verdict and its sentence."""

import numpy as np
import pandas as pd
import pytest

from fairlab.gate.judge_groups import is_by_pairs, judge_groups
from fairlab.gate.limits import Limit
from fairlab.gate.verdicts import BROKEN, KEPT, UNTOLD
from tests.gate.drawn_runs import PARITY, drawn


def verdict(limit, runs, tables):
    return judge_groups("a", limit, runs, tables).verdict


def test_equal_groups_that_are_small_do_not_break_a_limit_in_however_many_seeds():
    runs, tables = drawn(20, [0.3] * 6, [12] * 6)
    assert runs[PARITY].min() > 0.2, "the seeds agree on a parity that is noise"
    assert verdict(Limit(PARITY, 0.2, most=True), runs, tables) == UNTOLD


def test_groups_that_are_unequal_break_it_and_groups_that_are_equal_keep_it():
    limit = Limit(PARITY, 0.2, most=True)
    assert verdict(limit, *drawn(5, [0.8, 0.2], [500, 500])) == BROKEN
    assert verdict(limit, *drawn(5, [0.8, 0.8], [2000, 2000])) == KEPT


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [1, 4])
def test_a_limit_at_the_truth_is_seldom_broken_and_seldom_kept(seeds):
    limit = Limit(PARITY, 0.5, most=True)
    found = [verdict(limit, *drawn(seeds, [0.4, 0.2], [80, 80], seed=n)) for n in range(60)]
    assert found.count(BROKEN) <= 7  # beyond which lies 1 % at 5 % each
    assert found.count(KEPT) <= 7


def test_the_sentence_names_the_two_groups_that_decide():
    runs, tables = drawn(1, [0.8, 0.2, 0.8], [500, 500, 500])
    said = judge_groups("a", Limit(PARITY, 0.2, most=True), runs, tables).sentence
    assert said.startswith("Broken: fair.g/recall_parity of a must be at most 0.2 and is 0.7")
    assert "g1 0.2" in said
    assert " (1 - lowest / highest; " in said
    assert said.endswith("of 500: that they lie within the limit is ruled out (p < 0.001)).")


def test_seeds_without_the_metric_may_break_a_limit_but_not_keep_it():
    limit = Limit(PARITY, 0.2, most=True)
    for rates, expected in (([0.8, 0.2], BROKEN), ([0.8, 0.8], UNTOLD)):
        runs, tables = drawn(5, rates, [2000, 2000])
        runs.loc[0, PARITY] = np.nan
        found = judge_groups("a", limit, runs, tables)
        assert found.verdict == expected
        assert "in 4 of 5 seeds" in found.sentence


def test_groups_too_small_to_judge_are_left_out():
    runs, tables = drawn(1, [0.8, 0.8, 0.1], [2000, 2000, 4])
    groups = tables("r0")["groups"]
    groups.loc[2, "value"] = np.nan
    assert verdict(Limit(PARITY, 0.2, most=True), runs, lambda _: {"groups": groups}) == KEPT


def test_a_limit_on_the_unfair_side_is_the_other_way_round():
    unequal, equal = drawn(1, [0.8, 0.2], [500, 500]), drawn(1, [0.8, 0.8], [2000, 2000])
    limit = Limit(PARITY, 0.2, most=False)
    assert verdict(limit, *unequal) == KEPT
    assert verdict(limit, *equal) == BROKEN
    assert judge_groups("a", limit, *unequal).sentence.endswith(
        "lie beyond the limit is ruled out (p < 0.001))."
    )
    assert judge_groups("a", limit, *equal).sentence.endswith(
        "lie within the limit is ruled out (p < 0.001))."
    )


def test_a_ratio_and_a_gap_are_judged_like_the_parity():
    hits, size = np.array([400, 100]), np.array([500, 500])
    groups = {"attribute": "g", "kind": "group", "measure": ["selection_rate"] * 2, "hits": hits}
    groups = pd.DataFrame(groups | {"size": size, "value": hits / size, "group": ["a", "b"]})
    names = {"flag_rate_ratio": 0.25, "selection_rate_difference": 0.6}
    runs = pd.DataFrame({"run_id": ["r"]} | {f"fair.g/{name}": [v] for name, v in names.items()})

    def of(name, bound, most):
        limit = Limit(f"fair.g/{name}", bound, most)
        return verdict(limit, runs, lambda _: {"groups": groups})

    assert of("flag_rate_ratio", 0.8, most=False) == BROKEN
    assert of("flag_rate_ratio", 0.2, most=False) == KEPT
    assert of("selection_rate_difference", 0.5, most=True) == BROKEN
    assert of("selection_rate_difference", 0.7, most=True) == KEPT


@pytest.mark.parametrize(
    "name", ["test/auc", "fair.g/equalized_odds_difference", "fair.g/recall_floor_95", "time/fit_s"]
)
def test_what_is_not_of_one_rate_is_not_by_pairs(name):
    assert not is_by_pairs(name)


def test_the_groups_of_the_value_are_named_where_others_decide():
    runs, tables = drawn(1, [0.80, 0.90, 0.88], [4000, 4000, 60])
    said = judge_groups("a", Limit(PARITY, 0.5, most=True), runs, tables).sentence
    assert "is 0.120 (1 - lowest / highest, g0 0.792, g1 0.899; least sure: g1 0.899 of" in said
    assert "g2 0.850 of 60: that they lie beyond the limit is ruled out (p < 0.001)" in said
