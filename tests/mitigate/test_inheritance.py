import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate.inheritance import (
    Attribute,
    Families,
    inherit_by_paper,
    inherit_by_reference,
)

FAMILY = np.tile([0, 1, 2], (4000, 1))


def inherit(rule, column, family=FAMILY, crossover=0.8, mutation=0.8, held=False):
    attribute = Attribute.of(pd.Series(column), held, bounded=rule is inherit_by_paper)
    rng = np.random.default_rng(0)
    return pd.Series(of_each(rule, attribute, family, rng, crossover, mutation))


def of_each(rule, attribute, family, rng, crossover, mutation):
    """Every row has a family of its own."""
    families = Families(family, np.arange(len(family)))
    return rule(attribute, families, rng, crossover, mutation)


def share(values, value):
    return (values == value).mean()


def test_paper_numbers_move_with_the_probability_of_crossover():
    child = inherit(inherit_by_paper, [10.0, 7.0, 4.0, 99.0, 0.0], mutation=0.5)
    assert set(child) == {10.0, 11.5}
    assert share(child, 11.5) == pytest.approx(0.8, abs=0.03)


def test_paper_numbers_are_rounded_and_stay_in_the_range_of_the_column():
    child = inherit(inherit_by_paper, [3, 5, 4, 0], crossover=1)
    assert child.dtype == np.int64
    assert set(child) == {4}
    child = inherit(inherit_by_paper, [9, 9, 0, 5], crossover=1)
    assert set(child) == {9}


def test_paper_two_valued_columns_copy_the_parent_more_often_than_its_children():
    for column in (["y", "n", "n"], [1, 0, 0], [True, False, False], pd.Categorical(list("abb"))):
        child = inherit(inherit_by_paper, column)
        expected = 0.2 + 0.8 / 3
        assert share(child, column[0]) == pytest.approx(expected, abs=0.03)
        assert child.isin(list(column)).all()


def test_paper_categories_are_copied_from_the_three_alike():
    child = inherit(inherit_by_paper, ["a", "b", "c"], crossover=0)
    for level in "abc":
        assert share(child, level) == pytest.approx(1 / 3, abs=0.03)


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
@pytest.mark.parametrize(
    "column",
    [
        [1.5, np.nan, 3.5, 0.0, 9.0],
        pd.array([1, None, 3, 0, 9], dtype="Int64"),
        ["a", None, "b", "c", "d"],
        pd.Categorical(["a", None, "b", "c", "d"]),
    ],
)
def test_with_a_value_missing_among_the_three_the_parents_is_kept(rule, column):
    column = pd.Series(column)
    for order in ([0, 1, 2], [1, 0, 2]):
        child = inherit(rule, column, np.tile(order, (50, 1)))
        expected = column.iloc[[order[0]] * 50].reset_index(drop=True)
        pd.testing.assert_series_equal(child, expected)


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
def test_a_held_attribute_is_the_parents(rule):
    assert set(inherit(rule, ["f", "m", "m"], held=True)) == {"f"}


def test_identifiers_beyond_the_whole_numbers_of_a_float_are_copied_exactly():
    for large in ([2**60 + 1, 2**60 + 2, 2**60 + 3], [-(2**63), -5, 7]):
        assert set(inherit(inherit_by_paper, large)) == set(large)


def test_reference_numbers_always_move_lose_their_sign_and_leave_their_range():
    assert set(inherit(inherit_by_reference, [10.0, 7.0, 4.0], crossover=0)) == {10 + 0.8 * 3}
    assert set(inherit(inherit_by_reference, [-5.0, 2.0, 2.0])) == {5.0}
    assert set(inherit(inherit_by_reference, [1, 1, 0], crossover=0)) == {2}


def test_reference_numbers_stop_where_their_type_ends():
    child = inherit(inherit_by_reference, np.array([250, 200, 0], np.uint8))
    assert child.dtype == np.uint8
    assert set(child) == {255}


