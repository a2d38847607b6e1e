import numpy as np
import pytest

from fairlab.simulator.shapes import amount, between, count, pick


def test_shapes_rise_with_the_noise():
    # A twin keeps the place among its like: each equation is monotone in the own noise.
    u, z = np.linspace(0.001, 0.999, 999), np.linspace(-3, 3, 999)
    for values in (count(1.5, u), pick(u, 0.2, 0.3, 0.5), amount(10, 0.5, z), between(0, 9, z)):
        assert (np.diff(values) >= 0).all()
        assert values[0] < values[-1]


def test_picked_levels_have_their_shares():
    u = (np.arange(1000) + 0.5) / 1000
    assert np.bincount(pick(u, 5, 3, 2)).tolist() == [500, 300, 200]


def test_counts_have_their_mean():
    u = (np.arange(100_000) + 0.5) / 100_000
    assert count(0.7, u).mean() == pytest.approx(0.7, rel=0.001)
