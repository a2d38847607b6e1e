import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.audit.counts import CELLS, confusion, counts_of, tallies, tally


def test_an_empty_category_has_a_row_of_zeros():
    group = pd.Categorical(["b", "a"], categories=["a", "b", "c"])
    counts = tally([1, 0], [1, 1], pd.Series(group))
    assert counts.loc["c"].tolist() == [0, 0, 0, 0]
    assert counts.index.tolist() == ["a", "b", "c"]


def test_a_row_without_a_group_counts_in_none():
    group = pd.Series(pd.Categorical(["a", None, "a"], categories=["a"]))
    assert tally([1, 1, 0], [1, 1, 0], group).loc["a"].to_dict() == {
        "tn": 1,
        "fp": 0,
        "fn": 0,
        "tp": 1,
    }


@pytest.mark.parametrize("groups", [100, 300])  # the codes of both fit into fewer bits than bins
def test_more_groups_than_a_byte_can_code(groups):
    group = pd.Series([f"{place:03d}" for place in range(groups)], dtype="category")
    counts = tally(np.ones(groups), np.ones(groups), group)
    assert (counts["tp"] == 1).all()
    assert counts.to_numpy().sum() == groups


def test_groups_add_up_to_the_whole():
    rng = np.random.default_rng(0)
    y, flagged = rng.integers(2, size=(2, 200)).astype(bool)
    groups = pd.DataFrame({"a": pd.Categorical(rng.choice(list("xyz"), 200))})
    assert tallies(y, flagged, groups)["a"].sum().to_dict() == confusion(y, flagged)
    assert tuple(confusion(y, flagged)) == CELLS


def test_the_index_of_the_frame_does_not_matter():
    group = pd.Series(pd.Categorical(["a", "b"]), index=[7, 7])
    y = pd.Series([1, 0])
    assert tally(y, y, group).to_numpy().tolist() == [[0, 0, 0, 1], [1, 0, 0, 0]]


def test_counts_by_hand():
    y, flagged = [0, 0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 0, 0, 1]
    assert confusion(y, flagged) == {"tn": 3, "fp": 1, "fn": 2, "tp": 1}
    assert confusion([0], [0]) == {"tn": 1, "fp": 0, "fn": 0, "tp": 0}
    table = tally(y, flagged, pd.Series(["b", "a", "b", "a", "b", None, "a"]))
    expected = pd.DataFrame([[1, 1, 0, 1], [2, 0, 1, 0]], index=["a", "b"], columns=list(CELLS))
    pd.testing.assert_frame_equal(table, expected)


def test_attributes_are_named_in_words():
    groups = pd.DataFrame({3: pd.Categorical(["a", "b"])})
    found = tallies([0, 1], [1, 1], groups)
    assert list(found) == ["3"]
    assert found["3"].to_numpy().tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]


def test_the_counts_of_an_audit_are_those_it_was_made_of():
    rng = np.random.default_rng(1)
    y, flagged = rng.random(1500) < 0.15, rng.random(1500) < 0.2
    groups = pd.DataFrame(
        {"sex": pd.Categorical(list("fm") * 750, list("fmx")), "age": ["a"] * 1500}
    )
    for name, table in counts_of(audit_groups(y, flagged, groups)).items():
        expected = tally(y, flagged, groups[name])
        pd.testing.assert_frame_equal(table, expected, check_dtype=False, check_names=False)
