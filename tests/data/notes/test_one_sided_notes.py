"""A feature that tells the target in a part of a table is told; chance and honest ones are not."""

import numpy as np
import pandas as pd
import pytest

import fairlab
from fairlab.data.dataset import Dataset
from fairlab.data.notes.one_sided_notes import one_sided

ROWS = 1200
NOISE = np.random.default_rng(0)
Y = (NOISE.random(ROWS) < 0.25).astype(int)
AFTER = (Y == 1) & (NOISE.random(ROWS) < 0.6)  # of bad events a part is known, and of others none


def said(values, y=Y, **roles) -> list[str]:
    table = pd.DataFrame({"x": values, "noise": NOISE.random(len(y)), "y": y})
    return list(one_sided(Dataset("toy", table, "y", **roles)))


@pytest.mark.parametrize(
    ("values", "where"),
    [
        (np.where(AFTER, NOISE.integers(1, 50, ROWS), 0), "is at least 1"),
        (-np.where(AFTER, NOISE.integers(1, 50, ROWS), 0), "is at most -1"),
        (np.where(AFTER, 2, NOISE.choice([1, 3], ROWS)), "is 2"),
        (np.where(AFTER, "sold", NOISE.choice(["a", "b"], ROWS)), "is 'sold'"),
        (np.where(AFTER, NOISE.random(ROWS), np.nan), "is known"),
        (np.where(AFTER, np.nan, NOISE.random(ROWS)), "is missing"),
    ],
)
def test_a_part_where_all_rows_are_bad_is_told(values, where):
    (note,) = said(values)
    count = AFTER.sum()
    assert note.startswith(f"where `x` {where}")
    assert f"`y` is 1 in {count} of {count} rows, elsewhere in {(Y & ~AFTER).sum()} of " in note


def test_a_part_where_nearly_no_row_is_bad_is_told():
    (note,) = said(np.where((Y == 0) & (NOISE.random(ROWS) < 0.6), 1, 0))
    assert note.startswith("where `x` is at least 1, `y` is 1 in 0 of ")


def test_few_rows_chance_honest_features_and_attributes_are_not():
    few = AFTER & (np.cumsum(AFTER) < 100)
    assert said(few.astype(int)) == []
    assert said(AFTER.astype(int), sensitive=("x",)) == []
    y = (NOISE.random(4000) < 0.1).astype(int)
    many = pd.DataFrame(NOISE.normal(size=(4000, 40))).add_prefix("f")
    many.iloc[:, 20:] += 1.5 * y[:, None]  # an AUC of .86
    assert list(one_sided(Dataset("toy", many.assign(y=y), "y"))) == []


@pytest.mark.parametrize("name", ["adult", "taiwan", "telecom"])
def test_tables_that_come_along_have_none(name):
    data = fairlab.data.load(name, **({"rows": 5000} if name == "telecom" else {}))
    assert list(one_sided(data)) == []


def test_of_many_rows_a_sample_is_searched_and_all_are_counted():
    y = np.tile(Y, 20)
    (note,) = said(np.tile(AFTER.astype(int), 20), y=y)
    assert f"in {20 * AFTER.sum():,} of {20 * AFTER.sum():,} rows" in note
