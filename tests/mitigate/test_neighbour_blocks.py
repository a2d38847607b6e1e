import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from fairlab.mitigate.neighbour_blocks import BLOCK, blocks
from fairlab.mitigate.neighbours import nearest_of_all, nearest_of_block


def rng():
    return np.random.default_rng(4)


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr("fairlab.mitigate.neighbour_blocks.BLOCK", 100)


@pytest.mark.parametrize("rows", [1, 199, 200, 1000, 1543])
@pytest.mark.parametrize("columns", [0, 1, 9])
def test_every_row_is_in_one_block_and_none_is_large(small, rows, columns):
    found = blocks(rng().normal(size=(rows, columns)).astype(np.float32))
    assert (np.sort(np.concatenate(found)) == np.arange(rows)).all()
    assert max(map(len, found)) < 200
    assert min(map(len, found)) >= min(rows, 100)
    assert all((np.diff(members) > 0).all() for members in found)


def test_rows_are_halved_along_the_line_on_which_they_spread_most(small):
    points = rng().normal(size=(390, 5)).astype(np.float32)
    points[:, 3] *= 4
    points[:, 1] += 50  # where they are says nothing about how they spread
    low, high = sorted(blocks(points), key=lambda members: points[members, 3].mean())
    assert points[low, 3].max() < points[high, 3].min() + 1.5
    assert points[low, 3].mean() < -2


def test_rows_at_one_place_are_halved_too(small):
    expected = np.arange(400).reshape(4, 100)
    assert (np.array(blocks(np.ones((400, 3), np.float32))) == expected).all()


def test_a_cell_of_less_than_two_blocks_is_one():
    assert len(blocks(np.zeros((2 * BLOCK - 1, 1), np.float32))) == 1


def test_blocks_do_not_depend_on_the_number_of_threads(small):
    points = rng().normal(size=(3000, 40)).astype(np.float32)
    with threadpool_limits(1):
        alone = blocks(points)
    for one, other in zip(alone, blocks(points), strict=True):
        assert (one == other).all()


@pytest.mark.slow
def test_the_last_bits_of_a_direction_do_not_choose_its_sign(small, monkeypatch):
    column = rng().normal(size=(1001, 1))
    points = np.hstack([column, -column, 0.1 * rng().normal(size=(1001, 5))]).astype(np.float32)
    whole, exactly = blocks(points), np.linalg.eigh
    for seed in range(10):
        draw = np.random.default_rng(seed)

        def roughly(matrix, draw=draw):
            return exactly(matrix * (1 + 4e-16 * draw.choice([-1, 1], matrix.shape)))

        monkeypatch.setattr(np.linalg, "eigh", roughly)
        for one, other in zip(whole, blocks(points), strict=True):
            assert (one == other).all()


def test_most_neighbours_are_found_where_rows_lie_in_few_dimensions(small):
    places = rng().normal(size=(2000, 3)) @ rng().normal(size=(3, 30))
    points = (places + 0.05 * rng().normal(size=places.shape)).astype(np.float32)
    asked = np.arange(2000)
    found, exact = (how(points, asked, 2, rng()) for how in (nearest_of_block, nearest_of_all))
    assert (found[:, :, None] == exact[:, None]).any(axis=2).mean() > 0.7
