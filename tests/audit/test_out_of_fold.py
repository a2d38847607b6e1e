"""What is refused, and rows of people side by side."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.errors import DataError
from tests.audit.judged import judged


def test_shapes_are_those_of_seeds_and_rows():
    data = judged()
    with pytest.raises(DataError, match="decisions of plain have the shape"):
        replace(data, decisions={"plain": data.decisions["plain"][:1]})
    with pytest.raises(DataError, match="of groups"):
        replace(data, groups=data.groups.iloc[1:])


def test_decisions_are_zero_or_one_where_they_were_made():
    data = judged()
    strange = data.decisions["plain"].copy()
    strange[0, 3] = 2
    with pytest.raises(DataError, match="decisions of plain holds something else"):
        replace(data, decisions={"plain": strange})
    folds = data.folds.copy()
    folds[0, 3] = -1
    assert replace(data, decisions={"plain": strange}, folds=folds).seeds == 2


def test_scores_are_numbers():
    data = judged()
    with pytest.raises(DataError, match="scores of plain is missing or infinite"):
        replace(data, scores={"plain": np.full_like(data.scores["plain"], np.nan)})


def test_one_fold_is_a_holdout():
    data = judged()
    with pytest.raises(DataError, match="holdout"):
        replace(data, folds=np.zeros_like(data.folds))
    assert replace(data, folds=np.zeros_like(data.folds), design="holdout").seeds == 2


def test_rows_of_a_person_come_side_by_side():
    data = judged()
    persons = np.arange(400) % 7
    found = replace(data, persons=persons).by_person()
    assert (np.diff(found.persons) >= 0).all()
    order = np.argsort(persons, kind="stable")
    np.testing.assert_array_equal(found.y, data.y[order])
    np.testing.assert_array_equal(found.scores["fair"], data.scores["fair"][:, order])
    assert data.by_person() is data


def test_no_fold_is_empty():
    data = judged()
    with pytest.raises(DataError, match="seed 1"):
        replace(data, folds=np.where(data.folds == 2, [[2], [3]], data.folds))
    with pytest.raises(DataError, match="seed 0"):
        replace(data, folds=data.folds + 1)


def test_each_row_has_a_person():
    data = judged()
    with pytest.raises(DataError, match="399 of persons"):
        replace(data, persons=np.arange(399))
