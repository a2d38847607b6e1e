"""Ratios that are drawn to their pool: limits, and what they gain where the truth is known."""

import numpy as np
import pytest
from scipy.stats import chi2

from fairlab.stats.moderated_ratio import ALONE, moderated


def drawn(rng, count: int, df: int, truth: np.ndarray | float = 1.0) -> np.ndarray:
    return truth * chi2.rvs(df, size=count, random_state=rng) / df


def test_pools_do_not_know_each_other_and_the_lonely_stay():
    ratio = np.array([1.0, 3.0, 20.0, 22.0, 5.0])
    made, df = moderated(ratio, 4, np.array([0, 0, 1, 1, ALONE]), np.eye(5))
    assert made[4], df[4] == (5.0, 4.0)
    assert 1 <= made[0] < made[1] <= 3
    assert 20 <= made[2] < made[3] <= 22


def test_nothing_stays_nothing_and_moves_nobody():
    ratio = np.array([0.0, np.nan, 1.0, 2.0])
    made, _ = moderated(ratio, 9, np.zeros(4, int), np.eye(4))
    np.testing.assert_array_equal(made[:2], ratio[:2])
    alone, _ = moderated(ratio[2:], 9, np.zeros(2, int), np.eye(2))
    np.testing.assert_array_equal(made[2:], alone)


def test_ratios_of_one_thing_gain_nothing():
    ratio = np.array([0.5, 1.0, 2.0])
    made, df = moderated(ratio, 4, np.zeros(3, int), np.ones((3, 3)))
    np.testing.assert_array_equal(made, ratio)
    assert set(df) == {4.0}


def test_degrees_of_freedom_are_half_of_what_independent_ratios_have():
    rng = np.random.default_rng(0)
    _, df = moderated(drawn(rng, 40, 4), 4, np.zeros(40, int), np.eye(40))
    assert df.max() == pytest.approx(40 * 4 / 2)


def test_ratios_whose_truths_lie_far_apart_keep_their_own():
    rng = np.random.default_rng(1)
    truth = np.exp(rng.normal(size=60) * 3)
    ratio = drawn(rng, 60, 9, truth)
    made, df = moderated(ratio, 9, np.zeros(60, int), np.eye(60))
    assert df.max() < 12
    assert np.abs(np.log(made / ratio)).max() < np.abs(np.log(ratio)).max()


@pytest.mark.parametrize("df", [1, 4, 9])
def test_moderated_ratios_are_nearer_to_the_truth(df):
    rng = np.random.default_rng(2)
    own, helped = [], []
    for _ in range(50):
        ratio = drawn(rng, 30, df, 2.0)
        made, _ = moderated(ratio, df, np.zeros(30, int), np.eye(30))
        own.append(np.square(ratio - 2).mean())
        helped.append(np.square(made - 2).mean())
    assert np.mean(helped) < 0.3 * np.mean(own)
