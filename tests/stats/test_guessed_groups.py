"""Bounds hold whatever errs in the guess; the weighted difference only where it says all."""

import numpy as np
import pytest

from fairlab.stats.guessed_groups import bounds_of_difference, weighted_difference

ROWS = 4000


def world(seed: int, direct: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Draw approvals, the guess, and the true difference of the two groups."""
    rng = np.random.default_rng(seed)
    guess = rng.choice([0.1, 0.5, 0.9], ROWS)
    member = rng.random(ROWS) < guess
    chance = 0.7 - 0.2 * guess - direct * member
    hit = rng.random(ROWS) < chance
    return hit, guess, chance[member].mean() - chance[~member].mean()


def inside(one, other, true):
    return one.value - 1.96 * one.error <= true <= other.value + 1.96 * other.error


def test_bounds_hold_where_decisions_go_with_the_group_itself():
    for seed in range(60):
        hit, guess, true = world(seed, direct=0.3)
        least, most = bounds_of_difference(hit, guess, 1 - guess, np.ones(ROWS))
        assert inside(least, most, true)


@pytest.mark.parametrize(("direct", "least", "most"), [(0.0, 0.9, 1.0), (0.3, 0.0, 0.1)])
def test_the_weighted_difference_holds_only_where_they_do_not(direct, least, most):
    held = []
    for seed in range(100):
        hit, guess, true = world(seed, direct)
        found = weighted_difference(hit, guess, 1 - guess, np.ones(ROWS))
        held.append(inside(found, found, true))
    assert least <= np.mean(held) <= most


def test_sure_guesses_leave_nothing_open():
    hit, sure = np.resize([True, False, False], 1000), np.resize([1.0, 0.0], 1000)
    least, most = bounds_of_difference(hit, sure, 1 - sure, np.ones(1000))
    true = hit[sure == 1].mean() - hit[sure == 0].mean()
    assert least.value == pytest.approx(true)
    assert most.value == pytest.approx(true)


def test_a_weight_is_as_many_people():
    rng = np.random.default_rng(0)
    hit, guess, times = rng.random(1000) < 0.5, rng.random(1000), rng.integers(1, 4, 1000)
    one = weighted_difference(hit, guess, 1 - guess, times)
    many = (np.repeat(part, times) for part in (hit, guess, 1 - guess, np.ones(1000)))
    assert one.value == pytest.approx(weighted_difference(*many).value)
