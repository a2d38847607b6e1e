"""Blocks of rows that lie near each other, in which neighbours are looked for approximately."""

import numpy as np
from threadpoolctl import threadpool_limits

BLOCK = 5_000  # rows
SEEN = 2_000  # rows that tell along which line a block is halved


def blocks(points: np.ndarray) -> list[np.ndarray]:
    """Halve the rows along the line on which they spread most, and again, until blocks are small.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)

    Returns
    -------
    list of ndarray of int
        The positions of each block in their order, between five and ten thousand unless there
        are fewer; every position is in one.

    References
    ----------
    Verma, Kpotufe and Dasgupta (2009), Which spatial partition trees are adaptive to intrinsic
    dimension? (the tree of principal directions).

    Examples
    --------
    >>> line = np.linspace(0, 1, 12_000, dtype=np.float32)[:, None]
    >>> [(int(rows[0]), int(rows[-1])) for rows in blocks(line)]
    [(0, 5999), (6000, 11999)]
    """
    small, large = [], [np.arange(len(points))]
    while large:
        rows = large.pop()
        if len(rows) < 2 * BLOCK:
            small.append(rows)
        else:
            large += reversed(_halves(points, rows))
    return small


def _halves(points: np.ndarray, rows: np.ndarray) -> list[np.ndarray]:
    line = _main_direction(points[rows[:: -(-len(rows) // SEEN)]])
    order = np.argsort(np.einsum("ij,j->i", points[rows], line), kind="stable")
    return [np.sort(rows[half]) for half in np.array_split(order, 2)]


def _main_direction(points: np.ndarray) -> np.ndarray:
    # One thread and einsum, so that the sums are the same on any number of cores. A column and
    # its opposite weigh alike but for the last bits, which must not choose the sign.
    if not points.shape[1]:
        return np.zeros(0, np.float32)
    apart = points - points.mean(axis=0, dtype=float)
    with threadpool_limits(1):
        direction = np.linalg.eigh(np.einsum("ij,ik->jk", apart, apart))[1][:, -1]
    largest = abs(direction.round(4)).argmax()
    return (direction * np.sign(direction[largest])).astype(np.float32)
