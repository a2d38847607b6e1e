import numpy as np
import pytest

from fairlab.learn.halving import Halving, Race


def play(rule, curves, depth=10):
    """Let trials with these best scores so far per 10 trees run; say where each ended."""
    earlier, ended = [], []
    for curve in curves:
        race = Race(rule, depth, earlier)
        ends = (10 * (k + 1) for k, score in enumerate(curve) if race.ends(10 * (k + 1), score))
        ended.append(next(ends, None))
        earlier = [*earlier, race.rungs]
    return ended, earlier


def test_one_in_three_goes_on_at_each_rung():
    rising = [[score] * 9 for score in (0.5, 0.6, 0.55, 0.58, 0.7, 0.1)]
    # of two and three trials at a rung one goes on, of four and more two
    assert play(Halving(), rising)[0] == [None, None, 10, 30, None, 10]


def test_rungs_are_100_300_900_levels():
    assert [Halving().levels(rung) for rung in range(4)] == [100, 300, 900, 2700]


@pytest.mark.parametrize(("depth", "trees"), [(10, [10, 30, 90, 270]), (2, [50, 150])])
def test_shallow_trees_are_compared_when_there_are_more_of_them(depth, trees):
    curve = [10.0 * (k + 1) for k in range(30)]
    _, (rungs,) = play(Halving(), [curve], depth)
    assert rungs == trees


def test_equals_go_on():
    assert play(Halving(), [[0.5] * 9] * 5)[0] == [None] * 5


def test_without_a_rule_every_trial_goes_on_and_nothing_is_kept():
    assert play(None, [[0.9] * 9, [0.1] * 9]) == ([None, None], [[], []])


@pytest.mark.parametrize("seed", range(20))
def test_a_trial_that_is_ended_never_has_the_best_score(seed):
    curves = np.maximum.accumulate(np.random.default_rng(seed).random((12, 40)) ** 0.1, axis=1)
    ended, _ = play(Halving(), curves.tolist())
    finals = [c[-1] if e is None else c[e // 10 - 1] for c, e in zip(curves, ended, strict=True)]
    assert ended[int(np.argmax(finals))] is None
    assert ended[0] is None
    assert any(ended)
