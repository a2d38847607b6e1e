"""What is said about a table that can be used."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.notes import notes


def said(sensitive=(), positive=None, **changes) -> list[str]:
    noise = np.random.default_rng(0)
    frame = pd.DataFrame(
        {"x": noise.normal(size=100), "y": np.resize([1, 0, 0, 0], 100), **changes}
    )
    return notes(Dataset("toy", frame, "y", sensitive=sensitive, positive=positive))


def test_nothing_odd_nothing_said():
    assert said(town=np.resize(["A", "B", "C"], 100)) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"site": 1}, "`site` has one value in all rows"),
        ({"site": None}, "`site` is missing in all rows"),
        ({"number": range(100)}, "`number` looks like an id, with 100 values"),
        ({"code": [f"c{i}" for i in range(100)]}, "`code` looks like an id, with 100 values"),
        ({"customer_id": [i // 2 * 2 + i % 3 for i in range(100)]}, "`customer_id` looks like"),
        ({"town": [f"t{i % 60}" for i in range(100)]}, "`town` is text with 60 levels (such as"),
        ({"x": np.resize([1.5, 2.5, 3.5], 100)}, "94 rows repeat another exactly"),
        ({"y": np.resize([1, 1, 1, 0], 100)}, "75.0% of the rows are positive"),
        ({"pay": np.resize([*"123456789", "n/a"], 100)}, "`pay` is taken as text, yet 90.0%"),
    ],
)
def test_each_oddity_is_said_once(changes, words):
    found = said(**changes)
    assert len(found) == 1
    assert words in found[0]


def test_rows_without_a_group_are_counted():
    assert said(sex=np.resize(["m", "v", None, "v", "m"], 100), sensitive=("sex",)) == [
        "`sex` is missing in 20 rows: a group of its own."
    ]


def test_columns_that_are_missing_in_the_same_rows_are_one_note():
    half = np.resize(["m", "v", None, "v", "m"], 100)
    both = said(sex=half, title=half, race=np.roll(half, 1), sensitive=("sex", "title", "race"))
    assert both[:2] == [
        "`sex` and `title` are missing in the same 20 rows: a group of its own in each.",
        "`race` is missing in 20 rows: a group of its own.",
    ]


def test_one_value_and_empty_cells_tell_something():
    assert said(card=np.resize([1.0, None], 100)) == []


def test_what_shows_after_the_first_rows_only_is_seen():
    late = np.r_[np.zeros(1500), np.ones(100)]
    frame = pd.DataFrame({"x": np.arange(1600) / 7, "late": late, "y": np.resize([1, 0, 0], 1600)})
    assert notes(Dataset("toy", frame, "y")) == []


def test_rows_that_are_alike_in_the_first_columns_only_repeat_nothing():
    same = {f"x{i}": np.resize([1, 2], 100) for i in range(6)}
    assert said(**same) == []


def test_each_note_is_one_line_whatever_a_column_is_called():
    odd = {"a\nb": 1, "c\nd": [f"t{i % 60}\n" for i in range(100)]}
    assert [note.count("\n") for note in said(**odd)] == [0, 0]
