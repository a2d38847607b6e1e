"""Rows counted by two attributes at a time, added up piece by piece: no row is kept."""

from collections.abc import Sequence
from itertools import combinations
from math import prod

import numpy as np

MOST_CELLS = 2**18  # of one table: it then stays near the processor


def covering_sets(levels: Sequence[int], most: int = MOST_CELLS) -> list[tuple[int, ...]]:
    """Choose sets of attributes that hold every two of them, each set counted in one go.

    Parameters
    ----------
    levels : sequence of int
        How many levels each attribute has.
    most : int
        Joint levels of a set of more than two attributes.

    Returns
    -------
    list of tuple of int
        Places of attributes, ascending; one set where all attributes fit into it.

    Examples
    --------
    >>> covering_sets([2, 3, 4], most=24), covering_sets([2, 3, 4], most=12)
    ([(0, 1, 2)], [(0, 1), (0, 2), (1, 2)])
    """
    left = set(combinations(range(len(levels)), 2))
    sets = [] if left else [tuple(range(len(levels)))]
    while left:
        chosen: tuple[int, ...] = min(left)
        while more := _best_addition(chosen, left, levels, most):
            chosen = tuple(sorted((*chosen, *more)))
        left -= set(combinations(chosen, 2))
        sets.append(chosen)
    return sets


def _best_addition(
    chosen: tuple[int, ...], left: set[tuple[int, int]], levels: Sequence[int], most: int
) -> tuple[int, ...]:
    """Find the attribute that adds most pairs, of few levels; none where none adds or fits."""
    room = most // prod(levels[place] for place in chosen)
    adds = {
        place: sum((min(place, one), max(place, one)) in left for one in chosen)
        for place, size in enumerate(levels)
        if place not in chosen and size <= room
    }
    best = max(adds, key=lambda place: (adds[place], -levels[place]), default=None)
    return (best,) if best is not None and adds[best] else ()


class JointCounts:
    """Counts of rows by kind and by the levels of every two attributes.

    Parameters
    ----------
    levels : sequence of int
        How many levels each attribute has.
    kinds : int
        How many kinds of rows are told apart, such as the cells of a confusion matrix.
    most : int
        Cells of one table, see `covering_sets`.
    weighted : bool
        Whether rows count by a weight.

    Examples
    --------
    >>> counts = JointCounts([2, 2], kinds=1)
    >>> counts.add([np.array([0, 1, 1]), np.array([0, 0, 1])], np.zeros(3, int))
    >>> counts.crossed()[0].tolist()
    [[1, 0, 1, 0, 1], [0, 2, 1, 1, 2], [1, 1, 2, 0, 2], [0, 1, 0, 1, 1], [1, 2, 2, 1, 3]]
    """

    def __init__(
        self,
        levels: Sequence[int],
        kinds: int,
        most: int = MOST_CELLS,
        weighted: bool = False,
    ) -> None:
        self._levels, self._kinds = tuple(levels), kinds
        self._type = np.float64 if weighted else np.int64
        sets = covering_sets(levels, most // kinds)
        self._tables = {
            chosen: np.zeros(kinds * prod(levels[place] for place in chosen), self._type)
            for chosen in sets
        }

    def add(
        self, codes: Sequence[np.ndarray], kind: np.ndarray, weight: np.ndarray | None = None
    ) -> None:
        """Count more rows.

        Parameters
        ----------
        codes : sequence of array of int, shape (rows,)
            The level of each row, per attribute, from 0.
        kind : array of int, shape (rows,)
            Its kind, from 0.
        weight : array of float, shape (rows,), optional
            How much it counts, where rows are weighted.
        """
        for chosen, table in self._tables.items():
            place = kind.astype(np.int32)
            for attribute in chosen:
                place *= self._levels[attribute]
                place += codes[attribute]
            table += np.bincount(place, weight, minlength=len(table))

    def crossed(self) -> np.ndarray:
        """Give the counts of all levels by all levels, attribute after attribute.

        Returns
        -------
        ndarray of int or float, shape (kinds, levels + 1, levels + 1)
            Rows that have both levels; in the diagonal those that have one, and behind the last
            level everyone.
        """
        starts = np.cumsum([0, *self._levels])
        made = np.zeros((self._kinds, starts[-1] + 1, starts[-1] + 1), self._type)
        for chosen, flat in self._tables.items():
            table = flat.reshape(self._kinds, *(self._levels[place] for place in chosen))
            for one, other in combinations(range(len(chosen)), 2):
                block = _margin(table, (one, other))
                rows, columns = (_span(starts, chosen[place]) for place in (one, other))
                made[:, rows, columns], made[:, columns, rows] = block, block.swapaxes(1, 2)
            for one, attribute in enumerate(chosen):
                own, alone = _span(starts, attribute), _margin(table, (one,))
                places = np.arange(own.start, own.stop)
                made[:, places, places] = made[:, places, -1] = made[:, -1, places] = alone
            made[:, -1, -1] = table.reshape(self._kinds, -1).sum(axis=1)
        return made


def _span(starts: np.ndarray, attribute: int) -> slice:
    return slice(int(starts[attribute]), int(starts[attribute + 1]))


def _margin(table: np.ndarray, kept: tuple[int, ...]) -> np.ndarray:
    """Add up over all attributes of a table but some; the kinds stay in front."""
    away = tuple(place + 1 for place in range(table.ndim - 1) if place not in kept)
    return table.sum(axis=away)
