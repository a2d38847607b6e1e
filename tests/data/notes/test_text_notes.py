import pandas as pd
import pytest

from fairlab.data.notes.text_notes import odd_text


def said(levels) -> list[str]:
    return [*odd_text("x", pd.Series(levels, dtype="category"))]


@pytest.mark.parametrize(
    "level",
    ["#N/A", "n/a", "NA", "n.a.", "N/D", "NULL", "(null)", "(blank)", "None", "nan", "#REF!", "-",
     "--", "?", "***", "\\N", "  ", "[empty]", "\u2014"],
)  # fmt: skip
def test_what_stands_for_an_empty_cell_is_told(level):
    (note,) = said(["rent", "own", level])
    assert note.endswith("a level like others: only an empty cell is missing.")


@pytest.mark.parametrize(
    "level", ["none", "unknown", "\U0001f426", "B-", "A+", "#1", "Nan's", "\u611b"]
)
def test_what_may_be_a_level_is_left(level):
    assert said(["rent", "own", level]) == []


def test_levels_are_told_with_their_rows_the_most_frequent_first():
    assert said(["?", "own", "NULL", "NULL"])[0].startswith(
        "`x` holds 'NULL' (2), '?' (1), a level"
    )


def test_levels_that_no_row_has_are_not_told():
    values = pd.Series(pd.Categorical(["a", "b"], categories=["a", "b", "A", "NULL"]))
    assert [*odd_text("x", values)] == []


@pytest.mark.parametrize(
    "level", ["1'000", "1\u00a0000", "1\u2019250.50", "10 \u20ac", "$5", "(100)", "7-"]
)
def test_numbers_with_signs_are_told(level):
    (note,) = said([level, "500", "20"])
    assert note == (
        f"`x` is taken as text: numbers such as {level!r} have signs; write them without."
    )


@pytest.mark.parametrize("level", ["18-25", "1 000 m", "A-1", "3/4"])
def test_bands_and_codes_are_no_numbers_with_signs(level):
    assert not any("have signs" in note for note in said([level, "500", "20"]))
