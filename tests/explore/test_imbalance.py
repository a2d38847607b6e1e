import numpy as np
import pandas as pd
import pytest

from fairlab.explore.imbalance import classes, group_counts, widest_gap
from fairlab.explore.level_counts import counted


def test_a_fixed_test_part_is_counted_apart():
    y = np.array([1, 0, 0, 1, 0, 1, 0])
    found = classes(y, np.array([True] * 4 + [False] * 3)).set_index("part")
    assert found.loc["training", ["rows", "positives"]].tolist() == [4, 2]
    assert found.loc["test", ["rows", "positives"]].tolist() == [3, 1]
    assert found["share"].tolist() == [4 / 7, 3 / 7]


def test_all_rows_are_one_part_otherwise():
    assert classes(np.array([1, 0]), np.ones(2, bool))["part"].tolist() == ["all rows"]


def test_the_studys_ratio_is_negatives_per_positive():
    y = np.zeros(492_956, int)
    y[: round(492_956 / 34.2759)] = 1
    found = classes(y, np.ones(len(y), bool))
    assert found["negatives_per_positive"][0] == pytest.approx(33.2759, abs=0.0001)


def test_groups_are_counted_per_attribute_and_empty_ones_left_out():
    rng = np.random.default_rng(1)
    groups = pd.DataFrame(
        {
            "sex": pd.Categorical(rng.choice(["f", "m"], 300), ["f", "m", "x"]),
            "age": pd.Categorical(rng.choice(["<= 40", "> 40"], 300)),
        }
    )
    y = (rng.random(300) < 0.3).astype(int)
    found = group_counts(groups, y)
    assert found["group"].tolist() == ["f", "m", "<= 40", "> 40"]
    for row in found.itertuples():
        inside = (groups[row.attribute] == row.group).to_numpy()
        assert (row.rows, row.positives) == (inside.sum(), y[inside].sum())


def test_no_attributes_have_no_groups():
    assert group_counts(pd.DataFrame(index=range(3)), np.zeros(3, int)).empty


def _groups(**of):
    tables = [
        counted(list("ab"), np.array(rows), np.array(positives), sum(rows))
        .rename(columns={"level": "group"})
        .assign(attribute=name)
        for name, (rows, positives) in of.items()
    ]
    return pd.concat(tables, ignore_index=True)


def test_the_widest_gap_is_the_surest_and_not_that_of_the_smallest_group():
    groups = _groups(tiny=([2, 1000], [2, 500]), large=([1000, 1000], [100, 300]))
    found = widest_gap(groups)
    assert found["attribute"] == "large"
    assert groups.loc[found["more"], "positives"] == 300
    assert groups.loc[found["less"], "positives"] == 100


def test_there_is_no_gap_where_intervals_overlap():
    assert widest_gap(_groups(sex=([100, 100], [20, 22]))) is None
    assert widest_gap(_groups(sex=([1, 1], [0, 0])).iloc[:0]) is None
