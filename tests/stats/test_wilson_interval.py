import numpy as np
import pytest
from scipy.stats import binom, binomtest

from fairlab.stats.wilson_interval import wilson

CASES = [(0, 1), (1, 1), (0, 40), (3, 40), (40, 40), (1105, 43287), (7, 13)]


@pytest.mark.parametrize(("hits", "rows"), CASES)
def test_it_is_scipys_wilson_interval(hits, rows):
    low, high = wilson([hits], [rows])
    expected = binomtest(hits, rows).proportion_ci(method="wilson")
    assert low[0] == pytest.approx(expected.low, abs=1e-12)
    assert high[0] == pytest.approx(expected.high, abs=1e-12)


def test_no_rows_have_no_interval():
    low, high = wilson([0, 1], [0, 2])
    assert np.isnan([low[0], high[0]]).all()
    assert not np.isnan([low[1], high[1]]).any()


@pytest.mark.parametrize("share", [0.03, 0.3])
def test_it_covers_the_true_share_as_often_as_it_says(share):
    rows = 200
    hits = np.arange(rows + 1)
    low, high = wilson(hits, np.full(rows + 1, rows))
    inside = (low <= share) & (share <= high)
    assert binom.pmf(hits, rows, share)[inside].sum() == pytest.approx(0.95, abs=0.025)
