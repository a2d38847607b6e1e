"""Joint bands: known critical values, coverage, and what they must not depend on."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, norm, t

from fairlab.stats.joint_band import MOST_DRAWN, joint_band, joint_critical_value


def correlated(c: int, rank: int, seed: int = 0) -> np.ndarray:
    factor = np.random.default_rng(seed).normal(size=(c, rank))
    factor /= np.linalg.norm(factor, axis=1)[:, None]
    return factor @ factor.T


@pytest.mark.parametrize("count", [2, 18, 42])
def test_independent_statements_need_sidaks_value(count):
    sidak = norm.isf((1 - 0.95 ** (1 / count)) / 2)
    assert joint_critical_value(np.eye(count)) == pytest.approx(sidak, rel=0.001)


@pytest.mark.parametrize("rho", [0.3, 0.9, -0.6])
def test_two_statements_need_the_value_of_their_rectangle(rho):
    both = np.array([[1, rho], [rho, 1]])
    c = joint_critical_value(both)
    square = multivariate_normal([0, 0], both).cdf([c, c], lower_limit=[-c, -c])
    assert square == pytest.approx(0.95, abs=0.001)


def test_drawn_statements_stay_inside_as_often_as_promised():
    matrix = correlated(30, 12)
    values, vectors = np.linalg.eigh(matrix)
    root = vectors * np.sqrt(np.maximum(values, 0))
    drawn = np.random.default_rng(9).standard_normal((40_000, 30)) @ root.T
    inside = (np.abs(drawn) < joint_critical_value(matrix, 0.1)).all(axis=1).mean()
    assert inside == pytest.approx(0.9, abs=0.006)


def test_the_value_is_that_of_the_multiplier_bootstrap():
    rng = np.random.default_rng(6)
    influence = rng.normal(size=(9, 3)) @ rng.exponential(size=(3, 400)) + rng.normal(size=(9, 400))
    influence -= influence.mean(axis=1, keepdims=True)
    gram = influence @ influence.T
    norm_of = np.sqrt(np.diag(gram))
    largest = np.abs(rng.normal(size=(20_000, 400)) @ influence.T / norm_of).max(axis=1)
    found = joint_critical_value(gram / np.outer(norm_of, norm_of))
    assert found == pytest.approx(np.quantile(largest, 0.95), rel=0.015)


@settings(max_examples=15, deadline=None)
@given(count=st.integers(1, 8), rank=st.integers(1, 8), level=st.sampled_from([0.01, 0.05, 0.2]))
def test_the_value_lies_between_one_test_and_bonferroni(count, rank, level):
    found = joint_critical_value(correlated(count, rank), level)
    assert norm.isf(level / 2) - 1e-6 < found < norm.isf(level / 2 / count) + 1e-6


def test_statements_said_twice_cost_nothing():
    matrix = correlated(6, 4)
    twice = np.block([[matrix, matrix], [matrix, matrix]])
    assert joint_critical_value(twice) == pytest.approx(joint_critical_value(matrix), rel=0.001)


def test_a_rounding_of_the_correlations_changes_nothing():
    matrix = correlated(20, 5)
    nudged = matrix + np.random.default_rng(1).normal(size=matrix.shape) * 1e-15
    assert joint_critical_value((nudged + nudged.T) / 2) == pytest.approx(
        joint_critical_value(matrix), rel=1e-4
    )


def test_one_statement_has_the_interval_of_its_t_test():
    band = joint_band(np.array([2.0]), np.array([0.5]), np.eye(1), df=np.array([4.0]))
    assert band.half[0] == pytest.approx(0.5 * t.isf(0.025, 4))


def test_what_is_undefined_or_certain_widens_nothing():
    estimate, se = np.array([0.1, np.nan, 0.0]), np.array([1.0, 1.0, 0.0])
    unknown = np.full((3, 3), np.nan)
    unknown[0, 0] = unknown[1, 1] = 1
    band = joint_band(estimate, se, unknown)
    assert band.critical[0] == pytest.approx(1.96, abs=1e-3)
    assert np.isnan([band.low[1], band.high[1]]).all()
    assert band.low[2] == band.high[2] == 0


@pytest.mark.slow
def test_t_deviates_of_independent_statements_stay_inside_jointly():
    rng, df = np.random.default_rng(3), np.array([4.0, 9.0, 30.0, np.inf] * 4)
    chi = np.where(np.isfinite(df), rng.chisquare(np.minimum(df, 1e6), (20_000, 16)), 1)
    se = np.sqrt(chi / np.where(np.isfinite(df), df, 1))
    band = joint_band(np.zeros(16), np.ones(16), np.eye(16), df=df)
    inside = (np.abs(rng.standard_normal((20_000, 16))) < band.critical * se).all(axis=1).mean()
    assert inside == pytest.approx(0.95, abs=0.006)


def test_of_very_many_statements_it_is_bonferronis_value():
    found = joint_critical_value(np.ones((MOST_DRAWN + 1, MOST_DRAWN + 1)))
    assert found == pytest.approx(norm.isf(0.025 / (MOST_DRAWN + 1)), rel=1e-9)
