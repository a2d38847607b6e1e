"""Exact neighbours at the speed of float32: a rough search, and a proof that it missed nobody."""

from typing import NamedTuple

import numpy as np

BLOCK = 128  # rows that ask together
GROUP = 32  # rows of which only the nearest bounds a reach
CROWD = 64  # rows more than asked for; as many within float32's error are not told apart
HELD = 16  # pairs a row that are held before they are thinned out
FEW = 16 * GROUP  # rows of which all bound a reach
CHUNK = 20_000  # pairs whose distance is computed together
ROUNDING, SMALLEST = 2.0**-24, 2.0**-126  # of float32


class Pairs(NamedTuple):
    """A row that asks, one that is near it, and their squared distance, pair by pair."""

    asking: np.ndarray
    other: np.ndarray
    square: np.ndarray

    def only(self, kept: np.ndarray | slice) -> "Pairs":
        """Keep some pairs, by a mask or a slice."""
        return Pairs(*(part[kept] for part in self))


def screened(points: np.ndarray, asked: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Find the ``k`` nearest rows and say for which rows this is certain.

    A matrix product in float32 gives each distance but for a known error, and a distance serves
    both of its rows. The few that are small enough are computed again in float64. Where every
    other row is farther by more than the error, the answer is exact; where many rows lie as near
    as that to each other, it need not be.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)
        More rows than ``k``.
    asked : ndarray of int of shape (m,)
        Distinct positions in ``points``; each is left out of its own neighbours.
    k : int
        How many.

    Returns
    -------
    tuple of ndarray
        Positions in ``points`` of shape (m, k), the nearest first, and a bool per row.

    References
    ----------
    Higham (2002), Accuracy and Stability of Numerical Algorithms, equation 3.5.

    Examples
    --------
    >>> line = np.arange(1000, dtype=np.float32)[:, None] ** 1.5
    >>> screened(line, np.array([0, 500]), 2)
    (array([[  1,   2], [499, 501]]), array([ True,  True]))
    """
    silent = np.delete(np.arange(len(points)), asked)
    order = np.concatenate([silent, asked])
    search = _Search(points[order], k)
    for start in range(len(silent), len(order), BLOCK):
        search.scan(slice(start, min(start + BLOCK, len(order))))
    near, certain = search.end()
    return order[near[len(silent) :]], certain[len(silent) :]


class _Search:
    """The pairs within reach so far; a row without reach does not ask, or has given up."""

    def __init__(self, points: np.ndarray, k: int) -> None:
        squares = np.square(points, dtype=float).sum(axis=1)
        self.points = points
        self.k = k
        self.lengths = np.sqrt(squares)
        self.squares = squares.astype(np.float32)
        self.table = np.vstack([points.T, np.ones_like(self.squares), self.squares])
        self.room = np.empty((BLOCK, len(points)), np.float32)
        self.reach = np.full(len(points), -np.inf, np.float32)
        self.held = [Pairs(np.empty(0, int), np.empty(0, int), np.empty(0, np.float32))]
        self.spare = HELD * len(points)

    def scan(self, rows: slice) -> None:
        """Let some rows ask all before them and each other, and those before ask them."""
        square = self._squares(rows)
        self.reach[rows] = self._widened(_bound(square, self.k), self.lengths[rows])
        asking, other = self._within(square, rows, axis=0)
        self._hold(asking + rows.start, other, square[asking, other])
        other, asking = self._within(square[:, : rows.start], slice(rows.start), axis=1)
        self._hold(asking, other + rows.start, square[other, asking])

    def end(self) -> tuple[np.ndarray, np.ndarray]:
        """Rank what is within reach by float64 distances, and say which rows missed nobody."""
        self._thin_out()
        pairs = self.held[0]
        pairs = pairs._replace(square=_exact(self.points, pairs))
        near, farthest = _ranked(pairs, self.k, len(self.points))
        return near, self.reach - self._error(farthest, self.lengths) > farthest

    def _squares(self, rows: slice) -> np.ndarray:
        own = self.squares[rows, None]
        query = np.hstack([-2 * self.points[rows], own, np.ones_like(own)])
        square = self.room[: len(own), : rows.stop]
        np.matmul(query, self.table[:, : rows.stop], out=square)
        np.fill_diagonal(square[:, rows], np.inf)
        return square

    def _within(self, square: np.ndarray, asking: slice, axis: int) -> tuple[np.ndarray, ...]:
        """Find the places where another row is within reach of those that ask along an axis."""
        found = np.flatnonzero(square <= np.expand_dims(self.reach[asking], 1 - axis))
        if len(found) > BLOCK * (self.k * GROUP + CROWD):
            self._shorten(np.moveaxis(square, axis, 0), asking)
            found = np.flatnonzero(square <= np.expand_dims(self.reach[asking], 1 - axis))
        # Of a few among many this is faster than numpy's own nonzero of two dimensions.
        return np.divmod(found, max(1, square.shape[1]))

    def _shorten(self, square: np.ndarray, asking: slice) -> None:
        """Bound reaches that hold many rows once more; where they still do, the row gives up."""
        reach = self.reach[asking]
        many = np.flatnonzero((square <= reach[:, None]).sum(axis=1) > self.k + CROWD)
        square, lengths = square[many], self.lengths[asking][many]
        # Groups bound well where there are many. Of equal numbers a partition is slow.
        nearest = _kth(square[:, :FEW], self.k)
        shorter = np.minimum(reach[many], self._widened(nearest, lengths))
        crowded = (square <= shorter[:, None]).sum(axis=1) > self.k + CROWD
        reach[many] = np.where(crowded, -np.inf, shorter)

    def _hold(self, *pairs: np.ndarray) -> None:
        self.held.append(Pairs(*pairs))
        self.spare -= len(self.held[-1].asking)
        if self.spare < 0:
            self._thin_out()
            self.spare = HELD * len(self.points) + len(self.held[0].asking)

    def _thin_out(self) -> None:
        pairs = Pairs(*(np.concatenate(part) for part in zip(*self.held, strict=True)))
        farthest = _ranked(pairs, self.k, len(self.points))[1]
        self.reach = np.minimum(self.reach, self._widened(farthest, self.lengths))
        pairs = pairs.only(pairs.square <= self.reach[pairs.asking])
        crowded = np.bincount(pairs.asking, minlength=len(self.points)) > self.k + CROWD
        self.reach[crowded] = -np.inf
        self.held = [pairs.only(~crowded[pairs.asking])]

    def _widened(self, square: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        # Once for each of two distances that are compared, and once to be certain.
        return square + 3 * self._error(square, lengths)

    def _error(self, square: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        # A row within reach is at most its length and the reach away from the origin.
        both = 2 * lengths + np.sqrt(np.maximum(square, 0))
        return (self.points.shape[1] + 4) * (ROUNDING * both**2 + SMALLEST)


def _bound(square: np.ndarray, k: int) -> np.ndarray:
    # The nearest rows of k groups are k rows: the k-th of all is at most as far as theirs.
    groups = square.shape[1] // GROUP
    if groups > k:
        square = square[:, : groups * GROUP].reshape(len(square), GROUP, groups).min(axis=1)
    return _kth(square, k)


def _kth(square: np.ndarray, k: int) -> np.ndarray:
    if square.shape[1] < k:
        return np.full(len(square), np.inf)
    return np.partition(square, k - 1, axis=1)[:, k - 1]


def _exact(points: np.ndarray, pairs: Pairs) -> np.ndarray:
    found = np.empty(len(pairs.asking))
    for start in range(0, len(found), CHUNK):
        part = pairs.only(slice(start, start + CHUNK))
        apart = points[part.asking].astype(float) - points[part.other]
        found[start : start + CHUNK] = np.square(apart).sum(axis=1)
    return found


def _ranked(pairs: Pairs, k: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each row its ``k`` nearest, and the squared distance of the last, infinite if fewer."""
    near = np.zeros((rows, k), int)
    for place in range(k):
        least = np.full(rows, np.inf, pairs.square.dtype)
        np.minimum.at(least, pairs.asking, pairs.square)
        first = np.flatnonzero(pairs.square == least[pairs.asking])
        near[pairs.asking[first], place] = pairs.other[first]
        taken = first[near[pairs.asking[first], place] == pairs.other[first]]
        pairs = Pairs(*(np.delete(part, taken) for part in pairs))
    return near, least
