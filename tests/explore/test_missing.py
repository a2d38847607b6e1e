import numpy as np
import pandas as pd

from fairlab.explore.missing import missing_values


def test_it_is_what_a_loop_counts():
    rng = np.random.default_rng(3)
    frame = pd.DataFrame(rng.normal(size=(200, 5)), columns=list("abcde"))
    frame = frame.mask(rng.random((200, 5)) < [0.1, 0.3, 0.2, 0, 0.2])
    frame["f"] = frame["c"]
    y = (rng.random(200) < 0.4).astype(int)
    found = missing_values(frame, y)
    assert set(found["column"]) == set("abcef")
    assert found["rows"].is_monotonic_decreasing
    for row in found.itertuples():
        empty = [place for place, cell in enumerate(frame[row.column]) if cell != cell]
        assert row.rows == len(empty)
        assert row.positives == sum(y[place] for place in empty)
        assert row.share == len(empty) / 200
    together = dict(zip(found["column"], found["same_rows"], strict=True))
    assert together == {"a": (), "b": (), "c": ("f",), "e": (), "f": ("c",)}


def test_a_table_without_empty_cells_has_none():
    found = missing_values(pd.DataFrame({"a": [1, 2]}), np.array([0, 1]))
    assert found.empty
    assert "same_rows" in found
