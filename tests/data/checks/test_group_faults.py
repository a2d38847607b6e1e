"""Bands and words of attributes that are refused, and those that are taken."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.dataset import Dataset
from fairlab.errors import DataError


def people(**said) -> Dataset:
    ages = np.resize(np.arange(20, 60), 200)
    frame = {"age": ages, "sex": np.resize(["f", "m"], 200), "x": ages % 7, "y": ages % 3 == 0}
    return Dataset("toy", pd.DataFrame(frame), "y", ("age", "sex"), positive=True, **said)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"bands": {"aeg": (30,)}}, "bands names `aeg`, which is not sensitive. Did you mean"),
        ({"bands": {"x": (3,)}}, "bands names `x`, which is not sensitive"),
        ({"labels": {"x": {1: "one"}}}, "labels names `x`, which is not sensitive"),
        ({"bands": {"sex": (30,)}}, "`sex` holds 'f' and is no number: it has no bands"),
        ({"bands": {"age": (40, 30)}}, "must begin at rising numbers"),
        ({"bands": {"age": (30, 30)}}, "must begin at rising numbers"),
        ({"bands": {"age": ()}}, "must begin at rising numbers"),
        ({"bands": {"age": ("30",)}}, "must begin at rising numbers"),
        ({"bands": {"age": (float("nan"),)}}, "must begin at rising numbers"),
        ({"bands": {"age": 30}}, "must begin at rising numbers"),
        ({"bands": {"age": (10, 30, 90)}}, "nobody is in the bands < 10, 90\\+ of `age`, which"),
    ],
)
def test_what_makes_no_groups_is_refused(said, words):
    with pytest.raises(DataError, match=words):
        people(**said)


def test_all_faults_are_told_at_once():
    with pytest.raises(DataError) as told:
        people(bands={"age": (), "x": (3,)})
    assert "has 2 faults" in str(told.value)


def test_bands_are_the_groups():
    data = people(bands={"age": [30, 45]})
    counts = data.groups().of(data.frame)["age"].value_counts(sort=False)
    assert counts.to_dict() == {"18-29": 50, "30-44": 75, "45+": 75}