def test_reference_booleans_are_flipped_with_the_probability_of_crossover():
    assert share(inherit(inherit_by_reference, [True] * 3), False) == pytest.approx(0.8, abs=0.03)
    for dtype in ("boolean", "bool[pyarrow]"):
        nullable = inherit(inherit_by_reference, pd.array([None, True, False], dtype=dtype))
        assert nullable.isna().all()


def test_reference_strings_are_copied_from_the_three_alike():
    child = inherit(inherit_by_reference, ["a", "b", "b"])
    assert share(child, "a") == pytest.approx(1 / 3, abs=0.03)


def test_a_number_can_be_bounded_by_its_cell():
    attribute = Attribute.of(pd.Series([1.0, 5.0, 3.0, 9.0]), held=False, bounded=False)
    inner = attribute.within(np.array([1, 2]))
    assert (inner.low, inner.high) == (3.0, 5.0)
    assert attribute.high > 1e300


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
@pytest.mark.parametrize("dtype", ["int8", "Int8", "int8[pyarrow]", "uint8", "Float32"])
def test_the_difference_of_two_small_numbers_does_not_overflow(rule, dtype):
    far = [0, 100, -100] if "u" not in dtype else [10, 0, 200]
    moved = far[0] + 0.1 * (far[1] - far[2])
    expected = abs(round(moved)) if rule is inherit_by_reference else max(0, moved)
    column = pd.Series([*far, 50], dtype=dtype)
    child = inherit(rule, column, crossover=1, mutation=0.1)
    assert child.dtype == column.dtype
    assert set(child) == {
        abs(round(expected)) if rule is inherit_by_reference else max(0, expected)
    }


def test_a_number_is_crossed_in_the_rows_whose_draw_is_below_crossover():
    child = inherit(inherit_by_paper, [10.0, 7.0, 4.0, 99.0, 0.0], crossover=0.3)
    crossed = np.random.default_rng(0).random(len(FAMILY)) < 0.3
    np.testing.assert_array_equal(child, np.where(crossed, 10 + 0.8 * 3, 10))


def test_a_two_valued_column_uses_two_draws_a_row_so_that_parts_add_up():
    lot, which = np.random.default_rng(0).random((len(FAMILY), 2)).T
    child = inherit(inherit_by_paper, ["a", "b", "b"], crossover=0.4)
    copied = (lot < 0.4) & (which >= 1 / 3)
    assert child.tolist() == np.where(copied, "b", "a").tolist()


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
def test_a_category_is_one_of_three_by_one_draw_a_row(rule):
    chosen = np.random.default_rng(0).integers(3, size=len(FAMILY))
    assert inherit(rule, ["a", "b", "c"]).tolist() == np.array(list("abc"))[chosen].tolist()


def test_booleans_of_the_reference_are_flipped_where_the_draw_is_below_crossover():
    flip = np.random.default_rng(0).random(len(FAMILY)) < 0.3
    child = inherit(inherit_by_reference, [True, False, False], crossover=0.3)
    assert (child.to_numpy() == ~flip).all()


@pytest.mark.parametrize(
    ("column", "number", "two_valued"),
    [
        ([1, 2, 3], True, False),
        ([1.0, 2.0, np.nan], True, True),
        ([True, False, True], False, True),
        (["a", "b", "c"], False, False),
        ([0, 2**53], True, True),
        ([0, 1, 2**53 + 2], False, False),
        ([0, 1, -(2**53) - 2], False, False),
        (pd.array([1, None, 2**53 + 2], "Int64"), False, True),
        ([0.0, 1.0, 2.0**60], True, False),
        ([0, 1] * 600 + [2], True, False),
        ([0] * 1000 + [1, 2], True, False),
    ],
)
def test_what_a_column_is(column, number, two_valued):
    found = Attribute.of(pd.Series(column), held=True, bounded=True)
    assert (found.number, found.two_valued, found.held) == (number, two_valued, True)


