"""The block of numbers holds what the table of runs holds."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.cube import Cube, mean_and_sd

RUNS = pd.DataFrame(
    {
        "strategy": ["b", "a", "b"],
        "seed": [7, 7, 3],
        "test/auc": [0.1, 0.2, 0.3],
        "test/f1": [1.0, np.nan, 3.0],
    }
)


def test_every_run_has_its_place_and_the_rest_is_empty():
    cube = Cube.of(RUNS, first="b")
    assert (cube.strategies, cube.metrics) == (["b", "a"], ["test/auc", "test/f1"])
    expected = [[[0.3, 3.0], [np.nan, np.nan]], [[0.1, 1.0], [0.2, np.nan]]]
    np.testing.assert_array_equal(cube.block, expected)


def test_differences_are_within_a_seed_and_none_are_of_the_baseline():
    found = Cube.of(RUNS).differences("b")
    assert found[1, 0, 0] == pytest.approx(0.1)
    assert np.isnan(found[0]).all()
    assert np.isnan(found[:, 1]).all()


def test_without_the_baseline_nothing_is_compared():
    assert np.isnan(Cube.of(RUNS).differences("c")).all()


def test_mean_and_spread_are_pandas_own():
    values = np.random.default_rng(0).random((6, 4))
    values[values < 0.3] = np.nan
    values[:, 3] = np.nan
    frame = pd.DataFrame(values)
    count, mean, sd = mean_and_sd(values)
    np.testing.assert_array_equal(count, frame.count())
    np.testing.assert_allclose(mean, frame.mean())
    np.testing.assert_allclose(sd, frame.std())
