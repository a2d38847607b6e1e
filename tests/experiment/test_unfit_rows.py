"""Tables that a model cannot read: all faults at once, in three lines."""

import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.errors import DataError
from fairlab.experiment.training_rows import describe_rows
from fairlab.experiment.unfit_rows import fit_rows

FRAME = pd.DataFrame(
    {
        "zip": ["1", "2", "A"] * 20,
        "age": range(60),
        "job": ["a", "b"] * 30,
        "bad": [0, 0, 0, 1] * 15,
    }
)
TRAINING = describe_rows(Dataset("people", FRAME, "bad"), ("zip", "age", "job"))


def test_rows_that_fit_are_given_in_the_models_order():
    rows = FRAME[["job", "bad", "age", "zip"]]
    pd.testing.assert_frame_equal(fit_rows(rows, TRAINING), FRAME[["zip", "age", "job"]])


def test_what_stood_for_a_missing_value_in_training_is_missing_in_new_rows():
    people = Dataset("people", FRAME, "bad", na_values=("-999", "A"))
    rows = FRAME.head(3).assign(age=[5, -999, 7])
    read = fit_rows(rows, describe_rows(people, ("zip", "age")))
    assert read.isna().sum(axis=1).tolist() == [0, 1, 1]


@pytest.mark.parametrize("zips", [[1, 2], [1.0, 2.0]])
def test_texts_that_a_reader_has_made_numbers_of_are_texts_again(zips):
    rows = FRAME.head(2).assign(zip=zips)
    assert fit_rows(rows, TRAINING)["zip"].tolist() == ["1", "2"]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (FRAME.head(0), "There are no rows to score."),
        (FRAME.rename(columns={"age": "aeg"}), "There is no column `age`. Did you mean 'aeg'?"),
        (FRAME.astype({"age": str}), "`age`: 60 of 60 rows are no number (row 1: '0')."),
        (FRAME.assign(age="4003,69"), "no number (row 1: '4003,69'). Decimal commas?"),
        (FRAME.assign(age=[1, "n/a"] * 30), "`age`: 30 of 60 rows are no number (row 2: 'n/a')."),
        (pd.concat([FRAME, FRAME[["job"]]], axis=1), "Column `job` occurs 2 times."),
        (FRAME[["bad"]], "There is no column `zip`, `age`, `job`. There is: 'bad'."),
    ],
)
def test_what_cannot_be_read_is_told_in_at_most_three_lines(rows, said):
    with pytest.raises(DataError) as told:
        fit_rows(rows, TRAINING)
    assert said in str(told.value)
    assert len(str(told.value).splitlines()) <= 3


def test_all_faults_are_told_at_once():
    rows = FRAME.drop(columns="zip").assign(age="old")
    with pytest.raises(DataError, match=r"(?s)cannot read 2 of the 3.*`zip`.*`age`"):
        fit_rows(rows, TRAINING)
