"""Rows counted by two attributes at a time."""

from itertools import combinations
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.stats.joint_counts import JointCounts, covering_sets

LEVELS = st.lists(st.integers(1, 9), min_size=1, max_size=7)


@given(LEVELS, st.integers(1, 2000))
@settings(deadline=None, max_examples=60)
def test_sets_hold_every_two_attributes_and_fit(levels, most):
    sets = covering_sets(levels, most)
    held = {pair for chosen in sets for pair in combinations(chosen, 2)}
    assert held == set(combinations(range(len(levels)), 2))
    assert all(len(s) <= 2 or prod(levels[place] for place in s) <= most for s in sets)
    assert {place for chosen in sets for place in chosen} == set(range(len(levels)))


def test_few_levels_are_one_set_and_many_are_pairs():
    assert covering_sets([3] * 9) == [tuple(range(9))]
    assert len(covering_sets([50] * 9, 50**2)) == 36


@pytest.mark.parametrize("most", [1, 40, 10**6])
def test_counts_are_products_of_memberships(most):
    rng = np.random.default_rng(3)
    levels, rows = [2, 5, 3, 4], 500
    codes = [rng.integers(0, size, rows).astype(np.int8) for size in levels]
    kind = rng.integers(0, 4, rows)
    counts = JointCounts(levels, 4, most)
    for piece in (slice(0, 120), slice(120, 121), slice(121, rows)):
        counts.add([one[piece] for one in codes], kind[piece])
    blocks = [np.equal.outer(np.arange(n), c) for n, c in zip(levels, codes, strict=True)]
    member = np.vstack([*blocks, np.ones((1, rows), bool)]).astype(int)
    wanted = [(member * (kind == one)) @ member.T for one in range(4)]
    assert np.array_equal(counts.crossed(), wanted)


def test_weights_are_added_up():
    counts = JointCounts([2, 2], kinds=1, weighted=True)
    counts.add([np.array([0, 1]), np.array([0, 1])], np.zeros(2, int), np.array([0.5, 2.0]))
    assert counts.crossed()[0, -1].tolist() == [0.5, 2.0, 0.5, 2.0, 2.5]


def test_one_attribute_without_rows_counts_nothing():
    assert not JointCounts([3], 2).crossed().any()
