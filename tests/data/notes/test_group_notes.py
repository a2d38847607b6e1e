import numpy as np
import pandas as pd

from fairlab.data.dataset import Dataset
from fairlab.data.notes import notes

ROWS = 200


def said(sensitive=("sex",), **columns) -> list[str]:
    roles = {
        role: columns.pop(role)
        for role in ("time", "part", "bands", "labels", "words")
        if role in columns
    }
    usual = {
        "x": np.random.default_rng(0).random(ROWS),
        "sex": np.resize(["f", "m"], ROWS),
        "y": np.resize([1, 0, 0, 0, 0], ROWS),
    }
    return notes(Dataset("toy", pd.DataFrame(usual | columns), "y", sensitive=sensitive, **roles))


def test_groups_too_small_to_compare_are_told():
    sex = ["x"] * 24 + ["u"] * 25 + ["m"] * 151
    assert said(sex=sex) == [
        "`sex` has groups of few rows: 'x' (24); of more than two groups those of fewer "
        "than 25 people are compared with none."
    ]


def test_columns_and_groups_are_called_by_their_words_beside_the_name_in_the_file():
    sex = ["x"] * 24 + ["u"] * 25 + ["m"] * 151
    (note,) = said(sex=sex, words={"sex": "Gender"}, labels={"sex": {"x": "unknown"}})
    assert note.startswith("Gender (`sex`) has groups of few rows: 'unknown' (24); of more")


def test_groups_without_a_bad_event_are_told():
    (note,) = said(y=np.resize([1, 0, 0, 0], ROWS))
    assert note.startswith("`sex` has groups without a bad event: 'm' (100); their recall")


def test_whole_numbers_that_may_be_codes_are_told_once():
    (note,) = said(("region",), region=np.resize(range(11), ROWS))
    assert note.startswith("`region` holds 11 whole numbers and is audited in two halves")
    assert "two halves" not in str(said(("region",), region=np.resize(range(10), ROWS)))
    assert said(("age",), age=np.resize(range(18, 80), ROWS)) == []


def test_whole_numbers_in_bands_are_no_codes_and_small_bands_are_told():
    found = said(("region",), region=np.resize(range(11), ROWS), bands={"region": (5, 10)})
    assert found == [
        "`region` has groups of few rows: '10+' (18); of more than two groups those of "
        "fewer than 25 people are compared with none."
    ]


def test_words_for_a_level_that_no_row_has_are_told():
    assert said(labels={"sex": {"f": "women", "w": "women"}}) == [
        "labels names 'w' of `sex`, which no row has. There is: 'f', 'm'."
    ]


def test_levels_of_the_test_part_alone_are_told():
    late = np.where(np.arange(ROWS) >= 170, "boat", "rent")
    (note,) = said(home=late, at=np.arange(ROWS), time="at")
    assert note.startswith("`home` has values in the test set alone: 'boat' (30)")
    part = np.where(np.arange(ROWS) >= 120, "test", "train")
    (note,) = said(home=late, split=part, part="split")
    assert "'boat' (30)" in note


def test_a_test_part_of_another_size_is_told():
    many = np.where(np.arange(ROWS) < 120, 1, 2)
    assert said(at=many, time="at") == [
        "the test set has 40.0% of the rows, because many are of one moment in `at`."
    ]
    assert said(at=np.arange(ROWS) // 7, time="at") == []
