import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.mitigate.screening import BLOCK, _Search, screened

pytestmark = pytest.mark.slow


def rng():
    return np.random.default_rng(6)


def by_differences(points, asked, k):
    near = []
    for row in asked:
        square = np.square(points.astype(float) - points[row]).sum(axis=1)
        square[row] = np.inf
        near.append(np.argsort(square, kind="stable")[:k])
    return np.array(near)


@pytest.mark.parametrize("rows", [3, 300, 1024, 1500])
@pytest.mark.parametrize("k", [2, 5])
@pytest.mark.parametrize("precision", [np.float32, np.float64])
def test_what_is_certain_is_what_differences_in_float64_say(rows, k, precision):
    points = (rng().normal(size=(rows, 40)) * rng().lognormal(size=40)).astype(precision)
    asked = rng().permutation(rows)[:250]
    near, certain = screened(points, asked, min(k, rows - 1))
    assert certain.mean() > 0.95
    assert (near[certain] == by_differences(points, asked, min(k, rows - 1))[certain]).all()


def test_far_away_the_error_of_float32_is_seen_and_that_of_float64_is_small():
    points = (1e4 + 1e-2 * rng().normal(size=(600, 20))).astype(np.float32)
    asked = np.arange(200)
    assert not screened(points, asked, 2)[1].any()
    near, certain = screened(points.astype(float), asked, 2)
    assert certain.all()
    assert (near == by_differences(points, asked, 2)).all()


def test_one_row_far_from_all_others_takes_no_certainty_from_them():
    points = rng().normal(size=(600, 20)).astype(np.float32)
    points[7] = 1e6
    _, certain = screened(points, np.arange(8, 200), 2)
    assert certain.mean() > 0.95


def test_of_equally_near_rows_the_earlier_are_taken():
    points = np.repeat(rng().normal(size=(30, 20)), 50, axis=0).astype(np.float32)
    asked = rng().permutation(len(points))[:900]
    near, certain = screened(points, asked, 2)
    assert certain.all()
    assert (near == by_differences(points, asked, 2)).all()


def test_rows_in_a_crowd_are_given_up_and_the_others_are_not():
    points = rng().normal(size=(1500, 20)).astype(np.float32)
    points[:400] = points[0]
    near, certain = screened(points, np.arange(1500), 2)
    assert not certain[:400].any()
    assert certain[400:].mean() > 0.98
    assert (near[certain] == by_differences(points, np.flatnonzero(certain), 2)).all()


def test_pairs_that_are_thinned_out_on_the_way_change_nothing(monkeypatch):
    points = (rng().normal(size=(1500, 30)) * rng().lognormal(size=30)).astype(np.float32)
    asked = rng().permutation(1500)[:1200]
    whole = screened(points, asked, 3)
    monkeypatch.setattr("fairlab.mitigate.screening.HELD", 1)
    for one, other in zip(whole, screened(points, asked, 3), strict=True):
        assert (one == other).all()
    assert (whole[0] == by_differences(points, asked, 3))[whole[1]].all()


def test_memory_is_bounded_where_every_distance_is_shared_by_many():
    far_out = rng().normal(size=(8000, 20))
    far_out[:3] = 1e6
    half = rng().normal(size=(8000, 20))
    half[4000:] = half[0]
    binary = rng().random((8000, 20)) < 0.2
    for points in (far_out / far_out.std(axis=0), half, binary, np.zeros((8000, 20))):
        for asked in (np.arange(8000), np.arange(7600, 8000)):
            tracemalloc.start()
            screened(points.astype(np.float32), asked, 2)
            peak = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
            assert peak < 8000 * 5_000  # a block of rows against all takes 1,700 a row


def test_nobody_asks():
    near, certain = screened(np.zeros((5, 2), np.float32), np.array([], int), 2)
    assert (near.shape, certain.shape) == ((0, 2), (0,))


def test_numbers_near_the_smallest_that_float32_holds_are_not_called_certain_wrongly():
    for seed in range(5):
        points = (1e-22 * np.random.default_rng(seed).normal(size=(300, 3))).astype(np.float32)
        near, certain = screened(points, np.arange(300), 3)
        exact = by_differences(points.astype(float) * 1e22, np.arange(300), 3)
        assert (near[certain] == exact[certain]).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 100), st.floats(-3, 3), st.floats(-3, 5), st.integers(0, 99))
def test_a_squared_distance_is_never_off_by_more_than_its_bound(columns, spread, far, seed):
    draw = np.random.default_rng(seed)
    points = (10**far + 10**spread * draw.normal(size=(BLOCK, columns))).astype(np.float32)
    search = _Search(points, np.arange(BLOCK), 2)
    square = search._squares(slice(0, BLOCK)).astype(float)
    exact = np.square(points[:, None].astype(float) - points).sum(axis=2)
    for lengths in (search.lengths, search.lengths[:, None]):
        error = search._error(exact, lengths)
        assert (abs(square - exact) <= error)[~np.eye(BLOCK, dtype=bool)].all()
