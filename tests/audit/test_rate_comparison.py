from dataclasses import FrozenInstanceError, fields

import numpy as np
import pandas as pd
import pytest
from scipy.stats import fisher_exact

from fairlab.audit.rate_comparison import Comparison
from fairlab.audit.registry import group_metrics, rates
from fairlab.seeds import seed_for
from fairlab.stats.exact_tests import Chance
from fairlab.stats.score_interval import score_interval

RATE = {rate.name: rate for rate in rates()}


def recalls(hits, sizes, names=None, min_size=1, seed=0):
    hits, sizes = np.array(hits), np.array(sizes)
    table = pd.DataFrame({"tn": 50, "fp": 3, "fn": sizes - hits, "tp": hits})
    table.index = list(names or "abcdefgh"[: len(hits)])
    return Comparison(RATE["recall"], table, min_size, seed)


def test_two_groups_keep_their_order_so_that_the_sign_is_stable():
    assert recalls([2, 6], [10, 10]).pair == (0, 1)
    assert recalls([6, 2], [10, 10]).difference == pytest.approx(0.4)
    assert recalls([2, 6], [10, 10]).difference == pytest.approx(-0.4)


def test_of_more_the_highest_goes_against_the_lowest():
    found = recalls([3, 9, 1, 5], [10, 10, 10, 10])
    assert found.pair == (1, 2)
    assert found.difference == pytest.approx(0.8)


def test_of_tied_groups_the_largest_speaks():
    assert recalls([5, 1, 50, 10], [10, 10, 100, 100]).pair == (2, 3)
    first, second = recalls([1, 2, 3], [10, 20, 30]).pair
    assert first != second


def test_of_three_groups_with_one_too_small_two_are_left_in_their_order():
    found = recalls([1, 2, 6], [2, 10, 10], min_size=5)
    assert found.pair == (1, 2)
    assert list(found.notes()) == ["group a: n = 2, too small"]
    assert np.isnan(found.rates[0])


def test_the_interval_of_a_picked_pair_is_wider():
    two, three = recalls([20, 40], [100, 100]), recalls([20, 40, 30], [100, 100, 100])
    low, high = two.interval
    picked_low, picked_high = three.interval
    assert picked_high - picked_low > high - low


@pytest.mark.slow
def test_the_picked_interval_covers_zero_when_five_groups_are_equal():
    rng = np.random.default_rng(3)
    sizes, draws = np.array([40, 300, 120, 80, 200]), 300
    covered = 0
    for _ in range(draws):
        low, high = recalls(rng.binomial(sizes, 0.2), sizes).interval
        covered += low <= 0 <= high
    assert covered / draws > 0.95 - 3 * np.sqrt(0.95 * 0.05 / draws)


@pytest.mark.slow
def test_false_alarms_of_the_exact_test_stay_below_their_level():
    rng = np.random.default_rng(3)
    sizes, draws = np.array([306, 799]), 600
    alarms = sum(recalls(rng.binomial(sizes, 0.075), sizes).p <= 0.05 for _ in range(draws))
    assert 0 < alarms / draws < 0.05 + 3 * np.sqrt(0.05 * 0.95 / draws)


@pytest.mark.parametrize(
    ("hits", "sizes", "note"),
    [
        ([0, 0], [0, 0], "no positives"),
        ([3, 0], [10, 0], "no positives in group b; fewer than two groups to compare"),
        ([0, 0], [10, 10], "recall is 0 in every group: nothing to test"),
        ([10, 12], [10, 12], "recall is 1 in every group: nothing to test"),
        ([1, 0], [3, 3], "too few rows: no outcome could give p <= 0.05"),
        ([30, 10], [50, 50], ""),
    ],
)
def test_notes_in_words(hits, sizes, note):
    assert "; ".join(recalls(hits, sizes).notes()) == note


def test_an_empty_group_says_so():
    table = pd.DataFrame([[5, 5, 5, 5], [0, 0, 0, 0]], ["a", "b"], ["tn", "fp", "fn", "tp"])
    found = Comparison(RATE["recall"], table, 1, 0)
    assert found.why_not(1) == "group b: 0 rows"
    assert found.why_not(0) == ""
    assert np.isnan(found.p)


