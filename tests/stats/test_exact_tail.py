"""The largest chance of tables further out: against scipy's, against every table, and cut short."""

import numpy as np
import pytest
from scipy.stats import barnard_exact, binom

from fairlab.stats.exact_tail import DIFFERENCE, RATIO, ExactTail


@pytest.mark.parametrize(
    "table", [(13, 15, 11, 13), (6, 7, 6, 16), (4, 19, 10, 21), (10, 12, 6, 14)]
)
def test_of_equal_rates_it_is_barnards_test(table):
    x, n, y, m = table
    expected = barnard_exact([[x, y], [n - x, m - y]], alternative="greater", n=512).pvalue
    for effect, equal in ((DIFFERENCE, 0.0), (RATIO, 1.0)):
        found = ExactTail(effect, *table, order=equal, left_out=1e-12).chance(equal)
        assert found == pytest.approx(expected, rel=2e-3)


def largest(effect, table, order, value):
    """Go through every table at every one of many rates."""
    x, n, y, m = table
    hits, other = np.meshgrid(np.arange(n + 1), np.arange(m + 1), indexing="ij")
    far = effect.z(hits, n, other, m, order) >= effect.z(x, n, y, m, order) - 1e-9
    rate = np.linspace(0, 1, 1501)[:, None]
    first = effect.first(rate, value)
    given = binom.pmf(np.arange(n + 1), n, np.clip(first, 0, 1)) @ far
    chance = (given * binom.pmf(np.arange(m + 1), m, rate)).sum(axis=1)
    return chance[((first >= 0) & (first <= 1))[:, 0]].max()


@pytest.mark.parametrize("table", [(3, 5, 10, 40), (10, 40, 3, 5), (0, 1, 3, 30), (7, 7, 8, 12)])
@pytest.mark.parametrize(
    ("effect", "order", "value"),
    [(DIFFERENCE, 0.2, 0.2), (DIFFERENCE, -0.3, -0.5), (RATIO, 0.8, 0.8), (RATIO, 1.25, 0.5)],
)
def test_it_is_the_largest_over_every_rate(table, effect, order, value):
    found = ExactTail(effect, *table, order=order, left_out=1e-12).chance(value)
    expected = largest(effect, table, order, value)
    # Of rates that the counts exclude nothing is asked, which matters where all tables are far.
    assert 0.998 * expected <= found or expected > 0.99
    assert found <= 1.03 * expected + 1e-12


def test_tables_as_far_out_as_the_one_seen_are_counted_however_they_are_rounded():
    """Two other tables of these sizes have the z of 6 of 8 and 4 of 12, up to 1e-15."""
    found = ExactTail(DIFFERENCE, 6, 8, 4, 12, order=0.0).chance(0.0)
    assert found == pytest.approx(largest(DIFFERENCE, (6, 8, 4, 12), 0.0, 0.0), rel=1e-3)
    assert found > 0.057


@pytest.mark.parametrize("table", [(3, 2_000, 12, 3_000), (2_990, 3_000, 2_999, 3_000)])
def test_tables_that_hardly_occur_are_left_out_without_harm(table, monkeypatch):
    short = ExactTail(DIFFERENCE, *table, order=-0.01)
    found = short.chance(-0.001)
    monkeypatch.setattr(ExactTail, "_reach", lambda _, hits, size: (0, size))
    whole = ExactTail(DIFFERENCE, *table, order=-0.01)
    assert len(short._counts) < len(whole._counts) / 10
    assert whole.chance(-0.001) == pytest.approx(found, rel=1e-3)
