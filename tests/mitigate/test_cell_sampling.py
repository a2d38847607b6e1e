"""Rows drawn so that all cells are alike: none is made, and none goes that need not."""

import numpy as np
import pandas as pd
import pytest

from fairlab.mitigate import CellSampling

SIZES = {("f", 0): 300, ("f", 1): 60, ("m", 0): 500, ("m", 1): 90}


@pytest.fixture(scope="module")
def people():
    sex, bad = np.repeat(np.array(list(SIZES), object), list(SIZES.values()), axis=0).T
    return pd.DataFrame({"sex": sex.astype(str), "row": range(950)}), pd.Series(bad.astype(int))


@pytest.mark.parametrize(("size", "fewest", "each"), [("largest", 50, 500), ("smallest", 50, 60)])
def test_all_cells_have_one_size(people, size, fewest, each):
    X, y = CellSampling(size, fewest, "sex", random_state=0).fit_resample(*people)
    assert set(pd.crosstab(X["sex"], y).to_numpy().ravel()) == {each}
    assert X["row"].is_unique == (size == "smallest")
    if size == "largest":
        assert set(X["row"]) == set(people[0]["row"])


def test_cells_are_not_cut_to_fewer_rows_than_asked_and_smaller_ones_stay_whole(people):
    X, y = CellSampling("smallest", 80, "sex", random_state=0).fit_resample(*people)
    assert pd.crosstab(X["sex"], y).to_numpy().tolist() == [[80, 60], [80, 80]]


def test_without_attributes_labels_alone_are_balanced(people):
    _, y = CellSampling("smallest", sensitive=(), random_state=0).fit_resample(*people)
    assert y.value_counts().tolist() == [150, 150]
