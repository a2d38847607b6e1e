import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.notes import notes
from fairlab.errors import DataError

ROWS = 200
NOISE = np.random.default_rng(0)
TARGET = np.resize([1, 0, 0, 0], ROWS)


def said(**columns) -> list[str]:
    usual = {"noise": NOISE.random(ROWS), "y": TARGET}
    return notes(Dataset("toy", pd.DataFrame(usual | columns), "y"))


@pytest.mark.parametrize(
    "values",
    [
        np.arange(ROWS),
        np.arange(ROWS).astype(float),
        np.where(np.arange(ROWS) == 5, np.nan, np.arange(ROWS) + 10.0),
        [f"k{i}" for i in range(ROWS)],
    ],
)
def test_what_names_each_row_looks_like_an_id(values):
    (note,) = said(code=values)
    assert note.startswith("`code` looks like an id, with ")


@pytest.mark.parametrize("values", [NOISE.random(ROWS), np.arange(ROWS) / 2, np.arange(ROWS) // 3])
def test_measurements_do_not(values):
    assert said(code=values) == []


def test_a_feature_that_nearly_tells_the_target_is_told():
    told = np.where(TARGET == 1, 2.8, 0) + NOISE.normal(size=ROWS)
    (note,) = said(late=told)
    assert note.startswith("`late` alone nearly tells the target (AUC 0.9")
    assert said(weak=TARGET + 2 * NOISE.normal(size=ROWS)) == []


@pytest.mark.parametrize(
    ("name", "words"),
    [("sample_weight", "weights of rows"), ("prediction", "answer"), ("kans", "answer")],
)
def test_names_of_what_is_no_feature_are_told(name, words):
    (note,) = said(**{name: NOISE.random(ROWS)})
    assert words in note


def test_text_of_many_levels_that_tells_the_target_is_told_and_other_text_is_not():
    rows = 6000
    y = np.resize([1, 0, 0, 0], rows)
    told = [f"{'closed' if bad else 'open'} by {i % 97}" for i, bad in enumerate(y)]
    chance = [f"shop {i}" for i in NOISE.integers(0, 1500, rows)]
    table = pd.DataFrame({"noise": NOISE.random(rows), "shop": chance, "y": y})
    assert not [note for note in notes(Dataset("toy", table, "y")) if "tells the target" in note]
    with pytest.raises(DataError, match="`state` alone tells the target"):
        Dataset("toy", table.assign(state=told), "y")
