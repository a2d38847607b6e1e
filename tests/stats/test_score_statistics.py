"""Score statistics against the likeliest rates found by a search, and against chi-square."""

import numpy as np
import pytest
from scipy.optimize import minimize_scalar
from scipy.special import xlog1py, xlogy
from scipy.stats import chi2_contingency

from fairlab.stats.score_statistics import difference_z, ratio_z

TABLES = [(28, 306, 55, 799), (1, 20, 4, 30), (19, 20, 4, 30), (7, 9, 9, 9), (0, 5, 3, 60)]


def searched_z(table, first_of, ends, weight):
    x, n, y, m = table

    def against(rate):
        other = first_of(rate)
        return -(xlogy(x, other) + xlog1py(n - x, -other) + xlogy(y, rate) + xlog1py(m - y, -rate))

    low, high = ends[0] + 1e-12, ends[1] - 1e-12
    rate = minimize_scalar(
        against, bounds=(low, high), method="bounded", options={"xatol": 1e-13}
    ).x
    other = first_of(rate)
    variance = other * (1 - other) / n + weight**2 * rate * (1 - rate) / m
    distance = x / n - first_of(y / m)
    return distance / np.sqrt(variance * (n + m) / (n + m - 1))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("difference", [-0.6, -0.1, 0.0, 0.25, 0.8])
def test_of_a_difference_it_is_that_of_a_search(table, difference):
    ends = max(0, -difference), min(1, 1 - difference)
    expected = searched_z(table, lambda rate: rate + difference, ends, 1)
    assert difference_z(*table, difference) == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("ratio", [0.05, 0.8, 1.0, 1.25, 4.0])
def test_of_a_ratio_it_is_that_of_a_search(table, ratio):
    expected = searched_z(table, lambda rate: rate * ratio, (0, min(1, 1 / ratio)), ratio)
    assert ratio_z(*table, ratio) == pytest.approx(expected, rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("table", TABLES)
def test_of_equal_rates_both_are_pearsons(table):
    x, n, y, m = table
    square = chi2_contingency([[x, n - x], [y, m - y]], correction=False).statistic
    expected = square * (n + m - 1) / (n + m)
    assert difference_z(*table, 0) ** 2 == pytest.approx(expected)
    assert ratio_z(*table, 1) == pytest.approx(difference_z(*table, 0))


@pytest.mark.parametrize(("size", "other"), [(1, 1), (5, 5), (3, 20), (25, 60)])
def test_more_hits_in_the_first_group_and_fewer_in_the_second_are_further_out(size, other):
    hits, other_hits = np.meshgrid(np.arange(size + 1), np.arange(other + 1), indexing="ij")
    supposed = [(difference_z, d) for d in np.linspace(-0.99, 0.99, 23)]
    supposed += [(ratio_z, r) for r in (0.01, 0.2, 0.8, 1, 1.25, 7, 100)]
    for statistic, value in supposed:
        z = statistic(hits, size, other_hits, other, value)
        assert (np.diff(z, axis=0) >= -1e-9).all(), value
        assert (np.diff(z, axis=1) <= 1e-9).all(), value


def test_what_cannot_be_is_infinitely_far_and_what_must_be_is_not():
    assert difference_z(10, 10, 0, 10, -1.0) == np.inf
    assert difference_z(0, 10, 10, 10, -1.0) == 0
    assert ratio_z(0, 10, 0, 10, 0.8) == 0
