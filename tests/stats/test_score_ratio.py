"""Score intervals of a ratio: where the test turns, and how often they hold the truth."""

import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.stats import binom, norm
from scipy.stats.contingency import relative_risk

from fairlab.stats.score_ratio import ratio_interval
from fairlab.stats.score_statistics import ratio_z


@pytest.mark.parametrize("table", [(28, 306, 55, 799), (4, 20, 9, 30), (19, 20, 4, 30)])
@pytest.mark.parametrize("level", [0.9, 0.99])
def test_its_ends_are_where_the_test_turns(table, level):
    low, high = ratio_interval(*table, level=level)
    limit = norm.ppf((1 + level) / 2)
    seen = table[0] / table[1] / (table[2] / table[3])
    assert low == pytest.approx(brentq(lambda r: ratio_z(*table, r) - limit, 1e-6, seen))
    assert high == pytest.approx(brentq(lambda r: ratio_z(*table, r) + limit, seen, 1e6))


def test_of_many_events_it_is_that_of_the_logarithm():
    log = relative_risk(40_000, 100_000, 90_000, 200_000).confidence_interval()
    low, high = ratio_interval(40_000, 100_000, 90_000, 200_000)
    assert (low, high) == (pytest.approx(log.low, rel=1e-4), pytest.approx(log.high, rel=1e-4))


def test_many_at_once_are_those_of_each():
    hits, size = np.array([0, 3, 9, 0]), np.array([9, 9, 9, 9])
    low, high = ratio_interval(hits, size, np.array([4, 0, 8, 0]), 10)
    assert low.tolist()[0] == low.tolist()[3] == 0
    assert high.tolist()[1] == high.tolist()[3] == np.inf
    assert (low[2], high[2]) == tuple(ratio_interval(9, 9, 8, 10))


@pytest.mark.parametrize(("size", "rate", "ratio"), [((100, 200), 0.4, 0.8), ((60, 60), 0.5, 1.5)])
def test_it_covers_the_true_ratio_at_its_nominal_rate(size, rate, ratio):
    hits, other = np.meshgrid(np.arange(size[0] + 1), np.arange(size[1] + 1), indexing="ij")
    chance = binom.pmf(hits, size[0], rate * ratio) * binom.pmf(other, size[1], rate)
    low, high = ratio_interval(hits, size[0], other, size[1])
    assert chance[(low <= ratio) & (ratio <= high)].sum() == pytest.approx(0.95, abs=0.005)
