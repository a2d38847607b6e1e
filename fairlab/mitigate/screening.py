"""Exact neighbours at the speed of float32: a rough search, and a proof that it missed nobody."""

import numpy as np

GROUP = 32  # rows of which only the nearest is looked at first
SPARE = 4  # candidates more than asked for
BLOCK = 128  # rows that are looked up together
ROUNDING = 2.0**-24  # of float32


def screened(points: np.ndarray, asked: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Find the ``k`` nearest rows and say for which rows this is certain.

    A matrix product in float32 gives each distance but for a known error; the few smallest are
    computed again in float64. Where every other row is farther by more than the error, the
    answer is exact; where rows lie as near as that to each other, it need not be.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)
        At least a few hundred rows.
    asked : ndarray of int of shape (m,)
        Positions in ``points``; each is left out of its own neighbours.
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
    table = _table(points)
    near, certain = np.empty((len(asked), k), int), np.empty(len(asked), bool)
    for start in range(0, len(asked), BLOCK):
        mine = asked[start : start + BLOCK]
        query = np.hstack([-2 * points[mine], np.ones((len(mine), 1), np.float32)])
        found, bound = _smallest(query @ table, k + 1 + SPARE)
        part = slice(start, start + len(mine))
        near[part], certain[part] = _ranked(points, mine, found, bound, k)
    return near, certain


def _table(points: np.ndarray) -> np.ndarray:
    rows, columns = points.shape
    table = np.zeros((columns + 1, -(-rows // GROUP) * GROUP), np.float32)
    table[:columns, :rows] = points.T
    table[columns] = np.inf
    table[columns, :rows] = np.square(points, dtype=float).sum(axis=1)
    return table


def _smallest(scores: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    # The smallest of all are in the groups whose own smallest are the smallest.
    grouped = scores.reshape(len(scores), GROUP, -1)
    groups = np.argpartition(grouped.min(axis=1), count - 1, axis=1)[:, :count]
    inside = np.take_along_axis(grouped, groups[:, None], axis=2).reshape(len(scores), -1)
    best = np.argpartition(inside, count - 1, axis=1)[:, :count]
    member, group = np.divmod(best, count)
    found = member * grouped.shape[2] + np.take_along_axis(groups, group, axis=1)
    return found, np.take_along_axis(inside, best, axis=1).max(axis=1)


def _ranked(
    points: np.ndarray, mine: np.ndarray, found: np.ndarray, bound: np.ndarray, k: int
) -> tuple[np.ndarray, np.ndarray]:
    own = points[mine].astype(float)
    distance = np.square(points[found] - own[:, None]).sum(axis=2)
    distance[found == mine[:, None]] = np.inf
    order = np.argsort(distance, axis=1)[:, :k]
    reach = np.sqrt(np.take_along_axis(distance, order[:, -1:], axis=1)[:, 0])
    length = np.linalg.norm(own, axis=1)
    # A row within reach is at most length + reach long, which bounds the error of its score.
    error = 3 * (points.shape[1] + 3) * ROUNDING * (length + reach) ** 2
    certain = bound + length**2 - error > reach**2
    return np.take_along_axis(found, order, axis=1), certain
