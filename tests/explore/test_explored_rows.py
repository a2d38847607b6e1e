import numpy as np
import pandas as pd

from fairlab.data import Dataset
from fairlab.explore.explored_rows import attributes, before_test
from tests.explore.strange import dated


def test_all_rows_are_looked_at_where_the_test_part_is_drawn():
    assert before_test(dated(time=None, ignore=("when",))).all()


def test_the_latest_rows_are_left_alone_where_they_are_the_test_part():
    data = dated()
    looked_at = before_test(data)
    assert 0.7 < looked_at.mean() < 0.8
    assert data.frame["when"][looked_at].max() < data.frame["when"][~looked_at].min()


def test_a_given_test_part_is_left_alone():
    part = np.repeat(["train", "test"], [300, 100])
    frame = dated().frame.assign(part=part)
    data = Dataset("given", frame, target="bad", part="part", ignore=("when",))
    assert (before_test(data) == (part == "train")).all()


def _debts(**columns):
    debt = pd.Series(["d01", "d02", None, "none"] * 20)
    frame = pd.DataFrame({"debt": debt, "bad": [0, 0, 0, 0, 1] * 16})
    made = {name: (debt == level).astype(int) for name, level in columns.items()}
    return frame.assign(**made)


def test_one_hot_columns_give_way_to_what_they_encode():
    frame = _debts(debt_d01="d01", debt_none="none").assign(age=range(80))
    data = Dataset("d", frame, target="bad", sensitive=("debt_d01", "age", "debt_none"))
    assert attributes(data) == ["debt", "age"]


def test_a_column_that_only_sounds_like_one_is_drawn_itself():
    data = Dataset("d", _debts(debt_d01="d02"), target="bad", sensitive=("debt_d01",))
    assert attributes(data) == ["debt_d01"]
