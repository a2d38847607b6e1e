"""The expected maximum profit by a loop over cuts and losses, and the influence of a row."""

import numpy as np
import pytest

from fairlab.audit.expected_profit import (
    ALL_LOST,
    NOTHING_LOST,
    RETURN,
    expected_maximum_profit,
    influence_on_profit,
    weighted_profit,
)


def scored(seed, rows=400):
    rng = np.random.default_rng(seed)
    y = (rng.random(rows) < 0.3).astype(int)
    return y, np.round(0.4 * y + rng.random(rows), 1)


def by_loops(y, score):
    lost = np.linspace(0, 1, 4001)
    best = np.zeros(len(lost))
    for cut in np.unique(score):
        refused = score >= cut
        saved, forgone = (y * refused).mean(), ((1 - y) * refused).mean()
        best = np.maximum(best, lost * saved - RETURN * forgone)
    between = 1 - NOTHING_LOST - ALL_LOST
    return ALL_LOST * best[-1] + between * np.trapezoid(best, lost)


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_best_of_all_cuts_for_every_loss(seed):
    y, score = scored(seed)
    assert expected_maximum_profit(y, score) == pytest.approx(by_loops(y, score), abs=1e-6)


def test_its_influence_is_its_derivative_by_the_weight_of_a_row():
    y, score = scored(5)
    order = np.argsort(-score, kind="stable")
    mean, influence = expected_maximum_profit(y, score), influence_on_profit(y, score)
    for row in range(0, 400, 40):
        weight = np.ones(400)
        weight[row] += 1e-5
        moved = weighted_profit(y[order], score[order], weight[order])
        assert (moved - mean) / 1e-5 == pytest.approx(influence[row] - mean / 400, abs=1e-7)


def test_two_rows_are_one_of_twice_the_weight():
    y, score = scored(6)
    twice = expected_maximum_profit(np.append(y, y[:50]), np.append(score, score[:50]))
    weight = np.where(np.arange(400) < 50, 2.0, 1.0)
    order = np.argsort(-score, kind="stable")
    assert weighted_profit(y[order], score[order], weight[order]) == pytest.approx(twice)


def test_nothing_is_gained_by_scores_that_say_nothing():
    y = np.array([0] * 9 + [1])
    assert expected_maximum_profit(y, np.full(10, 0.5)) == 0
    assert expected_maximum_profit(y, np.arange(10.0)) > 0
