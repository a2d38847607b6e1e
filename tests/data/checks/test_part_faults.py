"""Test parts without groups, and moments that are none."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.errors import DataError

ROWS = 80


def toy(**changes) -> Dataset:
    usual = {
        "x": np.random.default_rng(0).random(ROWS),
        "sex": np.resize(["f", "m", "m"], ROWS),
        "at": pd.date_range("2025-01-01", periods=ROWS),
        "y": np.resize([1, 0, 0, 0], ROWS),
    }
    return Dataset("toy", pd.DataFrame(usual | changes), "y", sensitive=("sex",), time="at")


LATE = np.arange(ROWS) >= 60


def test_groups_on_both_sides_of_the_cut_pass():
    assert toy().rows == ROWS


@pytest.mark.parametrize(("late", "words"), [("m", "is 'm' in all 20 rows"), (None, "is missing")])
def test_one_group_alone_in_the_test_part_is_refused(late, words):
    sex = pd.Series(np.resize(["f", "m", "m"], ROWS)).mask(LATE, late)
    with pytest.raises(DataError, match="no groups can be compared") as refused:
        toy(sex=sex)
    assert words in str(refused.value)


@pytest.mark.parametrize("stand_in", ["1900-01-01", "9999-12-31", "0001-01-01"])
def test_dates_that_stand_for_none_are_refused(stand_in):
    at = pd.date_range("2025-01-01", periods=ROWS).strftime("%Y-%m-%d").to_series(index=range(ROWS))
    with pytest.raises(DataError, match=f"in 1 row .first: row 8, '{stand_in}"):
        toy(at=at.mask(at.index == 7, stand_in))


def test_numbers_may_be_any_moments():
    assert toy(at=np.arange(ROWS)).test_part == "latest"


def test_a_row_of_nobody_is_refused():
    person = pd.Series([f"p{n // 2}" for n in range(ROWS)]).mask(np.arange(ROWS) == 5)
    table = toy().frame.drop(columns="at").assign(person=person)
    said = "the person column .person. is missing in 1 row .first: row 6.; fill them"
    with pytest.raises(DataError, match=said):
        Dataset("toy", table, "y", sensitive=("sex",), person="person")


DAYS = pd.date_range("2025-01-01", periods=ROWS).strftime("%d%m%Y").astype(int)


@pytest.mark.parametrize(
    ("at", "where"),
    [
        (DAYS, f"{ROWS} rows .first: row 1, 1012025"),
        (pd.Series(range(ROWS)).mask(np.arange(ROWS) == 3, -999), "1 row .first: row 4, -999"),
        (pd.Series(range(ROWS)).mask(np.arange(ROWS) == 3, np.inf), "1 row .first: row 4, inf"),
    ],
)
def test_numbers_that_are_no_moments_are_refused(at, where):
    with pytest.raises(DataError, match=rf"cannot be put in order in {where}"):
        toy(at=np.asarray(at))


@pytest.mark.parametrize("form", ["%Y%m%d", "%Y%m", "%Y"])
def test_dates_that_sort_as_numbers_pass(form):
    days = pd.date_range("2019-01-01", periods=ROWS, freq="60D")
    assert toy(at=days.strftime(form).astype(int)).test_part == "latest"


def test_a_form_of_dates_is_named_that_reads_them():
    with pytest.raises(DataError, match=r"--date-format %d\.%m\.%y"):
        toy(at=np.resize(["27.11.20", "03.04.21"], ROWS))
