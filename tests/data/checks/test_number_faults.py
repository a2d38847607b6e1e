"""What is taken for spoilt numbers, and what for codes."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.errors import DataError

ROWS = 60
TARGET = np.resize([1, 0, 0, 0, 1, 0, 0], ROWS)


def table(cells: list) -> pd.DataFrame:
    noise = np.random.default_rng(0).random(ROWS)
    return pd.DataFrame({"x": np.resize(cells, ROWS), "noise": noise, "y": TARGET})


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("€ {:,}", "other signs ('€ 1,003', row 1)"),
        ("{:,} EUR", "other signs ('1,003 EUR', row 1)"),
        ("(${:,}.50)", "other signs ('($1,003.50)', row 1)"),
        ("{}%", "other signs ('1003%', row 1)"),
        ("{}-", "other signs ('1003-', row 1)"),
        ('="{}"', "other signs ('=\"1003\"', row 1)"),
        ("'{}", "other signs (''1003', row 1)"),
        ("{}\u00a0", "other signs ('1003\\xa0', row 1)"),
        ("{:,}.5", 'say decimal = "." (--decimal .)'),
        ("{:,}", '"," where it parts decimals, "." where thousands'),
        ("{},25", 'say decimal = "," (--decimal ,)'),
    ],
)
def test_numbers_in_disguise_are_refused(pattern, words):
    with pytest.raises(DataError) as refused:
        Dataset("toy", table([pattern.format(1003 + 7 * i) for i in range(50)]), "y")
    assert words in str(refused.value)


def test_numbers_in_several_disguises_are_refused_too():
    cells = [f"{i}%" if i % 2 else f"{i}" for i in range(40)]
    with pytest.raises(DataError, match="other signs"):
        Dataset("toy", table(cells), "y")


@pytest.mark.parametrize(
    "pattern",
    ["CUS{}", "{} AB", "06-{}", "10.0.{}.1", "{}/{}", "{} months", "0{}", "SBI {}", "+{} 6 1 2"],
)
def test_codes_that_hold_digits_stay_text(pattern):
    cells = [pattern.format(1003 + 7 * i, i) for i in range(50)]
    assert Dataset("toy", table(cells), "y").frame["x"].nunique() == 50


@pytest.mark.parametrize("cells", [["5%", "10%", "15%"], ["€ 1", "€ 2"], ["1,5", "x", "2"]])
def test_a_few_written_levels_are_categories(cells):
    assert Dataset("toy", table(cells), "y").frame["x"].nunique() == len(cells)


def test_a_category_is_left_as_it_was_given():
    frame = table([f"{i}%" for i in range(50)]).astype({"x": "category"})
    assert Dataset("toy", frame, "y").frame["x"].nunique() == 50


@pytest.mark.parametrize(
    ("pattern", "sign"), [("{},08", '"," (--decimal ,)'), ("1,{:03}.5", '"." (--decimal .)')]
)
def test_a_word_among_signed_numbers_is_named_and_no_number_is(pattern, sign):
    cells = [*(pattern.format(i) for i in range(50)), "k. A."]
    with pytest.raises(DataError) as refused:
        Dataset("toy", table(cells), "y")
    told = (
        f"`x` holds numbers, with decimal = {sign}, but not in 1 row (first: row 51): 'k. A.' (1)"
    )
    assert told in str(refused.value)


def test_percentages_with_a_comma_are_told_with_the_sign():
    with pytest.raises(DataError, match="--decimal ,"):
        Dataset("toy", table([f"{i},78 %" for i in range(50)]), "y")
