import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairlab.causal.twins.other_values import mirrored, other_values

pytestmark = pytest.mark.slow

numbers = st.lists(st.integers(-50, 50), min_size=1, max_size=60)


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60, unique=True))
def test_without_ties_the_mirror_of_the_mirror_is_the_start(values):
    column = pd.Series(values)
    assert mirrored(mirrored(column, column), column).tolist() == values


@given(numbers)
def test_the_mirror_turns_the_order_round_and_keeps_ties_and_support(values):
    column = pd.Series(values)
    twin = mirrored(column, column)
    assert twin.isin(column).all()
    in_order = twin[column.argsort()].to_numpy()
    assert (np.diff(in_order) <= 0).all()
    assert twin.groupby(column).nunique().max() == 1


def test_a_value_in_the_tenth_percentile_goes_to_the_ninetieth():
    reference = pd.Series(np.arange(1001) / 10)
    assert mirrored(pd.Series([10.0, 50.0, 99.0]), reference).tolist() == [90.0, 50.0, 1.0]


def test_half_a_million_values_are_mirrored_at_once():
    values = pd.Series(np.random.default_rng(0).normal(size=480_000))
    twin = mirrored(values, values)
    assert twin.corr(values, method="spearman") < -0.999


def test_binary_values_keep_their_type_and_missing_ones_are_left_out():
    for values in ([True, False, True], [1, 0, None], [2, 1, 2], ["m", "f", None]):
        column = pd.Series(values)
        [(to, changed)] = other_values(column, column)
        assert to == "opposite"
        assert changed.dtype == column.dtype
        assert changed.index.tolist() == column.dropna().index.tolist()
        assert (changed != column.dropna()).all()


def test_levels_go_to_each_other_level():
    town = pd.Series(pd.Categorical(["a", "b", None, "c"]))
    moved = dict(other_values(town, town))
    assert list(moved) == ["a", "b", "c"]
    assert moved["a"].to_dict() == {1: "a", 3: "a"}
    assert moved["a"].dtype == town.dtype
