import numpy as np
import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.mitigate import UniformSampling
from fairlab.mitigate.cells import Cells
from fairlab.mitigate.reweigh import expected_rows
from fairlab.mitigate.sampling import cell_rng
from fairlab.mitigate.uniform_sampling import largest_remainder

RNG = np.random.default_rng(5)
X = pd.DataFrame({"sex": RNG.choice(["f", "m"], 300, p=[0.3, 0.7]), "income": RNG.normal(size=300)})
Y = pd.Series(np.where(X.sex == "f", RNG.random(300) < 0.4, RNG.random(300) < 0.1).astype(int))


def test_each_cell_has_its_expected_count_and_the_total_is_kept():
    X_new, y_new = UniformSampling("sex", random_state=0).fit_resample(X, Y)
    assert len(X_new) == len(y_new) == 300
    counts = pd.crosstab(X_new.sex, y_new).to_numpy()
    expected = np.outer(X.sex.value_counts().loc[["f", "m"]], Y.value_counts().loc[[0, 1]]) / 300
    assert np.abs(counts - expected).max() < 1


def test_rows_are_drawn_whole_and_their_positions_are_told():
    sampler = UniformSampling("sex", random_state=0)
    X_new, y_new = sampler.fit_resample(X, Y)
    drawn = sampler.sample_indices_
    pd.testing.assert_frame_equal(X_new, X.iloc[drawn].reset_index(drop=True))
    assert (y_new.to_numpy() == Y.to_numpy()[drawn]).all()
    assert (np.diff(drawn) >= 0).all()


def test_no_sensitive_attribute_is_refused():
    for refuse in (UniformSampling().check, UniformSampling().fit_resample):
        with pytest.raises(RequestError, match=r"No sensitive(.|\n)*--sensitive gender,age"):
            refuse(X, Y)
    UniformSampling("sex").check(X, Y)


def test_largest_remainder_keeps_the_total_and_serves_the_largest():
    assert largest_remainder(np.array([1.2, 1.7, 1.1]), 4).tolist() == [1, 2, 1]
    assert largest_remainder(np.array([1.0, 1.0, 1.0]), 10).tolist() == [4, 3, 3]
    assert largest_remainder(np.array([0.1, 5.9]), 12).sum() == 12


def test_equal_remainders_are_served_in_order_and_none_is_a_whole_row_off():
    assert largest_remainder(np.array([0.5, 0.5, 1.0]), 2).tolist() == [1, 0, 1]
    shares = np.array([0.3, 2.2, 1.4, 0.1])
    found = largest_remainder(shares, 7)
    assert found.sum() == 7
    assert found.dtype.kind == "i"
    assert (np.abs(found - shares * 7 / shares.sum()) < 1).all()


def test_the_rows_of_a_cell_are_those_of_its_own_generator():
    sampler = UniformSampling("sex", random_state=3)
    sampler.fit_resample(X, Y)
    cells = Cells.learn(X, Y.to_numpy(), "sex")
    sizes = largest_remainder(expected_rows(X, Y.to_numpy(), "sex")[1], len(X))
    drawn = [
        cell_rng(3, name).choice(cells.rows(cell), sizes[cell])
        for cell, name in enumerate(cells.names)
    ]
    assert sampler.sample_indices_.tolist() == sorted(np.concatenate(drawn))


def test_its_settings_are_checked_and_an_array_is_taken_by_position():
    with pytest.raises(ValueError, match="'random_state' parameter of UniformSampling"):
        UniformSampling("sex", random_state="a").fit_resample(X, Y)
    with pytest.raises(ValueError, match="'sensitive' parameter of UniformSampling"):
        UniformSampling(1.5).fit_resample(X, Y)
    array = np.column_stack([X["sex"] == "f", X["income"] > 0]).astype(int)
    sampler = UniformSampling(0, random_state=1)
    sampler.check(array, Y)
    X_new, _ = sampler.fit_resample(array, Y)
    assert (X_new == array[sampler.sample_indices_]).all()
    with pytest.raises(RequestError):
        UniformSampling().check(array, list(Y))


def test_among_many_equal_remainders_the_first_are_served():
    found = largest_remainder(np.tile([1.0, 3.0], 50), 210)
    assert found.tolist() == [1, 4] * 10 + [1, 3] * 40
