import numpy as np
import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.mitigate import UniformSampling
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
