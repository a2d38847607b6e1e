"""The rows of each fold, from the lowest score: sorted once for all that asks for their order."""

import numpy as np


def sorted_folds(score: np.ndarray, folds: np.ndarray) -> list[list[np.ndarray]]:
    """Give the rows of each fold of each seed, from the lowest score, ties in their order.

    Parameters
    ----------
    score : array of float, shape (seeds, n)
    folds : array of int, shape (seeds, n)
        -1 where a row was not judged.

    Returns
    -------
    list of list of ndarray
        By seed and fold, places of rows; of a fold without rows there are none.

    Examples
    --------
    >>> found = sorted_folds(np.array([[0.3, 0.2, 0.1, 0.9]]), np.array([[0, 1, 0, -1]]))
    >>> [rows.tolist() for rows in found[0]]
    [[2, 0], [1]]
    """
    made, count = [], int(folds.max()) + 1
    for one, fold in zip(score, folds, strict=True):
        order = np.argsort(one, kind="stable")
        order = order[np.argsort(fold[order], kind="stable")]
        ends = np.cumsum(np.bincount(fold + 1, minlength=count + 1))
        made.append(np.split(order, ends[:-1])[1:])
    return made
