import numpy as np
import pytest

from fairlab.mitigate.neighbours import _searched, nearest_of_all
from fairlab.mitigate.screening import screened


def rng():
    return np.random.default_rng(6)


@pytest.mark.parametrize("rows", [300, 1024, 1500])
@pytest.mark.parametrize("k", [2, 5])
def test_what_is_certain_is_what_a_search_in_float64_finds(rows, k):
    points = (rng().normal(size=(rows, 40)) * rng().lognormal(size=40)).astype(np.float32)
    asked = np.sort(rng().choice(rows, 250, replace=False))
    near, certain = screened(points, asked, k)
    assert certain.mean() > 0.95
    assert (near[certain] == _searched(points, asked, k)[certain]).all()


def test_far_away_the_error_of_float32_is_seen_and_nothing_is_certain():
    points = (1e4 + 1e-2 * rng().normal(size=(600, 20))).astype(np.float32)
    asked = np.arange(200)
    near, certain = screened(points, asked, 2)
    assert not certain.any()
    assert (near != _searched(points, asked, 2)).any()


def test_one_row_far_from_all_others_takes_no_certainty_from_them():
    points = rng().normal(size=(600, 20)).astype(np.float32)
    points[7] = 1e6
    _, certain = screened(points, np.arange(8, 200), 2)
    assert certain.mean() > 0.95


def test_rows_that_lie_together_are_not_certain_and_their_ties_are_settled_by_lot():
    points = np.repeat(rng().normal(size=(30, 20)), 50, axis=0).astype(np.float32)
    asked = np.arange(len(points))
    assert not screened(points, asked, 2)[1].any()
    found = nearest_of_all(points, asked, 2, rng())
    assert (found // 50 == asked[:, None] // 50).all()
    assert np.bincount(found.ravel(), minlength=len(points)).max() <= 8


def test_large_cells_of_many_columns_are_screened_with_the_same_result():
    points = rng().normal(size=(1200, 20)).astype(np.float32)
    points[:300] = points[300:600]  # half of these are looked up by the slower search
    asked = np.arange(0, 1200, 5)
    lot = 1e-4 * rng().random((1200, 1), dtype=np.float32)
    expected = _searched(np.hstack([points, lot]), asked, 2)
    assert (nearest_of_all(points, asked, 2, rng()) == expected).all()
