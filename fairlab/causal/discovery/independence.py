"""Tests of partial correlation, many at a time, from one correlation matrix."""

from dataclasses import dataclass, field

import numpy as np
from scipy.special import ndtri

CLOSE_TO_ONE = 1 - 1e-12


@dataclass
class PartialCorrelationTest:
    """Fisher's z test of zero partial correlation.

    Parameters
    ----------
    correlations : array of shape (p, p)
        A positive definite correlation matrix.
    size : float
        The number of rows that the test may count on.
    alpha : float
        The level of each test.

    References
    ----------
    Kalisch and Bühlmann (2007); equation 1 of van der Pol (2026).

    Examples
    --------
    >>> chain = np.array([[1, 0.5, 0.25], [0.5, 1, 0.5], [0.25, 0.5, 1]])
    >>> test = PartialCorrelationTest(chain, size=1000, alpha=0.05)
    >>> test.independent(0, 2, np.array([[1]])).tolist(), test.count
    ([True], 1)
    """

    correlations: np.ndarray
    size: float
    alpha: float = 0.05
    count: int = field(default=0, init=False)

    def independent(self, i: int, j: int, given: np.ndarray) -> np.ndarray:
        """Tell for which sets of other variables i and j are taken to be independent.

        Parameters
        ----------
        i, j : int
            Two variables.
        given : array of int, shape (m, k)
            The m sets of k other variables to condition on.

        Returns
        -------
        array of bool, shape (m,)
        """
        m, k = given.shape
        self.count += m
        ends = np.broadcast_to([i, j], (m, 2))
        names = np.concatenate([ends, given], axis=1)
        blocks = self.correlations[names[:, :, None], names[:, None, :]]
        precision = np.linalg.inv(blocks)
        partial = -precision[:, 0, 1] / np.sqrt(precision[:, 0, 0] * precision[:, 1, 1])
        z = np.arctanh(np.clip(partial, -CLOSE_TO_ONE, CLOSE_TO_ONE))
        return np.abs(z) * np.sqrt(self.size - k - 3) <= -ndtri(self.alpha / 2)
