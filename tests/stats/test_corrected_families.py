import numpy as np
import pandas as pd
import pytest

from fairlab.stats.corrected_families import corrected
from fairlab.stats.multiple_testing import holm


def test_holm_s_first_step_is_bonferroni_s_and_order_is_kept():
    assert holm(np.array([0.5, 0.01, 0.02])).tolist() == pytest.approx([0.5, 0.03, 0.04])


def test_adjusted_p_values_stop_at_one():
    assert holm(np.array([0.6, 0.9])).tolist() == [1, 1]


def test_benjamini_and_hochberg_by_hand():
    p = pd.Series([0.01, 0.02, 0.03, 0.5])
    found = corrected(p, pd.Series(["a"] * 4))
    assert found["p_bh"].tolist() == pytest.approx([0.04, 0.04, 0.04, 0.5])


def test_families_do_not_pay_for_each_other():
    p, family = pd.Series([0.04, 0.04, 0.9]), pd.Series(["study", "other", "other"])
    assert corrected(p, family)["p_holm"].tolist() == pytest.approx([0.04, 0.08, 0.9])


def test_a_test_that_was_not_made_is_in_no_family():
    p = pd.Series([0.02, np.nan, 0.5])
    found = corrected(p, pd.Series(["a"] * 3))
    assert found["p_holm"].tolist()[::2] == pytest.approx([0.04, 0.5])
    assert found.loc[1].isna().all()


def test_no_test_at_all():
    found = corrected(pd.Series([np.nan, np.nan]), pd.Series(["a", "b"]))
    assert found.shape == (2, 3)
    assert found.isna().all().all()


def test_the_rows_are_those_that_came_in_whatever_their_index():
    p = pd.Series([0.04, np.nan, 0.01, 0.03], index=list("zxwy"))
    found = corrected(p, pd.Series(["a", "a", "b", "a"], index=list("zxwy")))
    assert found.index.tolist() == list("zxwy")
    assert found.columns.tolist() == ["p", "p_holm", "p_bh"]
    pd.testing.assert_series_equal(found["p"], p, check_names=False)
    assert found["p_holm"].tolist() == pytest.approx([0.06, np.nan, 0.01, 0.06], nan_ok=True)
    assert found["p_bh"].tolist() == pytest.approx([0.04, np.nan, 0.01, 0.04], nan_ok=True)
