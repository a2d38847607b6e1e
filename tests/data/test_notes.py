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
        ({"number": range(100)}, "`number` differs in every row"),
        ({"code": [f"c{i}" for i in range(100)]}, "`code` differs in every row"),
        ({"x": np.resize([1.5, 2.5, 3.5], 100)}, "94 repeat another exactly"),
        ({"y": np.resize([1, 1, 1, 0], 100)}, "75.0% of the rows are positive"),
        ({"pay": [*map(str, range(90)), *["n/a"] * 10]}, "`pay` is taken as text, yet 90.0%"),
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
