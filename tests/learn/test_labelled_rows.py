import numpy as np
import pytest

from fairlab.errors import DataError
from fairlab.learn.labelled_rows import hold_out, labelled_rows, two_classes, unit_weights

X = np.arange(40.0).reshape(20, 2)
Y = np.arange(20) % 4 == 0
CLASSES = np.array([False, True])


def test_labels_become_0_and_1_in_the_order_of_the_classes():
    words = np.where(Y, "paid", "default")
    assert labelled_rows(X, words, two_classes(words)).labels.tolist() == Y.astype(int).tolist()


def test_a_fifth_is_held_out_stratified_and_its_weights_are_dropped():
    kept, held = hold_out(labelled_rows(X, Y, CLASSES, np.arange(20)), seed=3)
    assert (len(kept.labels), kept.labels.sum()) == (16, 4)
    assert (len(held.labels), held.labels.sum()) == (4, 1)
    assert held.weights is None
    # each row keeps its own weight and label
    assert (kept.table[0] / 2 == kept.weights).all()
    assert ((kept.weights % 4 == 0) == kept.labels).all()
    assert sorted([*kept.table[0], *held.table[0]]) == X[:, 0].tolist()


def test_the_hold_out_depends_on_the_seed_alone():
    rows = [hold_out(labelled_rows(X, Y, CLASSES), seed)[1].table[0].tolist() for seed in (3, 3, 4)]
    assert rows[0] == rows[1] != rows[2]


def test_weights_have_a_mean_of_one():
    assert unit_weights(np.array([2.0, 6.0, 0.0, 0.0])).tolist() == [1.0, 3.0, 0.0, 0.0]
    assert unit_weights(None) is None


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (np.zeros(20), "one class only"),
        (np.arange(20) % 3, "multiclass; it holds 7 x 0, 7 x 1, 6 x 2"),
        (None, "requires y to be passed"),
        (np.where(Y, np.nan, 1), "Input y contains NaN"),
    ],
)
def test_labels_that_are_not_two_are_refused(y, words):
    with pytest.raises(ValueError, match=words):
        two_classes(y)


@pytest.mark.parametrize(
    ("y", "weights", "words"),
    [
        (Y[:-3], None, "20 rows and 17 labels"),
        (np.ones(20, bool), None, "Both labels .* one holds 20 x True"),
        (np.arange(20), None, "no others"),
        (Y, np.ones(19), "sample weights of shape"),
        (Y, np.ones((20, 2)), "sample weights of shape"),
        (Y, np.r_[np.ones(18), -1, np.nan], r"2 sample weights .* \(first in row 19: -1\)"),
    ],
)
def test_rows_that_do_not_fit_together_are_refused(y, weights, words):
    with pytest.raises(DataError, match=words):
        labelled_rows(X, y, CLASSES, weights)


def test_too_little_is_refused():
    with pytest.raises(DataError, match="too few to hold out"):
        hold_out(labelled_rows(X[:9], Y[:9], CLASSES), 0)
    with pytest.raises(DataError, match="20 rows with 1 of the rarer class"):
        hold_out(labelled_rows(X, np.arange(20) == 4, CLASSES), 0)
    with pytest.raises(DataError, match="All sample weights are zero"):
        unit_weights(np.zeros(3))
