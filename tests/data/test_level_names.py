"""No two levels of an attribute have one name."""

import pandas as pd

from fairlab.audit import audit_groups
from fairlab.data import Dataset
from fairlab.data.level_names import level_names

MIXED = [1, "1"] * 50


def test_texts_of_one_kind_are_left_alone():
    assert level_names([1.5, 2, "x"]) == ["1.5", "2", "x"]


def test_an_audit_of_arrays_keeps_both():
    y = [0, 0, 0, 1, 1] * 20
    found = audit_groups(y, y, pd.DataFrame({"g": MIXED}))
    groups = found.query("kind == 'group' and measure == 'recall'")["group"]
    assert groups.tolist() == ["1 (number)", "1 (text)"]


def test_so_does_a_table():
    table = pd.DataFrame({"g": pd.Categorical(MIXED), "x": range(100), "y": [0, 0, 0, 1, 1] * 20})
    data = Dataset("t", table, target="y", sensitive=("g",))
    assert data.groups().of(data.frame)["g"].cat.categories.tolist() == ["1 (number)", "1 (text)"]
