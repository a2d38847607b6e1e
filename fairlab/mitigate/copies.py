"""Rows that are copies of each other: one is searched for all, and the lot says which is meant."""

from collections.abc import Callable

import numpy as np

Search = Callable[[np.ndarray, np.ndarray, int], np.ndarray]


def number_distinct(points: np.ndarray) -> np.ndarray:
    """Give copies of a row the same number, from 0 in the order in which distinct rows come.

    Parameters
    ----------
    points : ndarray of shape (n, d)

    Returns
    -------
    ndarray of int of shape (n,)

    Examples
    --------
    >>> number_distinct(np.array([[1.5, 2], [0, 0], [1.5, 2]])).tolist()
    [0, 1, 0]
    """
    # Copies have the same sum, so that only rows with the same one are compared.
    sums = (points * np.random.default_rng(0).random(points.shape[1])).sum(axis=1)
    order = np.argsort(sums, kind="stable")
    begins = np.diff(sums[order], prepend=np.inf) != 0
    alike = np.flatnonzero(~begins)
    begins[alike] = (points[order[alike]] != points[order[alike - 1]]).any(axis=1)
    first = order[begins]
    place = np.empty(len(first), int)
    place[np.argsort(first)] = np.arange(len(first))
    number = np.empty(len(points), int)
    number[order] = place[np.cumsum(begins) - 1]
    return number


def nearest_among_copies(
    points: np.ndarray,
    number: np.ndarray,
    asked: np.ndarray,
    k: int,
    rng: np.random.Generator,
    search: Search,
) -> np.ndarray:
    """Find near rows where some are copies: other copies first, then those of near rows.

    Which of several copies is near is settled by lot, for each row that asks anew.

    Parameters
    ----------
    points : ndarray of shape (n, d)
    number : ndarray of int of shape (n,)
        The same for copies.
    asked : ndarray of int of shape (m,)
        Positions in ``points``.
    k : int
        How many, less than n.
    rng : Generator
        Draws.
    search : callable
        Finds near rows where none is a copy: ``(points, asked, k) -> ndarray of shape (m, k)``.

    Returns
    -------
    ndarray of int of shape (m, k)
        Positions in ``points``, the nearest first.

    Examples
    --------
    >>> line = np.array([[0.0], [1], [1], [5]])
    >>> number = number_distinct(line)
    >>> lots = np.random.default_rng(0)
    >>> nearest_among_copies(line, number, np.array([1]), 2, lots, lambda *about: np.array([[0]]))
    array([[2, 0]])
    """
    first, sizes = np.unique(number, return_index=True, return_counts=True)[1:]
    kinds = number[asked][:, None]
    if others := min(k, len(first) - 1):
        asking, again = np.unique(kinds, return_inverse=True)
        kinds = np.hstack([kinds, search(points[first], asking, others)[again.ravel()]])
    lots = rng.permutation(len(points))
    members = np.lexsort((lots, number))
    place = np.empty(len(points), int)
    place[members] = np.arange(len(points))
    begin = np.cumsum(sizes) - sizes
    start = (rng.random(kinds.shape) * sizes[kinds]).astype(int)
    start[:, 0] = place[asked] - begin[number[asked]] + 1  # its own copies are those after it
    there = sizes[kinds]
    there[:, 0] -= 1
    return members[_taken(begin[kinds], sizes[kinds], start, there, k)]


def _taken(
    begin: np.ndarray, sizes: np.ndarray, start: np.ndarray, there: np.ndarray, k: int
) -> np.ndarray:
    """Take the first k of the copies that are there, kind by kind, each kind from its start."""
    rows = np.arange(len(begin))
    until = np.cumsum(there, axis=1)
    places = np.empty((len(begin), k), int)
    for count in range(k):
        kind = (until <= count).sum(axis=1)
        which = count - until[rows, kind] + there[rows, kind]
        turned = (start[rows, kind] + which) % sizes[rows, kind]
        places[:, count] = begin[rows, kind] + turned
    return places