def test_numbers_are_bounded_by_their_column_or_by_their_type():
    column = pd.Series([3, 7, 5], dtype="Int16")
    bounded, free = (Attribute.of(column, held=False, bounded=each) for each in (True, False))
    assert (bounded.low, bounded.high) == (3, 7)
    assert (free.low, free.high) == (-(2**15), 2**15 - 1)
    single = Attribute.of(pd.Series([1, 2, 3], dtype="float32"), held=False, bounded=False)
    assert (single.low, single.high) == (np.finfo("f4").min, np.finfo("f4").max)
    text = Attribute.of(pd.Series(["a"]), held=False, bounded=True)
    assert np.isnan([text.low, text.high]).all()
    assert text.within(np.array([0])) is text


def test_of_no_known_value_there_is_no_range():
    empty = Attribute.of(pd.Series([np.nan, np.nan]), held=False, bounded=True)
    assert np.isnan([empty.low, empty.high]).all()
    half = Attribute.of(pd.Series([np.nan, 4.0]), held=False, bounded=True)
    assert (half.low, half.high) == (4, 4)
    assert np.isnan(half.within(np.array([0])).low)
    for dtype in ("Int64", "Float64"):
        nullable = Attribute.of(pd.Series([None, 4], dtype=dtype), held=False, bounded=True)
        assert np.isnan(nullable.within(np.array([0])).high)


class _LowestDraws:
    """Draws the lowest number there is; of two a row, the second is high."""

    def random(self, size):
        return np.zeros(size) if np.ndim(size) == 0 else np.tile([0.0, 0.9], (size[0], 1))


@pytest.mark.parametrize(
    ("rule", "column"),
    [
        (inherit_by_paper, [10.0, 7.0, 4.0, 99.0]),
        (inherit_by_paper, [True, False, False]),
        (inherit_by_reference, [True, False, False]),
    ],
)
def test_with_a_crossover_of_zero_nothing_is_ever_crossed(rule, column):
    attribute = Attribute.of(pd.Series(column), held=False, bounded=True)
    for first in ([0, 1, 2], [1, 0, 2]):
        child = of_each(rule, attribute, np.array([first]), _LowestDraws(), 0.0, 0.8)
        assert list(child) == [column[first[0]]]


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
def test_a_hole_in_one_family_does_not_hold_another(rule):
    column = pd.Series(["a", "b", "c", None])
    family = np.tile([[0, 1, 3], [0, 1, 2]], (300, 1))
    child = inherit(rule, column, family)
    assert set(child[::2]) == {"a"}
    assert set(child[1::2]) == {"a", "b", "c"}


@pytest.mark.parametrize("dtype", ["float32", "Float32", "float64"])
def test_a_number_keeps_its_precision_and_is_rounded_to_it(dtype):
    column = pd.Series([0.5, 0.3, 0.1, 0.9], dtype=dtype)
    child = inherit(inherit_by_paper, column, crossover=1, mutation=0.1)
    assert child.dtype == column.dtype
    np.testing.assert_allclose(child.astype(float), 0.52, rtol=1e-6)


@pytest.mark.parametrize("rule", [inherit_by_paper, inherit_by_reference])
@pytest.mark.parametrize(
    "column",
    [
        [10.0, 7.0, np.nan, 99.0, 0.0],
        pd.array([1, None, 3, 0, 9], dtype="Int64"),
        pd.array([True, None, False, True, True], dtype="boolean"),
        [1, 0, 0, 1, 1],
        pd.Categorical(["a", "b", None, "c", "a"]),
    ],
)
def test_rows_of_one_family_are_made_as_if_each_had_its_own(rule, column):
    attribute = Attribute.of(pd.Series(column), held=False, bounded=True)
    members = np.array([[0, 1, 2], [3, 4, 0], [4, 0, 3]])
    of_row = np.random.default_rng(1).integers(3, size=200)
    apart = of_each(rule, attribute, members[of_row], np.random.default_rng(0), 0.6, 0.8)
    shared = rule(attribute, Families(members, of_row), np.random.default_rng(0), 0.6, 0.8)
    pd.testing.assert_series_equal(pd.Series(shared), pd.Series(apart), check_exact=True)
