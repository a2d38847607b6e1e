import numpy as np
import pandas as pd
import pytest

from fairlab.data.notes.number_notes import odd_numbers


def said(values, column="x") -> list[str]:
    return [*odd_numbers(column, pd.Series(values))]


@pytest.mark.parametrize(
    ("stand_in", "others"),
    [
        (-999, range(50)),
        (9999, range(50)),
        (-1, range(12)),
        (99999.0, np.arange(50) / 7),
        (888, range(50)),
    ],
)
def test_what_stands_for_missing_is_told_with_its_count(stand_in, others):
    (note,) = said([*others, stand_in, stand_in])
    assert note.startswith(f"`x` is {stand_in:g} in 2 rows, far from the other values")


@pytest.mark.parametrize(
    "values",
    [
        range(100),  # 99 is the next of many
        [*range(-30, 50), -1],
        [*range(50), 12_345],
        [0, 1, 2, -1, -1, 3],  # few values: codes, as in the Taiwan data
        [*range(0, 10_000, 50), 9999],
    ],
)
def test_what_may_be_a_value_is_left(values):
    assert said(values) == []


def test_ages_beyond_a_life_are_told():
    assert said([30, 40, 187], "applicant_age") == [
        "`applicant_age` goes from 30 to 187; are all of them ages?"
    ]
    assert said([30, 40, 187], "age_in_months") == []


THOUSANDS = [1.234, 12.5, 950.0, 7.001, 88.123, 3.456, 5.678, 9.111, 4.321, 6.543, 2.109, 8.765]


def test_points_that_may_part_thousands_are_told():
    (note,) = said(THOUSANDS)
    assert "`x` has three decimals wherever it has some (1.234)" in note


@pytest.mark.parametrize(
    "values",
    [[*THOUSANDS, 0.5], [*THOUSANDS, 1234.5], [*THOUSANDS, 1.2345], np.arange(100) / 4 + 1],
)
def test_fractions_are_left(values):
    assert said(values) == []
