import numpy as np
import pytest

from fairlab.mitigate.copies import nearest_among_copies, number_distinct


def rng():
    return np.random.default_rng(2)


def nobody(points, asked, k):
    return np.empty((len(asked), 0), int)


@pytest.mark.parametrize("columns", [0, 1, 30])
def test_rows_have_one_number_if_they_are_copies(columns):
    points = rng().integers(0, 3, (200, columns)).astype(np.float32)
    points[::7] = points[3]
    number = number_distinct(points)
    alike = (points[:, None] == points).all(axis=2)
    assert ((number[:, None] == number) == alike).all()
    first = np.unique(number, return_index=True)[1]
    assert (np.diff(first) > 0).all()
    assert first[0] == 0


def test_both_zeros_are_one_and_rows_of_one_sum_are_not():
    assert number_distinct(np.array([[0.0, 1], [-0.0, 1], [1, 0]])).tolist() == [0, 0, 1]
    weights = np.random.default_rng(0).random(2)
    points = np.array([[1 / weights[0], 0], [0, 1 / weights[1]]])
    assert np.unique((points * weights).sum(axis=1)).size == 1
    assert number_distinct(points).tolist() == [0, 1]
    assert number_distinct(points[[0, 0, 1, 1, 1]]).tolist() == [0, 0, 1, 1, 1]


def test_own_copies_come_first_and_each_is_taken_as_often():
    points = np.zeros((300, 1))
    found = nearest_among_copies(points, number_distinct(points), np.arange(300), 3, rng(), nobody)
    assert (np.bincount(found.ravel()) == 3).all()
    assert all(len({*row, asker}) == 4 for asker, row in enumerate(found))


def test_copies_of_near_rows_follow_each_drawn_alike_and_none_twice():
    points = np.array([0.0] * 2 + [1.0] * 40 + [2.0] * 40 + [9.0] * 5)[:, None]
    asked = np.tile([0, 1], 400)

    def search(distinct, asking, k):
        assert distinct.ravel().tolist() == [0, 1, 2, 9]
        assert asking.tolist() == [0]
        return np.array([[1, 2, 3]])

    found = nearest_among_copies(points, number_distinct(points), asked, 5, rng(), search)
    assert (found[:, 0] == 1 - asked).all()
    assert (points[found[:, 1:], 0] == 1).all()
    assert all(len(set(row)) == 5 for row in found)
    often = np.bincount(found[:, 1:].ravel())[2:]
    assert len(often) == 40
    assert 40 < often.min() <= often.max() < 120  # 80 each, if all are drawn alike


def test_where_copies_do_not_suffice_the_next_kinds_are_taken_in_their_order():
    points = np.array([[0.0], [1], [1], [5], [7]])
    number = number_distinct(points)
    found = nearest_among_copies(
        points, number, np.array([0, 4]), 4, rng(), lambda *about: np.array([[1, 2, 3], [2, 1, 0]])
    )
    assert [sorted(found[0, :2]), *found[0, 2:]] == [[1, 2], 3, 4]
    assert [found[1, 0], sorted(found[1, 1:3]), found[1, 3]] == [3, [1, 2], 0]
