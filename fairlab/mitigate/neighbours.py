"""Who is near whom: scaled numbers, missing ones filled, ties settled by lot."""

import numpy as np
import pandas as pd

TIE_BREAK = 1e-4  # standard deviations


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
    points = np.zeros((len(X), len(numbers)), np.float32)
    for k, j in enumerate(numbers):
        value = X.iloc[:, j].to_numpy(float, na_value=np.nan)
        known = value[~np.isnan(value)]
        if known.size and (spread := known.std()) > 0:
            filled = np.where(np.isnan(value), np.median(known), value)
            points[:, k] = (filled - known.mean()) / spread
    return points


def two_nearest(
    points: np.ndarray,
    parents: np.ndarray,
    k: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Find two of the ``k`` rows nearest to each parent, the parent left out.

    Rows at the same place would be taken in the order of the table, the same ones for
    every parent; a random coordinate of at most a ten-thousandth of a standard deviation
    settles such ties by lot.

    Parameters
    ----------
    points : ndarray of float32 of shape (n, d)
        The rows of one cell, at least three.
    parents : ndarray of int of shape (m,)
        Positions in ``points``, repeated as often as drawn; each is looked up once.
    k : int
        How many neighbours two are drawn from, at least two; with two there is no draw.
    rng : Generator
        Settles ties and draws.

    Returns
    -------
    ndarray of int of shape (m, 2)
        Positions in ``points``, the nearer one first.

    Examples
    --------
    >>> line = np.array([[0.0], [1.0], [3.0], [7.0]], np.float32)
    >>> two_nearest(line, np.array([0, 3, 3]), 2, np.random.default_rng(0)).tolist()
    [[1, 2], [2, 1], [2, 1]]
    """
    from sklearn.neighbors import NearestNeighbors

    lot = TIE_BREAK * rng.random((len(points), 1), dtype=np.float32)
    places = np.hstack([points, lot])
    asked, drawn = np.unique(parents, return_inverse=True)
    search = NearestNeighbors(n_neighbors=min(k + 1, len(points))).fit(places)
    found = search.kneighbors(places[asked], return_distance=False)
    others = _without(found, asked)[drawn]
    chosen = np.sort(np.argsort(rng.random(others.shape), axis=1)[:, :2], axis=1)
    return np.take_along_axis(others, chosen, axis=1)


def _without(found: np.ndarray, asked: np.ndarray) -> np.ndarray:
    other = found != asked[:, None]
    other[other.all(axis=1), -1] = False
    return found[other].reshape(len(found), -1)
