"""Exact intervals of a difference hold the truth as often as promised, whatever the rates."""

from math import isnan

import numpy as np
import pytest
from scipy.stats import binom, fisher_exact

from fairlab.stats.exact_comparison import one_sided_p
from fairlab.stats.exact_difference import exact_difference
from fairlab.stats.exact_tail import DIFFERENCE
from fairlab.stats.score_interval import score_interval

RATES = (0.003, 0.02, 0.11, 0.31, 0.5, 0.77, 0.96)


def least_coverage(ends_of, size, other, rates, level):
    """Go through every table, and every pair of rates: nothing is drawn."""
    ends = np.array([[ends_of(x, size, y, other, level) for y in range(other + 1)]
                     for x in range(size + 1)])  # fmt: skip
    held = []
    for first in rates:
        for second in rates:
            chance = np.outer(
                binom.pmf(range(size + 1), size, first), binom.pmf(range(other + 1), other, second)
            )
            within = (ends[..., 0] <= first - second) & (first - second <= ends[..., 1])
            held.append(chance[within].sum())
    return min(held)


def ends(x, size, y, other, level):
    found = exact_difference(x, size, y, other, level)
    return found.low, found.high


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "other", "level"),
    [
        (1, 30, 0.95),
        (4, 9, 0.8),
        (5, 40, 0.95),
        (10, 10, 0.99),
        (10, 30, 0.95),
    ],
)
def test_it_covers_at_least_as_often_as_promised(size, other, level):
    assert least_coverage(ends, size, other, RATES, level) >= level


def test_the_score_interval_does_not():
    assert least_coverage(score_interval, 5, 30, RATES, 0.95) < 0.92


@pytest.mark.parametrize("table", [(0, 5, 300, 60_000), (5, 5, 7, 60_000), (3, 60_000, 40, 90_000)])
def test_a_group_may_be_as_large_as_it_likes(table):
    found = exact_difference(*table)
    assert -1 <= found.low < found.value < found.high <= 1
    score = score_interval(*table)
    assert found.high - found.low < 1.5 * (score[1] - score[0])


def test_beside_a_known_rate_it_is_nearly_clopper_and_pearsons():
    found = exact_difference(3, 12, 500_000, 1_000_000)
    low, high = binom_ends(3, 12)
    assert (found.low, found.high) == (
        pytest.approx(low - 0.5, abs=0.003),
        pytest.approx(high - 0.5, abs=0.003),
    )


def binom_ends(x, n):
    from scipy.stats import binomtest

    return tuple(binomtest(x, n).proportion_ci(method="exact"))


@pytest.mark.parametrize(
    "table", [(3, 9, 40, 100), (0, 4, 6, 30), (7, 10, 2, 12), (25, 25, 30, 31)]
)
def test_groups_and_outcomes_may_change_places(table):
    x, n, y, m = table
    found, turned = exact_difference(*table), exact_difference(y, m, x, n)
    missed = exact_difference(n - x, n, m - y, m)
    assert (turned.low, turned.high, turned.p) == pytest.approx(
        (-found.high, -found.low, found.p), rel=0.01
    )
    assert (missed.low, missed.high, missed.p) == pytest.approx(
        (-found.high, -found.low, found.p), rel=0.01
    )


def test_more_level_is_wider():
    narrow, wide = (exact_difference(3, 9, 40, 100, level) for level in (0.9, 0.999))
    assert wide.low < narrow.low < narrow.high < wide.high
    assert wide.p == narrow.p


def test_p_is_small_where_the_difference_is_larger_than_supposed():
    ps = [one_sided_p(DIFFERENCE, (8, 10, 20, 100), supposed) for supposed in (0.0, 0.3, 0.6, 0.9)]
    assert ps == sorted(ps)
    assert ps[0] < 0.002
    assert ps[-1] > 0.9


@pytest.mark.slow
def test_it_finds_more_than_fishers_test():
    """By the chance to tell 0.7 from 0.25 in 10 and 40 rows; no draw."""
    power = np.zeros(2)
    for x, y in np.ndindex(11, 26):
        chance = binom.pmf(x, 10, 0.7) * binom.pmf(y, 40, 0.25)
        if chance > 1e-4:
            tables = (x, 10, y, 40), (y, 40, x, 10)
            both = [one_sided_p(DIFFERENCE, table, 0.0) for table in tables]
            fishers = fisher_exact([[x, 10 - x], [y, 40 - y]]).pvalue
            power += chance * np.array([2 * min(both) <= 0.05, fishers <= 0.05])
    assert power[0] > power[1]


@pytest.mark.parametrize("table", [(0, 0, 3, 9), (3, 9, 0, 0), (0, 0, 0, 0)])
def test_without_rows_nothing_is_known(table):
    found = exact_difference(*table)
    assert isnan(found.value)
    assert isnan(found.p)
    assert (found.low, found.high) == (-1, 1)
    assert found.undefined == "a group has no rows"
    assert isnan(one_sided_p(DIFFERENCE, table, 0.1))


@pytest.mark.parametrize(
    "table", [(0, 1, 0, 1), (1, 1, 0, 1), (0, 1, 1, 1), (0, 4, 9, 9), (9, 9, 9, 9)]
)
def test_the_corners_hold_what_was_seen(table):
    found = exact_difference(*table)
    assert -1 <= found.low <= found.value <= found.high <= 1
    assert 0 < found.p <= 1
