"""What an audit takes in, and the words in which it refuses the rest."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import performance
from fairlab.audit.arrays import numbers, zero_or_one
from fairlab.audit.counts import confusion, tally
from fairlab.data.same_rows import refuse_other_rows
from fairlab.errors import DataError


def refusal(call, *given, **named):
    with pytest.raises(DataError) as caught:
        call(*given, **named)
    return str(caught.value)


@pytest.mark.parametrize("values", [[True, False], [1, 0], [1.0, 0.0], pd.Series([1, 0])])
def test_labels_of_any_type_become_small_whole_numbers(values):
    found = zero_or_one("y", values)
    assert (found.tolist(), found.dtype) == ([1, 0], np.int32)


def test_scores_become_floats():
    found = numbers("score", [0, 1])
    assert (found.tolist(), found.dtype) == ([0, 1], np.float64)


def test_other_labels_are_counted_and_the_first_is_shown():
    assert refusal(zero_or_one, "y", [0, 2, 1, np.nan]) == (
        "y holds something else than 0 and 1 in 2 rows (first: row 2, 2.0).\n"
        "Label these rows, or leave them out."
    )
    assert refusal(confusion, [0, -1], [0, 1]).startswith("y holds")
    assert refusal(confusion, [0, 1], [0, 3]).startswith("flagged holds")
    assert refusal(performance, [0, 7], [0.1, 0.2], [0, 1]).startswith("y holds")


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_missing_and_infinite_scores_are_counted(bad):
    assert refusal(numbers, "score", [0.5, bad, 1.0, bad]) == (
        "score is missing or infinite in 2 rows (first: row 2).\n"
        "Look at what the model says of these rows."
    )
    assert refusal(performance, [0, 1], [bad, 0.2], [0, 1]).startswith("score is missing")


def test_lengths_must_agree():
    y, flagged = np.zeros(1200), np.zeros(1300)
    assert refusal(refuse_other_rows, y=y, flagged=flagged) == (
        "There are 1,200 rows of y and 1,300 of flagged."
    )
    short = pd.Series(["a"], dtype="category")
    assert refusal(confusion, [0, 1], [0]) == "There are 2 rows of y and 1 of flagged."
    assert refusal(tally, [0, 1], [0, 1], short) == "There are 2 rows of y and 1 of groups."
    assert refusal(performance, [0, 1], [0.5], [0, 1]) == "There are 2 rows of y and 1 of score."


def test_the_third_is_held_against_the_first_too():
    assert refusal(refuse_other_rows, y=[0, 1], score=[0, 1], flagged=[0]) == (
        "There are 2 rows of y and 1 of flagged."
    )


def test_the_same_labels_in_another_order_are_refused():
    y = pd.Series([0, 1, 1], index=[5, 6, 7])
    assert refusal(refuse_other_rows, y=y, groups=y.iloc[::-1]) == (
        "The rows of y and of groups have the same labels in another order.\n"
        "Bring both into one order: rows are taken by their place."
    )
    assert "another order" in refusal(refuse_other_rows, y=y.iloc[::-1], groups=y.to_frame())


def test_rows_are_taken_by_place_where_they_have_no_labels():
    y = pd.Series([0, 1, 1], index=[5, 6, 7])
    refuse_other_rows(y=y, flagged=y)
    refuse_other_rows(y=y, flagged=y.to_numpy()[::-1])
    refuse_other_rows(y=y, flagged=y.reset_index(drop=True))
    refuse_other_rows(y=y.reset_index(drop=True), flagged=y.set_axis(["a", "b", "b"]))


def test_other_labels_are_refused():
    y = pd.Series([0, 1, 1], index=[5, 6, 7])
    assert refusal(refuse_other_rows, y=y, flagged=y.set_axis([5, 6, 8])) == (
        "The rows of y and of flagged have other labels in 1 row (first: row 3, 7 and 8).\n"
        "Bring both into one order, and leave the labels out: .reset_index(drop=True)"
    )


@pytest.mark.parametrize("labels", [[1, 2, 1], list("abc"), [(1, 2), (1, 3), (1, 4)]])
def test_the_rows_of_a_bootstrap_are_not_taken_by_place(labels):
    y = pd.Series([0, 1, 1], index=[1, 1, 2])
    assert "other labels" in refusal(refuse_other_rows, y=y, flagged=y.set_axis(labels))


@pytest.mark.parametrize(
    "values",
    [
        ["0", "1"],
        np.array(["0", "1"]),
        [1, None],
        pd.array([1, pd.NA], "Int64"),
        [[0], [1]],
        [1, {}],
    ],
)
def test_labels_that_are_none_are_refused_in_words(values):
    assert refusal(zero_or_one, "y", values).startswith("y ")


@pytest.mark.parametrize(
    "values",
    [["0.5", "1"], np.array(["0.5"]), [0.5, None], pd.array([1, pd.NA], "Float64"), [[0.5]]],
)
def test_scores_that_are_none_are_refused_in_words(values):
    assert refusal(numbers, "score", values).startswith("score ")
