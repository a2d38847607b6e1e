"""The population stability index: its definition, and what chance alone gives."""

import numpy as np
import pytest

from fairlab.monitor.drift_index import stability


def test_the_index_is_that_of_the_definition():
    first, later = np.array([30, 50, 20]), np.array([20, 60, 20])
    one, other = first / 100, later / 100
    wanted = sum((b - a) * np.log(b / a) for a, b in zip(one, other, strict=True))
    assert stability(first, later)[0] == pytest.approx(wanted)


def test_one_of_twenty_lies_above_chance_where_nothing_moved():
    rng = np.random.default_rng(0)
    shares = np.full(10, 0.1)
    above = [
        index > chance
        for index, chance in (
            stability(rng.multinomial(3000, shares), rng.multinomial(800, shares))
            for _ in range(600)
        )
    ]
    assert 0.02 < np.mean(above) < 0.09


def test_an_empty_bin_and_a_single_one_have_an_index():
    assert np.isfinite(stability(np.array([5, 0]), np.array([0, 5]))[0])
    assert stability(np.array([5]), np.array([9])) == (0.0, 0.0)
