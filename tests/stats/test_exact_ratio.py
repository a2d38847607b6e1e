"""Exact intervals of a ratio hold the truth as often as promised, whatever the rates."""

from math import inf, isnan

import numpy as np
import pytest
from scipy.stats import binom

from fairlab.stats.exact_comparison import one_sided_p
from fairlab.stats.exact_difference import exact_difference
from fairlab.stats.exact_ratio import exact_ratio
from fairlab.stats.exact_tail import RATIO

RATES = (0.003, 0.02, 0.11, 0.31, 0.5, 0.77, 0.96)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "other", "level"),
    [(1, 30, 0.95), (4, 9, 0.8), (10, 30, 0.95)],
)
def test_it_covers_at_least_as_often_as_promised(size, other, level):
    found = [[exact_ratio(x, size, y, other, level) for y in range(other + 1)]
             for x in range(size + 1)]  # fmt: skip
    low, high = (np.array([[getattr(one, end) for one in row] for row in found])
                 for end in ("low", "high"))  # fmt: skip
    for first in RATES:
        for second in RATES:
            of_first = binom.pmf(range(size + 1), size, first)
            chance = np.outer(of_first, binom.pmf(range(other + 1), other, second))
            held = (low <= first / second) & (first / second <= high)
            assert chance[held].sum() >= level, (first, second)


@pytest.mark.parametrize("table", [(3, 9, 40, 100), (7, 10, 2, 12), (30, 400, 5, 31)])
def test_groups_may_change_places(table):
    found, turned = exact_ratio(*table), exact_ratio(*table[2:], *table[:2])
    assert (turned.value, turned.p) == pytest.approx((1 / found.value, found.p))
    assert (1 / turned.high, 1 / turned.low) == pytest.approx((found.low, found.high))


def test_equal_rates_are_tested_as_those_of_a_difference():
    assert exact_ratio(3, 9, 40, 100).p == pytest.approx(exact_difference(3, 9, 40, 100).p)


def test_p_is_small_where_the_ratio_is_larger_than_supposed():
    ps = [one_sided_p(RATIO, (8, 10, 20, 100), supposed) for supposed in (0.8, 1.25, 4.0, 9.0)]
    assert ps == sorted(ps)
    assert ps[0] < 0.002
    assert ps[-1] > 0.9


def test_without_hits_in_one_group_the_ratio_has_no_end():
    assert exact_ratio(3, 9, 0, 100).value == exact_ratio(3, 9, 0, 100).high == inf
    assert exact_ratio(0, 9, 30, 100).value == exact_ratio(0, 9, 30, 100).low == 0


@pytest.mark.parametrize(
    ("table", "why"),
    [((0, 0, 3, 9), "a group has no rows"), ((0, 4, 0, 9), "neither group has a hit")],
)
def test_undefined_says_why(table, why):
    found = exact_ratio(*table)
    assert isnan(found.value)
    assert (found.low, found.high, found.undefined) == (0, inf, why)
