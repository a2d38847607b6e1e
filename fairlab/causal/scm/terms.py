"""Columns that a regression is made of: as they are, with products, and with bends."""

from itertools import combinations_with_replacement
from typing import Self

import numpy as np

MOST_PRODUCTS = 12
BENDS = (0.03, 0.15, 0.35, 0.65, 0.85, 0.97)
FEW = 12


class Terms:
    """Append terms to columns: squares and products, and bends that let a line turn.

    A curve of straight pieces has no steps: where parents move a little, so does the node. Trees
    have steps, and a small effect becomes a large one for a few rows.

    Parameters
    ----------
    products : bool
        Squares and pairwise products of the first twelve columns.
    bends : bool
        For each column of many values, its excess over six of its quantiles.

    Examples
    --------
    >>> Terms(products=True).fit(np.eye(2)).of(np.array([[2.0, 3.0]])).tolist()
    [[2.0, 3.0, 4.0, 6.0, 9.0]]
    >>> column = np.linspace(0, 1, 101)[:, None]
    >>> Terms(bends=True).fit(column).of(np.array([[0.4]])).round(2).tolist()
    [[0.4, 0.37, 0.25, 0.05, 0.0, 0.0, 0.0]]
    """

    def __init__(self, products: bool = False, bends: bool = False) -> None:
        self.products = products
        self.bends = bends

    def fit(self, X: np.ndarray) -> Self:
        """Remember where columns bend."""
        many = [j for j in range(X.shape[1]) if self.bends and len(np.unique(X[:, j])) > FEW]
        self.bends_ = {j: np.unique(np.quantile(X[:, j], BENDS)) for j in many}
        return self

    def of(self, X: np.ndarray) -> np.ndarray:
        """Give the columns and their terms, of shape (n, columns and terms)."""
        if not self.products and not self.bends_:
            return X
        columns, first = X.T, range(min(X.shape[1], MOST_PRODUCTS))
        pairs = combinations_with_replacement(first, 2) if self.products else ()
        found = [*columns, *(columns[i] * columns[j] for i, j in pairs)]
        for j, places in self.bends_.items():
            found += [np.maximum(columns[j] - place, 0) for place in places]
        # Column after column in memory, as in the matrix that they are made of.
        return np.array(found).T
