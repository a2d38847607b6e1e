"""Which variables stay dependent whatever is conditioned on: the first half of FCI."""

from collections.abc import Iterator
from itertools import chain, combinations, islice
from math import comb

import numpy as np

from fairlab.causal.discovery.independence import PartialCorrelationTest
from fairlab.causal.graph import ARROW

BATCH = 1024
Separators = dict[tuple[int, int], frozenset[int]]
Near = dict[tuple[int, int], tuple[list[int], ...]]


def adjacencies(
    test: PartialCorrelationTest,
    may_cause: np.ndarray,
    budget: float = np.inf,
    known: Separators | None = None,
    sure: np.ndarray | None = None,
) -> tuple[np.ndarray, Separators, int]:
    """Start from all pairs and drop those that some set of neighbours makes independent.

    Sets grow from none to all neighbours. Neighbours are those of the round before, so that the
    result does not depend on the order of the columns (PC-stable).

    Parameters
    ----------
    test : PartialCorrelationTest
        Of p variables.
    may_cause : array of bool, shape (p, p)
        What background knowledge allows; what can cause neither of a pair is not conditioned
        on, and a pair of variables that nothing causes is not looked at.
    budget : float
        A size of sets is not begun when it could take the number of tests above this.
    known : dict of (int, int) to frozenset of int, optional
        Pairs that are known to be separated, and by what.
    sure : array of bool, shape (p, p), optional
        Pairs that are known to go together whatever is conditioned on.

    Returns
    -------
    adjacent : array of bool, shape (p, p)
    separators : dict of (int, int) to frozenset of int
        What was conditioned on to drop a pair.
    depth : int
        The largest size of sets that was tried.

    References
    ----------
    Colombo and Maathuis (2014), Order-independent constraint-based causal structure learning.

    Examples
    --------
    >>> chain = np.array([[1, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 1]])
    >>> test = PartialCorrelationTest(chain, 1000)
    >>> adjacent, separators, depth = adjacencies(test, ~np.eye(3, dtype=bool))
    >>> np.argwhere(np.triu(adjacent)).tolist(), separators, depth
    ([[0, 1], [1, 2]], {(0, 2): frozenset({1})}, 1)
    """
    adjacent = may_cause | may_cause.T
    separators: Separators = dict(known or {})
    for i, j in separators:
        adjacent[i, j] = adjacent[j, i] = False
    size = 0
    while True:
        near = _near(adjacent, adjacent, may_cause, sure)
        cost = sets_of(near, size)
        if not cost or (size and test.count + cost > budget):
            return adjacent, separators, size - 1
        _drop_separated(test, adjacent, separators, near, size)
        size += 1


def drop_further(
    test: PartialCorrelationTest,
    adjacent: np.ndarray,
    separators: Separators,
    marks: np.ndarray,
    may_cause: np.ndarray,
    size: int,
    budget: float = np.inf,
    sure: np.ndarray | None = None,
) -> tuple[np.ndarray, Separators] | None:
    """Drop pairs that variables further away can separate, where hidden causes are at work.

    Called with ``size`` 1, 2, ... until the sets are used up, this is the second stage of FCI;
    the number of tests is exponential in the size of the possible-d-separation sets.

    Parameters
    ----------
    test, adjacent, separators
        As given and returned by ``adjacencies``, or by this function for sets one smaller.
    marks : array of int, shape (p, p)
        The colliders that were found so far, as in ``Pag``.
    may_cause : array of bool, shape (p, p)
    size : int
        Sets of this size are tried.
    budget : float
        Nothing is tried when it could take the number of tests above this.
    sure : array of bool, shape (p, p), optional

    Returns
    -------
    adjacent : array of bool, shape (p, p)
    separators : dict of (int, int) to frozenset of int
        Or None when it was not tried.

    References
    ----------
    Spirtes, Glymour and Scheines (2000), chapter 6; Colombo et al. (2012), section 3.
    """
    reach = np.array([possibly_separating(marks, x) for x in range(len(marks))])
    near = _near(adjacent, reach, may_cause, sure)
    if test.count + sets_of(near, size) > budget:
        return None
    adjacent, separators = adjacent.copy(), dict(separators)
    _drop_separated(test, adjacent, separators, near, size)
    return adjacent, separators


def possibly_separating(marks: np.ndarray, x: int) -> np.ndarray:
    """Find the possible-d-separation set of a variable.

    Parameters
    ----------
    marks : array of int, shape (p, p)
        As in ``Pag``.
    x : int

    Returns
    -------
    array of bool, shape (p,)
        The variables that a path reaches on which each inner one is a collider or the corner of
        a triangle.
    """
    adjacent = marks > 0
    steps = [(x, int(a)) for a in np.flatnonzero(adjacent[x])]
    seen = set(steps)
    while steps:
        a, b = steps.pop()
        collider = (marks[a, b] == ARROW) & (marks[:, b] == ARROW)
        for c in np.flatnonzero(adjacent[b] & (collider | adjacent[a])).tolist():
            if c not in (a, x) and (b, c) not in seen:
                seen.add((b, c))
                steps.append((b, c))
    reached = np.zeros(len(marks), bool)
    reached[[b for _, b in seen]] = True
    return reached


def sets_of(near: Near, size: int) -> int:
    """Count the sets of one size that would be tried.

    Examples
    --------
    >>> sets_of({(0, 1): ([2, 3, 4], [2])}, 2)
    3
    """
    return sum(comb(len(names), size) for sides in near.values() for names in sides)


def _drop_separated(
    test: PartialCorrelationTest,
    adjacent: np.ndarray,
    separators: Separators,
    near: Near,
    size: int,
) -> None:
    """Drop each pair that one of its sets makes independent; the first that does is kept."""
    for pair, sides in near.items():
        sets = chain.from_iterable(combinations(names, size) for names in sides)
        separator = _first_separating(test, pair, sets, size)
        if separator is not None:
            adjacent[pair] = adjacent[pair[::-1]] = False
            separators[pair] = frozenset(separator)


def _first_separating(
    test: PartialCorrelationTest, pair: tuple[int, int], sets: Iterator[tuple[int, ...]], size: int
) -> tuple[int, ...] | None:
    while batch := list(islice(sets, BATCH)):
        given = np.array(batch, dtype=int).reshape(len(batch), size)
        independent = test.independent(*pair, given)
        if independent.any():
            return batch[int(independent.argmax())]
    return None


def _near(
    adjacent: np.ndarray, reach: np.ndarray, may_cause: np.ndarray, sure: np.ndarray | None
) -> Near:
    """Name what either end of each adjacent pair reaches and may be an ancestor of one of them.

    Nothing else is ever needed to separate a pair.
    """
    near = {}
    open_ = adjacent if sure is None else adjacent & ~sure
    for i, j in np.argwhere(np.triu(open_)).tolist():
        useful = may_cause[:, i] | may_cause[:, j]
        useful[[i, j]] = False
        near[i, j] = tuple(np.flatnonzero(reach[end] & useful).tolist() for end in (i, j))
    return near
