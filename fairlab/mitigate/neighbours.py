"""Who is near whom: scaled numbers, missing ones filled, ties settled by lot."""

import numpy as np
import pandas as pd

from fairlab.mitigate.copies import nearest_among_copies, number_distinct
from fairlab.mitigate.neighbour_blocks import BLOCK, blocks
from fairlab.mitigate.screening import screened

TIE_BREAK = 1e-4  # standard deviations
MANY_ROWS, FEW_COLUMNS = 20_000, 8  # from which and up to which scikit-learn's trees are faster


def coordinates(X: pd.DataFrame) -> np.ndarray:
    """Place each row by its numbers, each column in units of its standard deviation.

    Parameters
    ----------
    X : DataFrame of shape (n, ...)
        Any mix of types; numbers and booleans count, other columns are ignored.

    Returns
    -------
    ndarray of float32 of shape (n, numeric columns)
        Missing values are where the median is.

    Examples
    --------
    >>> people = pd.DataFrame({"age": [20.0, 40.0, None], "job": ["a", "b", "c"]})
    >>> coordinates(people).tolist()
    [[-1.0], [1.0], [0.0]]
    """
    numbers = [j for j, dtype in enumerate(X.dtypes) if pd.api.types.is_numeric_dtype(dtype)]
    points = np.zeros((len(X), len(numbers)), np.float32, order="F")
    for k, j in enumerate(numbers):
        value = X.iloc[:, j].to_numpy(float, na_value=np.nan)
        missing = np.isnan(value)
        known = value[~missing] if missing.any() else value
        if known.size and (spread := known.std()) > 0:
            filled = value if known is value else np.where(missing, np.median(known), value)
            points[:, k] = (filled - known.mean()) / spread
    return points


def nearest_of_all(
    points: np.ndarray, asked: np.ndarray, k: int, rng: np.random.Generator
) -> np.ndarray:
    """Find the ``k`` rows nearest to each row asked for, itself left out.

    Of rows that are equally near always the same ones would be taken: copies of a row are
    drawn anew for each that asks, and between others a random coordinate of at most a
    ten-thousandth of a standard deviation decides. The answer is exact and does not depend on
    the number of threads.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)
        The rows of one cell, at least three.
    asked : ndarray of int of shape (m,)
        Distinct positions in ``points``.
    k : int
        How many, at least two; a cell of k rows or less has only n - 1 to give.
    rng : Generator
        Settles ties.

    Returns
    -------
    ndarray of int of shape (m, k)
        Positions in ``points``, the nearest first.

    Examples
    --------
    >>> line = np.array([[0.0], [1.0], [3.0], [7.0]], np.float32)
    >>> nearest_of_all(line, np.array([0, 3]), 2, np.random.default_rng(0)).tolist()
    [[1, 2], [2, 1]]
    """
    lot = TIE_BREAK * rng.random((len(points), 1), dtype=np.float32)
    places, number, k = np.hstack([points, lot]), number_distinct(points), min(k, len(points) - 1)
    if number.max() == len(points) - 1:
        return _nearest_of_distinct(places, asked, k)
    return nearest_among_copies(places, number, asked, k, rng, _nearest_of_distinct)


def nearest_of_block(
    points: np.ndarray, asked: np.ndarray, k: int, rng: np.random.Generator
) -> np.ndarray:
    """Look for the nearest rows only in the block of some five thousand that a row is in.

    The rows are halved again and again along the line on which they spread most, and each
    looks for neighbours in its own block: the time grows with the rows, not with their square,
    and what is missed lies behind a border. Cells of less than two blocks are searched exactly, and
    so is every cell where more are asked for than a block has.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)
        The rows of one cell, at least three.
    asked : ndarray of int of shape (m,)
        Distinct positions in ``points``.
    k : int
        How many, at least two.
    rng : Generator
        Settles ties.

    Returns
    -------
    ndarray of int of shape (m, k)
        Positions in ``points``, the nearest of the block first.

    Examples
    --------
    >>> line = np.array([[0.0], [1.0], [3.0], [7.0]], np.float32)
    >>> nearest_of_block(line, np.array([0, 3]), 2, np.random.default_rng(0)).tolist()
    [[1, 2], [2, 1]]
    """
    if k >= BLOCK:
        return nearest_of_all(points, asked, k, rng)
    near = np.empty((len(asked), min(k, len(points) - 1)), int)
    for members in blocks(points):
        inside = np.zeros(len(points), bool)
        inside[members] = True
        mine = np.flatnonzero(inside[asked])
        if mine.size:
            place = np.searchsorted(members, asked[mine])
            near[mine] = members[nearest_of_all(points[members], place, k, rng)]
    return near


def two_of(near: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Draw two of the rows near to each parent.

    Parameters
    ----------
    near : ndarray of int of shape (m, k)
        The nearest first; with k of two there is nothing to draw.
    rng : Generator
        Draws.

    Returns
    -------
    ndarray of int of shape (m, 2)
        The nearer one first.

    Examples
    --------
    >>> two_of(np.array([[4, 7], [2, 9]]), np.random.default_rng(0)).tolist()
    [[4, 7], [2, 9]]
    """
    if near.shape[1] == 2:
        return near
    chosen = np.sort(np.argsort(rng.random(near.shape), axis=1)[:, :2], axis=1)
    return np.take_along_axis(near, chosen, axis=1)


def _nearest_of_distinct(places: np.ndarray, asked: np.ndarray, k: int) -> np.ndarray:
    if len(places) >= MANY_ROWS and places.shape[1] <= FEW_COLUMNS:
        return _in_a_tree(places, asked, k)
    near, open_ = np.empty((len(asked), k), int), np.arange(len(asked))
    for precision in (np.float32, np.float64):
        if open_.size:
            found, certain = screened(places.astype(precision), asked[open_], k)
            near[open_[certain]], open_ = found[certain], open_[~certain]
    near[open_] = _by_differences(places, asked[open_], k)
    return near


def _by_differences(places: np.ndarray, asked: np.ndarray, k: int) -> np.ndarray:
    near = np.empty((len(asked), k), int)
    for place, row in enumerate(asked):
        square = np.square(places - places[row].astype(float)).sum(axis=1)
        square[row] = np.inf
        near[place] = np.argsort(square, kind="stable")[:k]
    return near


def _in_a_tree(places: np.ndarray, asked: np.ndarray, k: int) -> np.ndarray:
    from sklearn.neighbors import KDTree

    found = KDTree(places).query(places[asked], k + 1, return_distance=False)
    return found[found != asked[:, None]].reshape(len(asked), k)
