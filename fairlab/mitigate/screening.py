"""Exact neighbours at the speed of a matrix product, and a proof that nobody was missed."""

from typing import NamedTuple

import numpy as np

BLOCK = 256  # rows that ask together
GROUP = 32  # rows of which the nearest is looked at first
CROWD = 64  # rows more than asked for; as many within the error are not told apart
SPARE = 16  # groups more than twice those asked for, of which many rows are taken for a crowd
HELD = 16  # pairs a row that are held before they are thinned out
CHUNK = 20_000  # pairs whose distance is computed together


class Pairs(NamedTuple):
    """The place of a row that asks, a row near it, and their squared distance, pair by pair."""

    asking: np.ndarray
    other: np.ndarray
    square: np.ndarray

    def only(self, kept: np.ndarray | slice) -> "Pairs":
        """Keep some pairs, by a mask or a slice."""
        return Pairs(*(part[kept] for part in self))


def screened(points: np.ndarray, asked: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Find the ``k`` nearest rows and say for which rows this is certain.

    A matrix product gives each distance but for a known error, and a distance serves both of its
    rows. The few that are small enough are computed again in float64, by differences. Where every
    other row is farther by more than the error, the answer is exact, whatever the rounding; where
    many rows lie as near as that to each other, none is given.

    Parameters
    ----------
    points : ndarray of float32 or float64, of shape (n, d)
        More rows than ``k``; float64 makes the error smaller and takes twice as long.
    asked : ndarray of int of shape (m,)
        Distinct positions in ``points``; each is left out of its own neighbours.
    k : int
        How many.

    Returns
    -------
    tuple of ndarray
        Positions in ``points`` of shape (m, k), the nearest first and of equally near ones the
        earlier, and a bool per row.

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
    # Shuffled, the rows seen so far are like all, however the table is sorted.
    lots = np.random.default_rng(0).permutation(len(asked))
    search = _Search(points, np.concatenate([silent, asked[lots]]), k)
    for start in range(len(silent), len(points), BLOCK):
        search.scan(slice(start, min(start + BLOCK, len(points))))
    near, certain = search.end()
    places = len(silent) + np.argsort(lots)
    return near[places], certain[places]


class _Search:
    """The pairs within reach so far; a row without reach does not ask, or has given up."""

    def __init__(self, points: np.ndarray, order: np.ndarray, k: int) -> None:
        squares = np.square(points[order], dtype=float).sum(axis=1)
        self.points = points
        self.order = order
        self.k = k
        self.precision = np.finfo(points.dtype)
        self.lengths = np.sqrt(squares)
        self.squares = squares.astype(points.dtype)
        self.table = np.vstack([points[order].T, np.ones_like(self.squares), self.squares])
        self.room = np.empty((BLOCK, len(points) + GROUP), points.dtype)
        self.reach = np.full(len(points), -np.inf, points.dtype)
        nobody = np.empty(0, int)
        self.held = [Pairs(nobody, nobody, np.empty(0, points.dtype))]
        self.spare = HELD * len(points)

    def scan(self, rows: slice) -> None:
        """Let some rows ask all before them and each other, and those before ask them."""
        square = self._squares(rows)
        self._ask(rows, square)
        self._ask_back(rows, square[:, : rows.start])

    def end(self) -> tuple[np.ndarray, np.ndarray]:
        """Rank what is within reach by float64 distances, and say which rows missed nobody."""
        self._thin_out()
        pairs = self.held[0]
        pairs = pairs._replace(square=self._exact(pairs))
        near, farthest = _ranked(pairs, self.k, len(self.points))
        return near, self.reach - self._error(farthest, self.lengths) > farthest

    def _squares(self, rows: slice) -> np.ndarray:
        own = self.squares[rows, None]
        query = np.hstack([-2 * self.points[self.order[rows]], own, np.ones_like(own)])
        square = self.room[: len(own), : -(-rows.stop // GROUP) * GROUP]
        np.matmul(query, self.table[:, : rows.stop], out=square[:, : rows.stop])
        np.fill_diagonal(square[:, rows], np.inf)
        square[:, rows.stop :] = np.inf
        return square

    def _ask(self, rows: slice, square: np.ndarray) -> None:
        """Take the nearest row of each group first, and look at the others of near groups."""
        grouped = square.reshape(len(square), GROUP, -1)
        least = grouped.min(axis=1)
        bound = _kth(least if least.shape[1] > self.k else square, self.k)
        self.reach[rows] = self._widened(bound, self.lengths[rows])
        reach = self.reach[rows, None]  # a view: who gives up here does so there
        near = np.flatnonzero(least <= reach)
        if len(near) > BLOCK * (2 * self.k + SPARE):
            reach[(square <= reach).sum(axis=1) > self.k + CROWD] = -np.inf
            near = np.flatnonzero(least <= reach)
        asking, group = np.divmod(near, least.shape[1])
        members = grouped[asking, :, group]
        pair, place = np.divmod(np.flatnonzero(members <= reach[asking]), GROUP)
        other = place * least.shape[1] + group[pair]
        self._hold(rows.start + asking[pair], other, members[pair, place])

    def _ask_back(self, rows: slice, square: np.ndarray) -> None:
        near = np.flatnonzero(square <= self.reach[: rows.start])
        # Of a few among many this is faster than numpy's own nonzero of two dimensions.
        other, asking = np.divmod(near, max(1, rows.start))
        self._hold(asking, rows.start + other, square[other, asking])

    def _hold(self, asking: np.ndarray, other: np.ndarray, square: np.ndarray) -> None:
        self.held.append(Pairs(asking, self.order[other], square))
        self.spare -= len(asking)
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
        # Once for each of two distances that are compared, and once to be certain. Infinite is
        # how far a row is from itself, and never within reach.
        return np.minimum(square + 3 * self._error(square, lengths), self.precision.max / 2)

    def _error(self, square: np.ndarray, lengths: np.ndarray) -> np.ndarray:
        # A row within reach is at most its length and the reach away from the origin.
        both = 2 * lengths + np.sqrt(np.maximum(square, 0))
        terms, precision = 2 * (self.points.shape[1] + 4), self.precision
        return terms * (float(precision.eps) / 2 * both**2 + float(precision.tiny))

    def _exact(self, pairs: Pairs) -> np.ndarray:
        found = np.empty(len(pairs.asking))
        for start in range(0, len(found), CHUNK):
            part = pairs.only(slice(start, start + CHUNK))
            asking, other = self.points[self.order[part.asking]], self.points[part.other]
            found[start : start + CHUNK] = np.square(asking.astype(float) - other).sum(axis=1)
        return found


def _kth(square: np.ndarray, k: int) -> np.ndarray:
    # Of some rows, or of the nearest ones of groups, it is at least as far as that of all.
    if square.shape[1] < k:
        return np.full(len(square), np.inf)
    return np.partition(square, k - 1, axis=1)[:, k - 1]


def _ranked(pairs: Pairs, k: int, rows: int) -> tuple[np.ndarray, np.ndarray]:
    """Give each row its ``k`` nearest, and the squared distance of the last, infinite if fewer."""
    near = np.full((k, rows), rows)
    for place in range(k):
        least = np.full(rows, np.inf, pairs.square.dtype)
        np.minimum.at(least, pairs.asking, pairs.square)
        first = np.flatnonzero(pairs.square == least[pairs.asking])
        np.minimum.at(near[place], pairs.asking[first], pairs.other[first])
        taken = first[near[place][pairs.asking[first]] == pairs.other[first]]
        pairs = Pairs(*(np.delete(part, taken) for part in pairs))
    return near.T, least
