"""How many people a sum of features is of, and of how many it is worth where they weigh."""

from dataclasses import dataclass
from math import nan

import numpy as np

from fairlab.audit.features import Features
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.stats.moments import BLOCK, Moments


@dataclass(frozen=True)
class PeopleCounted:
    """Counts of people behind sums of weighted features.

    Parameters
    ----------
    totals : ndarray, shape (features,)
        The features that count people, each person as one, as a mean over the seeds.
    moments : Moments
        Of the features, each times its weight.
    weighted : bool
        Whether people weigh differently.

    Examples
    --------
    >>> moments = Moments(np.array([[5.0]]), np.array([[5.0]]), np.array([[3.0]]), 2, 1)
    >>> two = PeopleCounted(np.array([2.0]), moments, True)
    >>> two.of(np.ones(1)), two.worth(np.ones(1))
    (2.0, 1.8)
    """

    totals: np.ndarray
    moments: Moments
    weighted: bool

    @classmethod
    def count(cls, features: Features, data: OutOfFold, moments: Moments) -> "PeopleCounted":
        """Count people; where they do not weigh the moments have done so."""
        if data.weight is None:
            return cls(moments.totals, moments, False)
        found = np.zeros(features.size)
        for start in range(0, len(data.y), BLOCK):
            rows = slice(start, min(start + BLOCK, len(data.y)))
            for seed in range(data.seeds):
                found += features.counts(seed, rows).sum(axis=1) / data.seeds
        return cls(found, moments, True)

    def of(self, counted: np.ndarray) -> float:
        """Say of how many people a sum of features is."""
        return float(counted @ self.totals)

    def worth(self, counted: np.ndarray) -> float:
        """Say of how many people of one weight: (sum of weights)^2 / sum of squares (Kish 1965)."""
        if not self.weighted:
            return self.of(counted)
        squares = float(counted @ self.moments.rows @ counted)
        return float(counted @ self.moments.totals) ** 2 / squares if squares else 0.0

    def exact(self, counted: np.ndarray, alone: bool) -> float:
        """Say of how many; NaN where a person is no row of weight one, so that none is exact."""
        return self.of(counted) if alone and not self.weighted else nan
