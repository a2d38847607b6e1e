import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate import FairSMOTE, UniformSampling
from fairlab.mitigate.sampling import as_given, as_table, cell_rng, root_seed


def test_a_whole_number_is_its_own_seed_and_a_random_state_is_advanced():
    state = np.random.RandomState(1)
    assert root_seed(7) == root_seed(np.int64(7)) == 7
    assert root_seed(state) != root_seed(state)
    assert root_seed(np.random.RandomState(1)) == root_seed(np.random.RandomState(1))


def test_each_cell_has_its_own_draws():
    first, second = cell_rng(1, "a").random(4), cell_rng(1, "b").random(4)
    assert (first == cell_rng(1, "a").random(4)).all()
    assert (first != second).any()


def test_a_table_goes_out_as_it_came_in():
    mixed = np.array([["a", 1], ["b", 2]], dtype=object)
    assert (as_given(as_table(mixed), mixed) == mixed).all()
    frame = pd.DataFrame({"x": [1]}, index=[5])
    assert as_given(frame, frame) is frame


@pytest.mark.parametrize("X", [pd.DataFrame({"debt": [1.0, np.inf, 2.0]}), [[1], [np.inf], [2]]])
def test_infinite_numbers_are_refused_with_column_and_row(X):
    name = "debt" if isinstance(X, pd.DataFrame) else "0"
    with pytest.raises(DataError, match=rf"`{name}` is infinite in 1 rows \(first 1\)"):
        FairSMOTE().fit_resample(X, [0, 1, 1])


def test_sparse_columns_are_refused():
    X = pd.DataFrame({"x": pd.arrays.SparseArray([0.0, 0.0, 1.0])})
    with pytest.raises(DataError, match="`x` is sparse"):
        FairSMOTE().fit_resample(X, [0, 1, 1])


def test_rows_and_labels_of_other_lengths_are_refused():
    with pytest.raises(ValueError, match=r"\[3, 2\]"):
        FairSMOTE().fit_resample(pd.DataFrame({"x": [1, 2, 3]}), [0, 1])


def test_a_cell_s_draws_are_the_same_everywhere_and_each_step_has_its_own():
    assert cell_rng(7, "sex=1, label=0").integers(100, size=3).tolist() == [33, 47, 93]
    plain, stepped, other = (
        cell_rng(7, "a", *step).random() for step in ((), ("grow",), ("grow", 1))
    )
    assert len({plain, stepped, other}) == 3


def test_a_fresh_seed_is_a_whole_number_from_the_whole_range():
    seeds = [root_seed(np.random.RandomState(seed)) for seed in range(50)]
    assert all(isinstance(seed, int) for seed in seeds)
    assert 2**30 < max(seeds) < 2**31
    assert len({root_seed(None) for _ in range(5)}) > 1


def test_a_table_is_looked_at_with_its_rows_numbered():
    frame = pd.DataFrame({"x": [1, 2]}, index=[7, 5])
    assert as_table(frame).index.tolist() == [0, 1]
    assert list(as_table(frame)) == ["x"]
    assert as_table(frame.astype(object))["x"].dtype == object
    mixed = as_table(np.array([["a", 1], ["b", 2]], dtype=object))
    assert [str(dtype) for dtype in mixed.dtypes] == ["str", "int64"]


def test_what_is_made_of_an_array_has_its_type():
    given = as_given(pd.DataFrame({0: [1.0, 2.0]}), np.array([[1]], np.int8))
    assert (given.dtype, given.tolist()) == (np.int8, [[1], [2]])


def refusal(X, y=(0, 1, 1)):
    with pytest.raises(DataError) as caught:
        UniformSampling("x").fit_resample(X, list(y))
    return str(caught.value)


@pytest.mark.parametrize("dtype", ["float64", "float32", "Float64"])
def test_infinite_numbers_are_counted_and_what_to_do_is_said(dtype):
    debt = pd.Series([1.0, -np.inf, np.inf]).astype(dtype)
    assert refusal(pd.DataFrame({"x": [1, 2, 3], "debt": debt})) == (
        "`debt` is infinite in 2 rows (first 1).\nReplace infinity by a missing value or a number."
    )


def test_a_sparse_column_is_told_with_the_way_to_make_it_dense():
    X = pd.DataFrame({"x": [1, 2, 3], "many": pd.arrays.SparseArray([0, 0, 1])})
    assert refusal(X) == "`many` is sparse. Give a dense table: X.sparse.to_dense()."


def test_holes_strings_and_dates_pass_the_border():
    X = pd.DataFrame(
        {
            "x": ["a", None, "b", "a"],
            "debt": pd.array([None, 1.0, 2.0, 3.0], dtype="Float64"),
            "day": pd.to_datetime(["2024-01-01"] * 4),
        }
    )
    sampler = UniformSampling("x", random_state=0)
    X_new, y_new = sampler.fit_resample(X, [0, 1, 1, 0])
    pd.testing.assert_frame_equal(X_new, X.iloc[sampler.sample_indices_].reset_index(drop=True))
    assert sampler.n_features_in_ == 3
    assert sampler.feature_names_in_.tolist() == ["x", "debt", "day"]
    assert len(y_new) == 4


def test_an_array_with_holes_and_strings_passes_and_comes_back_as_an_array():
    X = np.array([["a", 1.0], ["b", np.nan], ["a", np.nan], ["b", 2.0]], dtype=object)
    X_new, y_new = UniformSampling(0, random_state=0).fit_resample(X, [0, 1, 1, 0])
    assert isinstance(X_new, np.ndarray)
    assert X_new.dtype == object
    assert X_new.shape == (4, 2)
    assert sorted(y_new) == [0, 0, 1, 1]


def test_one_label_per_row_may_come_as_one_column_per_label():
    X = pd.DataFrame({"x": list("abab")})
    one_hot = np.array([[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]])
    _, y_new = UniformSampling("x", random_state=0).fit_resample(X, one_hot)
    assert y_new.shape == (4, 3)
    assert (y_new.sum(axis=1) == 1).all()


def test_what_a_sampler_takes_is_told_to_scikit_learn():
    tags = UniformSampling().__sklearn_tags__()
    assert tags.input_tags.sparse is False
    assert tags.input_tags.allow_nan
    assert tags.input_tags.string
    assert tags.sampler_tags.sample_indices
