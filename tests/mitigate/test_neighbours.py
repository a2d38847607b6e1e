import numpy as np
import pandas as pd

from fairlab.mitigate.neighbours import _without, coordinates, two_nearest


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
    points = coordinates(table)
    assert points[2, 0] == points[1, 0]
    assert (points[:, 1] == 0).all()


def test_the_two_nearest_of_brute_force_over_all_pairs():
    points = rng().normal(size=(40, 5)).astype(np.float32)
    parents = rng().integers(40, size=200)
    found = two_nearest(points, parents, 2, rng())
    distance = np.linalg.norm(points[:, None].astype(float) - points, axis=2)
    np.fill_diagonal(distance, np.inf)
    assert (found == np.argsort(distance, axis=1)[parents, :2]).all()


def test_many_columns_go_through_another_search_and_find_the_same():
    points = rng().normal(size=(60, 30)).astype(np.float32)
    parents = np.arange(60)
    distance = np.linalg.norm(points[:, None].astype(float) - points, axis=2)
    np.fill_diagonal(distance, np.inf)
    expected = np.argsort(distance, axis=1)[:, :2]
    assert (two_nearest(points, parents, 2, rng()) == expected).all()


def test_a_parent_is_never_its_own_child_even_among_copies_of_itself():
    parents = np.arange(50)
    found = two_nearest(np.zeros((50, 2), np.float32), parents, 2, rng())
    assert (found != parents[:, None]).all()
    assert (found[:, 0] != found[:, 1]).all()


def test_where_copies_of_the_parent_hide_it_the_farthest_row_is_left_out():
    found = np.array([[0, 7, 5], [3, 8, 4], [2, 6, 9]])
    assert _without(found, np.array([0, 8, 1])).tolist() == [[7, 5], [3, 4], [2, 6]]


def test_ties_are_settled_by_lot_and_not_by_the_order_of_the_table():
    found = two_nearest(np.zeros((200, 1), np.float32), np.arange(200), 2, rng())
    assert np.bincount(found.ravel(), minlength=200).max() <= 6


def test_without_any_number_every_row_is_as_near_as_another():
    found = two_nearest(np.zeros((200, 0), np.float32), np.arange(200), 2, rng())
    assert len(np.unique(found)) > 100


def test_more_neighbours_draw_two_of_them_and_a_small_cell_has_fewer():
    points = np.arange(6, dtype=np.float32)[:, None]
    found = two_nearest(points, np.zeros(500, int), 4, rng())
    assert set(found.ravel()) == {1, 2, 3, 4}
    assert (found[:, 0] < found[:, 1]).all()
    assert set(two_nearest(points[:3], np.zeros(9, int), 4, rng()).ravel()) == {1, 2}
