"""Corrections for many tests, against scipy's and by what they promise."""

import numpy as np
import pytest
from scipy.stats import false_discovery_control

from fairlab.stats.multiple_testing import benjamini_hochberg, holm


def test_benjamini_and_hochberg_is_scipys():
    p = np.random.default_rng(0).random(40) ** 2
    assert benjamini_hochberg(p) == pytest.approx(false_discovery_control(p))


def test_tests_that_were_not_made_are_not_counted():
    p = np.array([0.02, np.nan, 0.01, 0.5])
    expected = [0.03, np.nan, 0.03, 0.5]
    assert benjamini_hochberg(p) == pytest.approx(expected, nan_ok=True)
    assert np.isnan(benjamini_hochberg(np.array([np.nan]))).all()


def test_it_is_never_stricter_than_holm():
    p = np.random.default_rng(1).random(30)
    assert (benjamini_hochberg(p) <= holm(p)).all()


def test_by_hand_in_any_order_and_never_above_one():
    p = np.array([0.9, 0.01, 0.6, 0.02])
    assert holm(p) == pytest.approx([1, 0.04, 1, 0.06])
    assert benjamini_hochberg(p) == pytest.approx([0.9, 0.04, 0.8, 0.04])
    assert holm(np.array([])).tolist() == benjamini_hochberg(np.array([])).tolist() == []


def test_one_test_is_left_as_it_is_and_equal_ones_are_corrected_alike():
    for correct in (holm, benjamini_hochberg):
        assert correct(np.array([0.2])).tolist() == [0.2]
        assert len(set(correct(np.array([0.03, 0.03, 0.03])))) == 1
    assert np.isnan(holm(np.array([0.1, np.nan]))).tolist() == [False, True]
