import numpy as np
import pandas as pd
import pytest

from fairlab.explore.level_counts import counts


def test_it_is_what_a_loop_counts():
    rng = np.random.default_rng(0)
    names = list("abcd")
    level = pd.Categorical(rng.choice([*names, None], 500, p=[0.5, 0.3, 0.1, 0, 0.1]), names)
    y = (rng.random(500) < 0.2).astype(int)
    found = counts(level, y)
    known = sum(one in names for one in level)
    for row in found.itertuples():
        inside = [label for one, label in zip(level, y, strict=True) if one == row.level]
        assert row.rows == len(inside)
        assert row.positives == sum(inside)
        assert row.share == len(inside) / known
        if inside:
            assert row.rate == sum(inside) / len(inside)
            assert row.low < row.rate < row.high
    assert found["level"].tolist() == names


def test_a_level_without_rows_has_no_rate():
    last = counts(pd.Categorical(["a"], ["a", "b"]), np.array([1])).iloc[-1]
    assert (last["rows"], last["share"]) == (0, 0)
    assert np.isnan([last["rate"], last["low"], last["high"]]).all()


def test_the_studys_missing_postcodes():
    level = pd.Categorical(["missing"] * 1255 + ["told"] * 9)
    y = np.array([1] * 48 + [0] * 1216)
    found = counts(level, y).set_index("level").loc["missing"]
    assert found["rows"] == 1255
    assert found["rate"] == pytest.approx(0.038, abs=0.0005)
