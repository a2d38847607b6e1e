from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.explore.bins import MOST_BINS, edges, joined, level_text, levels

NUMBERS = st.one_of(
    st.integers(-(10**9), 10**9).map(float), st.floats(-1e12, 1e12, allow_subnormal=False)
)


def test_levels_are_in_words_and_missing_ones_last():
    found = levels(pd.Series([1, np.nan, 0, 1]), {0: "other", 1: "Dutch"})
    assert found.tolist() == ["Dutch", "missing", "other", "Dutch"]
    assert found.categories.tolist() == ["other", "Dutch", "missing"]


def test_levels_of_a_category_keep_their_order():
    sizes = pd.Series(["low", "high"], dtype=pd.CategoricalDtype(["low", "middle", "high"]))
    assert levels(sizes).categories.tolist() == ["low", "high"]


@pytest.mark.slow
@given(st.lists(NUMBERS, min_size=11, max_size=60, unique=True))
@settings(deadline=None, max_examples=200)
def test_every_number_is_in_the_bin_that_says_so(numbers):
    values = pd.Series([*numbers, np.nan])
    found = levels(values)
    bins = found.categories[:-1]
    assert 1 <= len(bins) <= MOST_BINS + 2
    assert found[-1] == "missing"
    for number, level in zip(numbers, found, strict=False):
        assert level.left <= number < level.right
    for one, other in pairwise(bins):
        assert one.right == other.left


@pytest.mark.parametrize(
    ("low", "high", "first", "width", "bins"),
    [
        (17.1, 123.8, 15, 5, 22),  # the study's ages
        (0, 463, 0, 20, 24),  # and its three postcode indices
        (0, 1157, 0, 50, 24),
        (0, 2314, 0, 100, 24),
        (0.001, 0.011, 0.001, 0.0005, 21),
    ],
)
def test_edges_are_round(low, high, first, width, bins):
    found = edges(np.linspace(low, high, 1000))
    assert found[0] == first
    assert np.diff(found) == pytest.approx(width)
    assert len(found) == bins + 1


def test_whole_numbers_are_never_in_bins_of_part_of_one():
    assert edges(np.arange(11.0)) == list(range(12))


def test_far_numbers_leave_the_ends_open():
    found = edges(np.array([-1e12, *np.arange(200.0), 1e12]))
    assert (found[0], found[-1]) == (-np.inf, np.inf)
    assert len(found) > 10


def test_bins_say_what_they_hold():
    low, high = pd.Interval(-np.inf, 5, "left"), pd.Interval(90, np.inf, "left")
    assert [level_text(level) for level in (low, high, "m")] == ["< 5", ">= 90", "m"]
    assert joined([low, pd.Interval(5, 10, "left"), high]) == [
        pd.Interval(-np.inf, 10, "left"),
        high,
    ]


def test_numbers_that_differ_in_their_last_digit_have_bins_all_the_same():
    values = pd.Series([1e6 + step * 1e-10 for step in range(20)])
    found = levels(values)
    for number, level in zip(values, found, strict=True):
        assert level.left <= number < level.right
