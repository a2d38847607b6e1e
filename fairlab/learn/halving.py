"""Successive halving: a trial that lags behind the earlier ones ends early."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Halving:
    """Compare a trial with the earlier ones after some work, and again after more.

    Trials come one after the other, so the rule is the asynchronous one: at each rung a trial goes
    on if it is among the best of those that got there before it. The first trial is never ended,
    and a trial that is ended has a lower score than the best of the others.

    Rungs are counted in levels, trees times their depth, which is about what they cost: after as
    many trees, shallow ones look worse than deep ones, and often end better.

    Parameters
    ----------
    first : int
        Levels at the first rung.
    factor : int
        Each rung has so many times the levels of the one before; of the trials at a rung, one in
        so many goes on.

    References
    ----------
    Li et al. (2020), A system for massively parallel hyperparameter tuning, algorithm 2.

    Examples
    --------
    >>> rule = Halving(factor=3)
    >>> rule.keeps(0.7, [0.6, 0.5]), rule.keeps(0.55, [0.6, 0.5]), rule.keeps(0.1, [])
    (True, False, True)
    """

    first: int = 100
    factor: int = 3

    def keeps(self, score: float, earlier: Sequence[float]) -> bool:
        """Say whether a trial goes on, from its score and those of earlier trials at this rung."""
        places = int(np.ceil((len(earlier) + 1) / self.factor))
        return sum(other > score for other in earlier) < places

    def levels(self, rung: int) -> int:
        """Give the number of levels at a rung, the first being 0."""
        return self.first * self.factor**rung


@dataclass
class Race:
    """One trial against the earlier ones.

    Parameters
    ----------
    rule : Halving or None
        None lets every trial go on.
    depth : int
        Levels of each of its trees.
    earlier : sequence of list of float
        Of each earlier trial, its best score so far at each rung that it reached.
    rungs : list of float
        The same of this one.
    """

    rule: Halving | None
    depth: int
    earlier: Sequence[Sequence[float]]
    rungs: list[float] = field(default_factory=list)

    def ends(self, trees: int, score: float) -> bool:
        """Look at a trial that has so many trees and this best score so far.

        Examples
        --------
        >>> race = Race(Halving(first=100, factor=3), depth=10, earlier=[[0.6, 0.7]])
        >>> race.ends(5, 0.5), race.ends(10, 0.61), race.ends(30, 0.65), race.rungs
        (False, False, True, [0.61, 0.65])
        """
        reached = len(self.rungs)
        if self.rule is None or trees * self.depth < self.rule.levels(reached):
            return False
        here = [scores[reached] for scores in self.earlier if len(scores) > reached]
        self.rungs.append(score)
        return not self.rule.keeps(score, here)