def test_rates_hits_and_sizes_are_those_of_each_group():
    found = recalls([3, 1, 0], [10, 4, 0], min_size=4)
    assert found.hits.tolist() == [3, 1, 0]
    assert found.sizes.tolist() == [10, 4, 0]
    assert found.judged.tolist() == [True, True, False]
    assert found.rates[:2].tolist() == [0.3, 0.25]
    assert np.isnan(found.rates[2])
    assert recalls([3, 0], [10, 0], min_size=0).judged.tolist() == [True, False]
    assert recalls([1, 2], [1, 4]).rates.tolist() == [1, 0.5]
    assert [recalls([1, 1], [4, size], min_size=4).comparable for size in (4, 3)] == [True, False]


def test_a_rate_of_several_cells_adds_them_up():
    table = pd.DataFrame([[4, 3, 2, 1], [5, 5, 5, 5]], ["a", "b"], ["tn", "fp", "fn", "tp"])
    found = Comparison(RATE["selection_rate"], table, 1, 0)
    assert (found.hits.tolist(), found.sizes.tolist()) == ([4, 10], [10, 20])


def test_p_is_that_of_the_groups_that_are_judged():
    found = recalls([8, 1, 2], [10, 2, 10], min_size=5)
    assert found.p == pytest.approx(fisher_exact([[8, 2], [2, 8]]).pvalue)
    assert found.chance.sizes.tolist() == [10, 10]
    assert np.isnan(recalls([8, 1], [10, 2], min_size=5).p)


def test_a_sample_has_the_seed_of_the_run_and_of_the_rate():
    sizes = np.array([60, 70, 80, 90])
    found = recalls([20, 30, 40, 30], sizes, seed=11)
    expected = Chance.of(sizes, 120, seed_for(11, "audit", "recall"))
    assert not found.chance.exact
    np.testing.assert_array_equal(found.chance.hits, expected.hits)


def test_the_interval_is_the_score_interval_at_the_level_of_all_pairs():
    two = recalls([20, 40], [100, 90]).interval
    assert two == score_interval(20, 100, 40, 90, level=0.95)
    four = recalls([20, 40, 30, 25], [100, 90, 95, 99])
    assert four.pair == (1, 0)
    assert four.interval == score_interval(40, 90, 20, 100, level=0.95 ** (1 / 6))


def test_of_the_lowest_that_tie_the_largest_speaks_whatever_its_place():
    assert recalls([9, 1, 10, 2], [10, 10, 100, 20]).pair == (0, 2)
    assert recalls([9, 10, 1, 2], [10, 100, 10, 20]).pair == (0, 1)
    assert recalls([9, 90, 10], [10, 100, 100]).pair == (1, 2)


def test_a_p_of_exactly_the_level_can_be_reached_and_is_not_complained_of():
    assert list(recalls([0, 1], [1, 19]).notes()) == []
    words = "too few rows: no outcome could give p <= 0.05"
    assert list(recalls([0, 1], [1, 18]).notes()) == [words]


def test_every_group_that_is_left_out_is_named():
    found = recalls([1, 0, 2, 3], [3, 0, 10, 10], min_size=5)
    assert list(found.notes()) == ["group a: n = 3, too small", "no positives in group b"]


def test_without_groups_there_is_nothing_to_compare():
    empty = pd.DataFrame([], columns=["tn", "fp", "fn", "tp"], dtype=int)
    assert list(Comparison(RATE["recall"], empty, 1, 0).notes()) == [
        "fewer than two groups to compare"
    ]


@pytest.mark.parametrize(
    "thing", [RATE["recall"], group_metrics()[0], Chance.of(np.array([2, 1]), 1)]
)
def test_what_was_compared_cannot_be_changed_afterwards(thing):
    name = fields(thing)[0].name
    for each, column in ((thing, name), (recalls([1, 2], [4, 4]), "seed")):
        with pytest.raises(FrozenInstanceError):
            setattr(each, column, None)
