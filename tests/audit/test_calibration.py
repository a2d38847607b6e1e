import numpy as np
import pandas as pd
import pytest

from fairlab.audit.calibration import calibration


def _slow(y, score, group, edges):
    found = {}
    for label, value, name in zip(y, score, group, strict=True):
        if pd.isna(name):
            continue
        key = name, sum(value >= edge for edge in edges)
        rows, positives, total = found.get(key, (0, 0, 0.0))
        found[key] = rows + 1, positives + label, total + value
    return {key: (r, p, round(t / r, 9)) for key, (r, p, t) in found.items()}


def test_counts_are_those_of_a_plain_loop_and_no_row_is_lost():
    rng = np.random.default_rng(0)
    score = rng.random(400).round(2)
    y = (rng.random(400) < score).astype(int)
    group = pd.Series(pd.Categorical(rng.choice(["a", "b", None], 400)), name="g")
    table = calibration(y, score, group.to_frame())
    edges = np.unique(np.quantile(score, np.linspace(0, 1, 11)[1:-1]))
    mine = {
        (row.group, row.bin): (row.rows, row.positives, round(row.score, 9))
        for row in table.itertuples()
    }
    assert mine == _slow(y, score, group, edges)
    assert table["rows"].sum() == group.notna().sum()


def test_equal_scores_share_one_bin():
    groups = pd.DataFrame({"g": pd.Categorical(["a", "b"] * 5)})
    table = calibration([0, 1] * 5, [0.3] * 10, groups)
    assert table[["bin", "rows"]].to_numpy().tolist() == [[1, 5], [1, 5]]


def test_the_table_of_two_attributes_by_hand():
    groups = pd.DataFrame(
        {"sex": pd.Categorical(list("fmfm")), 7: pd.Categorical([1, None, 2, 2])},
        index=[9, 9, 8, 8],
    )
    table = calibration([1.0, 0.0, 1.0, 1.0], [0.9, 0.2, 0.8, 0.3], groups, bins=2)
    expected = pd.DataFrame(
        [
            ["sex", "f", 1, 2, 2, 0.85],
            ["sex", "m", 0, 2, 1, 0.25],
            ["7", "1", 1, 1, 1, 0.9],
            ["7", "2", 0, 1, 1, 0.3],
            ["7", "2", 1, 1, 1, 0.8],
        ],
        columns=["attribute", "group", "bin", "rows", "positives", "score"],
    )
    pd.testing.assert_frame_equal(table, expected)


def test_ten_bins_hold_equally_many_rows_unless_another_number_is_asked_for():
    groups = pd.DataFrame({"g": pd.Categorical(["a"] * 60)})
    given = np.arange(60) % 2, np.arange(60) / 60, groups
    assert calibration(*given)["rows"].tolist() == [6] * 10
    assert calibration(*given)["bin"].tolist() == list(range(10))
    assert calibration(*given, bins=3)["rows"].tolist() == [20] * 3


def test_a_score_on_an_edge_belongs_to_the_bin_above():
    groups = pd.DataFrame({"g": pd.Categorical(["a"] * 5)})
    table = calibration([0] * 5, [0.1, 0.2, 0.5, 0.6, 0.7], groups, bins=2)
    assert table["rows"].tolist() == [2, 3]


def test_scores_of_any_type_are_averaged_as_floats():
    groups = pd.DataFrame({"g": pd.Categorical(["a"] * 3)})
    for dtype in ("float32", "Float64", object):
        score = pd.Series([0.25, 0.5, 1.0]).astype(dtype)
        found = calibration([0, 0, 1], score, groups, bins=1)["score"]
        assert found.dtype == np.float64
        assert found.item() == pytest.approx(1.75 / 3)
