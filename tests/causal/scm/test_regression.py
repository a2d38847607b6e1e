import numpy as np
import pytest

from fairlab.causal.scm.regression import REGRESSIONS, Linear, best_of, squared_error

N = 20_000
RNG = np.random.default_rng(0)
SEX, TOWN = RNG.integers(0, 2, N), RNG.integers(0, 3, N) == 1
X = np.array([SEX, TOWN], float).T


def chosen(effect):
    return best_of(REGRESSIONS, X, effect + RNG.normal(size=N), squared_error, seed=0)


def test_what_an_attribute_does_in_one_town_alone_is_not_left_out():
    effect = SEX + 0.2 * SEX * TOWN  # two thousandths of the variance
    line = chosen(effect)
    here, there = (line.predict(np.array([[1.0, at], [0.0, at]])) for at in (1.0, 0.0))
    assert np.ptp(here) - np.ptp(there) == pytest.approx(0.2, abs=0.06)


def test_of_effects_that_add_up_no_trees_are_made():
    assert type(chosen(SEX + 0.5 * TOWN)) is Linear
