"""Regression by the products of columns, which costs little however many rows there are."""

import numpy as np
from scipy.linalg import eigh

SMALLEST = 1e-9
NOTHING = 1e-12  # of the largest column


def least_squares(columns: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Give the weights of columns whose sum lies closest to values.

    Where columns say the same, they share the weight; one of zeros has none.

    Parameters
    ----------
    columns : array of float, shape (n, k)
    y : array of float, shape (n,)

    Returns
    -------
    array of float, shape (k,)

    Examples
    --------
    >>> x = np.array([1.0, 2.0, 3.0])
    >>> least_squares(np.column_stack([np.ones(3), x, x]), 1 + 4 * x).round(6).tolist()
    [1.0, 2.0, 2.0]
    """
    products = columns.T @ columns
    sizes = np.sqrt(np.diag(products))
    largest = float(sizes.max()) or 1.0
    # What is zero, or nearly, tells nothing: by its own size its weight would be without bounds.
    sizes[sizes <= NOTHING * largest] = largest
    inverse, _ = inverse_and_rank(products / sizes[:, None] / sizes)
    return np.asarray(inverse @ (columns.T @ y / sizes) / sizes)


def inverse_and_rank(products: np.ndarray) -> tuple[np.ndarray, int]:
    """Invert as far as columns differ from each other, and count in how many directions.

    Parameters
    ----------
    products : array of float, shape (k, k)
        Of columns whose squares sum to one or less, with each other.

    Examples
    --------
    >>> inverse, rank = inverse_and_rank(np.ones((2, 2)))
    >>> inverse.round(6).tolist(), rank
    ([[0.25, 0.25], [0.25, 0.25]], 1)
    """
    sizes, directions = eigh(products)
    kept = sizes > SMALLEST
    return (directions[:, kept] / sizes[kept]) @ directions[:, kept].T, int(kept.sum())
