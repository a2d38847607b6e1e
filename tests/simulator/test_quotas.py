import numpy as np
import pytest

from fairlab.simulator.quotas import _raked, _rounded, limit


@pytest.mark.parametrize("passing", [0, 1, 50, 99, 100])
def test_exactly_so_many_pass_a_limit(passing):
    latent = np.random.default_rng(0).normal(size=100)
    assert (latent > limit(latent, passing)).sum() == passing


def test_nobody_passes_where_there_is_nobody():
    assert limit(np.array([]), 0) == np.inf


def test_raked_counts_meet_both_margins():
    sizes = np.array([[10, 300, 4000], [90, 2700, 36000]])
    by_row, by_column = (0.10, 0.02), (0.3, 0.08, 0.024)
    cells = _raked(sizes, by_row, by_column, 1200)
    rows = sizes.sum(1) * by_row
    columns = sizes.sum(0) * by_column
    assert cells.sum() == pytest.approx(1200)
    assert cells.sum(1) == pytest.approx(rows * 1200 / rows.sum(), rel=1e-3)
    assert cells.sum(0) == pytest.approx(columns * 1200 / columns.sum(), rel=1e-9)


def test_a_level_without_rows_gets_no_frauds():
    sizes = np.array([[0, 300], [0, 2700]])
    cells = _raked(sizes, (0.10, 0.02), (0.3, 0.03), 84)
    assert cells[:, 0].tolist() == [0, 0]
    assert cells.sum() == pytest.approx(84)


def test_rounding_keeps_the_sum():
    counts = np.full(7, 10 / 7)
    assert _rounded(counts).sum() == 10
    assert set(_rounded(counts)) == {1, 2}
