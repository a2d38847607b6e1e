import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate import FairSMOTE
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
