import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from fairlab.mitigate.neighbour_blocks import blocks
from fairlab.mitigate.neighbours import (
    coordinates,
    nearest_of_all,
    nearest_of_block,
    two_of,
)
from fairlab.mitigate.screening import screened

pytestmark = pytest.mark.slow


def rng():
    return np.random.default_rng(3)


def test_columns_are_in_units_of_their_standard_deviation_and_categories_ignored():
    table = pd.DataFrame(
        {
            "income": [1e6, 3e6, 5e6],
            "job": pd.Categorical(["a", "b", "a"]),
            "flag": [True, False, True],
            "same": [4, 4, 4],
        }
    )
    points = coordinates(table)
    assert points.dtype == np.float32
    assert points.shape == (3, 3)
    np.testing.assert_allclose(points.std(axis=0), [1, 1, 0], atol=1e-6)
    np.testing.assert_allclose(points.mean(axis=0), 0, atol=1e-6)


def test_missing_numbers_are_at_the_median_and_a_column_of_none_is_nowhere():
    table = pd.DataFrame({"a": pd.array([1, 2, None, 9], dtype="Int64"), "b": [np.nan] * 4})
    spread = np.std([1, 2, 9])
    expected = [[(value - 4) / spread, 0] for value in (1, 2, 2, 9)]
    np.testing.assert_allclose(coordinates(table), expected, rtol=1e-6)


def by_brute_force(points):
    distance = np.linalg.norm(points[:, None].astype(float) - points, axis=2)
    np.fill_diagonal(distance, np.inf)
    return np.argsort(distance, axis=1)


both = pytest.mark.parametrize("search", [nearest_of_all, nearest_of_block])


@both
@pytest.mark.parametrize("columns", [5, 30])
@pytest.mark.parametrize("many", [50, 20_000])  # so many rows of few columns are put in a tree
def test_the_nearest_of_brute_force_over_all_pairs(search, columns, many, monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbours.MANY_ROWS", many)
    points = rng().normal(size=(60, columns)).astype(np.float32)
    asked = np.arange(3, 60, 2)
    expected = by_brute_force(points)[asked, :4]
    assert (search(points, asked, 4, rng()) == expected).all()


@both
def test_no_row_is_its_own_neighbour_even_among_copies_of_itself(search):
    asked = np.arange(50)
    found = search(np.zeros((50, 2), np.float32), asked, 2, rng())
    assert (found != asked[:, None]).all()
    assert (found[:, 0] != found[:, 1]).all()


@both
def test_ties_are_settled_by_lot_and_not_by_the_order_of_the_table(search):
    found = search(np.zeros((200, 1), np.float32), np.arange(200), 2, rng())
    assert np.bincount(found.ravel(), minlength=200).max() <= 6


def test_without_any_number_every_row_is_as_near_as_another():
    found = nearest_of_all(np.zeros((200, 0), np.float32), np.arange(200), 2, rng())
    assert len(np.unique(found)) > 100


@both
def test_a_cell_smaller_than_asked_for_gives_all_its_other_rows(search):
    line = np.arange(3, dtype=np.float32)[:, None]
    assert search(line, np.array([0, 2]), 4, rng()).tolist() == [[1, 2], [1, 0]]


def test_a_large_cell_is_searched_block_by_block(monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbour_blocks.BLOCK", 100)
    points = rng().normal(size=(1000, 8)).astype(np.float32)
    asked = np.arange(1000)
    found = nearest_of_block(points, asked, 2, rng())
    for members in blocks(points):
        expected = members[by_brute_force(points[members])[:, :2]]
        assert (found[members] == expected).all()
    assert (found == nearest_of_block(points, asked, 2, rng())).all()
    few = rng().permutation(1000)[:150]
    assert (found[few] == nearest_of_block(points, few, 2, rng())).all()


def test_more_neighbours_than_a_block_has_are_looked_for_everywhere(monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbour_blocks.BLOCK", 10)
    monkeypatch.setattr("fairlab.mitigate.neighbours.BLOCK", 10)
    points = rng().normal(size=(50, 2)).astype(np.float32)
    found = nearest_of_block(points, np.arange(50), 10, rng())
    assert (found == by_brute_force(points)[:, :10]).all()


@pytest.mark.parametrize("every", [1, 11])
def test_any_number_of_neighbours_can_be_asked_for(every):
    points = rng().normal(size=(250, 20)).astype(np.float32)
    asked = np.arange(0, 250, every)
    expected = by_brute_force(points)[asked]
    for k in (40, 200, 249, 2000):
        assert (nearest_of_all(points, asked, k, rng()) == expected[:, : min(k, 249)]).all()


@pytest.mark.parametrize("columns", [3, 20])
@pytest.mark.parametrize("copies", [0.0, 0.3, 1.0])
def test_no_other_row_is_nearer_however_many_are_copies_or_collapse(columns, copies):
    points = rng().normal(size=(700, columns))
    points[rng().random(700) < copies] = points[0]
    points[-3:] = 1e7
    points = (points / points.std(axis=0)).astype(np.float32)
    asked = rng().permutation(700)[:300]
    found = nearest_of_all(points, asked, 3, rng())
    square = np.square(points[asked][:, None].astype(float) - points).sum(axis=2)
    square[np.arange(300), asked] = np.inf
    taken = np.take_along_axis(square, found, axis=1)
    least = np.sort(square, axis=1)[:, :3]
    np.testing.assert_allclose(taken, least, rtol=1e-9, atol=2e-8)  # the lot is 1e-4 wide
    assert all(len({*row, asker}) == 4 for row, asker in zip(found, asked, strict=True))


def test_rows_so_far_out_that_no_product_tells_them_apart_are_compared_by_differences():
    points = rng().normal(size=(300, 20)).astype(np.float32)
    points[:200, 0] = 1e9
    for precision in (np.float32, np.float64):
        assert not screened(points.astype(precision), np.arange(200), 3)[1].any()
    asked = rng().permutation(300)[:150]
    expected = by_brute_force(points)[asked, :3]
    assert (nearest_of_all(points, asked, 3, rng()) == expected).all()


@both
@pytest.mark.parametrize("columns", [2, 20])
def test_neighbours_do_not_depend_on_the_number_of_threads(search, columns, monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbour_blocks.BLOCK", 200)
    points = (rng().random((1500, columns)) < 0.1).astype(np.float32)
    points[700:] += rng().normal(size=(800, columns)).astype(np.float32)
    asked = np.arange(1500)
    with threadpool_limits(1):
        alone = search(points, asked, 2, rng())
    assert (search(points, asked, 2, rng()) == alone).all()


def test_two_of_two_are_taken_as_they_are_and_two_of_more_are_drawn():
    near = np.tile([5, 7, 9, 11], (500, 1))
    assert (two_of(near[:, :2], rng()) == [5, 7]).all()
    drawn = two_of(near, rng())
    assert set(map(tuple, drawn)) == {(5, 7), (5, 9), (5, 11), (7, 9), (7, 11), (9, 11)}
