"""What equal groups would show: the tables with the margins that were seen, and their odds.

One distribution serves two questions. How surprising is the table that was seen (Fisher's exact
test)? And how unequal do groups look that are equal (the noise floor)?
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod, sqrt

import numpy as np

DRAWS = 9_999
MOST_TABLES = 20_000
# Two probabilities this close, relatively, are the same one: rounding leaves 1e-12 between them.
_TIE = 1e-9


@dataclass(frozen=True)
class Chance:
    """Hits dealt over groups by chance alone, their total and the sizes of the groups kept.

    Parameters
    ----------
    sizes : array of int, shape (groups,)
        The rows of each group.
    hits : array of int, shape (tables, groups)
        Every possible table, or a sample of them; group by group in memory, which is several
        times as fast to compare along.
    likelihood : array of float, shape (tables,)
        How likely each is, up to a factor.
    exact : bool
        Whether ``hits`` holds every table that could be.
    """

    sizes: np.ndarray
    hits: np.ndarray
    likelihood: np.ndarray
    exact: bool

    @classmethod
    def of(cls, sizes: np.ndarray, total: int, seed: int = 0) -> "Chance":
        """Deal a number of hits over groups.

        All tables are listed for two groups and wherever they are few; a sample is drawn where
        they are many. The order of the groups is taken out of the result by sorting them.

        Parameters
        ----------
        sizes : array of int, shape (groups,)
            The rows of each group, two groups or more.
        total : int
            The hits in all groups together.
        seed : int
            The seed of the sample.

        Returns
        -------
        Chance
            With the groups from small to large.

        Examples
        --------
        >>> chance = Chance.of(np.array([2, 1]), 1)
        >>> chance.hits.tolist(), chance.weights.round(3).tolist()
        ([[0, 1], [1, 0]], [0.667, 0.333])
        """
        sizes = np.sort(sizes)
        rows = int(sizes.sum())
        rare = min(total, rows - total)
        reach = [_reach(int(size), rows, rare) for size in sizes[:-1]]
        exact = len(sizes) == 2 or prod(map(len, reach)) <= MOST_TABLES
        if exact:
            dealt = _every_table(sizes, rare, reach)
        else:
            rng = np.random.default_rng(seed)
            drawn = rng.multivariate_hypergeometric(sizes, rare, DRAWS, method="marginals")
            dealt = np.asfortranarray(drawn)
        hits = dealt if rare == total else sizes - dealt
        return cls(sizes, hits, _likelihood(hits, sizes), exact)

    def p(self, sizes: np.ndarray, hits: np.ndarray) -> float:
        """Give the p-value of a table: how likely are tables that are no likelier than it?

        Parameters
        ----------
        sizes, hits : array of int, shape (groups,)
            The table that was seen, in any order of the groups.

        Returns
        -------
        float
            Fisher's two-sided p for two groups, Freeman and Halton's for more; from a sample of
            B tables, of which b are no likelier, (b + 1) / (B + 1).

        References
        ----------
        Fisher (1935); Freeman and Halton (1951), Note on an exact treatment of contingency;
        Phipson and Smyth (2010) for the two ones.

        Examples
        --------
        >>> sizes, hits = np.array([10, 10]), np.array([8, 2])
        >>> round(Chance.of(sizes, 10).p(sizes, hits), 4)
        0.023
        """
        seen = hits[np.lexsort((hits, sizes))]
        return self._no_likelier_than(_likelihood(seen[None, :], self.sizes)[0])

    @property
    def least_p(self) -> float:
        """The p-value of the most unequal table listed: what the test can show at best."""
        return self._no_likelier_than(self.likelihood.min())

    @cached_property
    def weights(self) -> np.ndarray:
        """The probability of each table, shape (tables,)."""
        if self.exact:
            return self.likelihood / self.likelihood.sum()
        return np.full(len(self.hits), 1 / len(self.hits))

    @cached_property
    def rates(self) -> np.ndarray:
        """The rates of the groups, shape (tables, groups)."""
        return self.hits / self.sizes

    def _no_likelier_than(self, likelihood: float) -> float:
        extreme = self.likelihood <= likelihood * (1 + _TIE)
        if self.exact:
            return min(float(self.weights[extreme].sum()), 1.0)
        return float((extreme.sum() + 1) / (len(self.hits) + 1))


def _reach(size: int, rows: int, total: int) -> range:
    """List the hits that a group may have; beyond them lies a probability below 1e-100."""
    mean = total * size / rows
    far = 40 * sqrt(mean * (1 - size / rows)) + 400
    low = max(0, total - (rows - size), int(mean - far))
    return range(low, min(size, total, int(mean + far)) + 1)


def _every_table(sizes: np.ndarray, total: int, reach: list[range]) -> np.ndarray:
    free = np.empty((0, 1), int)
    for hits in reach:  # no grid of numpy: that has 32 axes at most, and there may be more groups
        free = np.vstack([np.repeat(free, len(hits), axis=1), np.tile(hits, free.shape[1])])
    last = total - free.sum(axis=0)
    fits = (last >= 0) & (last <= sizes[-1])
    return np.vstack([free, last])[:, fits].T


def _likelihood(hits: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """Give the probability of tables up to a factor.

    Independent binomial groups of one rate, given their total, are multivariate hypergeometric
    whatever the rate; at the pooled rate no factor is large, so nothing cancels.
    """
    share = hits[0].sum() / sizes.sum()
    likelihood = np.ones(len(hits))
    for column, size in zip(hits.T, sizes, strict=True):
        lowest = column.min()
        likelihood *= _beside_the_likeliest(lowest, column.max(), size, share)[column - lowest]
    return likelihood


def _beside_the_likeliest(lowest: int, highest: int, size: int, share: float) -> np.ndarray:
    """Give the binomial probabilities of counts as shares of the largest one, step by step.

    What lies side by side differs by a plain ratio, so that nothing large cancels either.
    """
    if share == 1:
        return (np.arange(lowest, highest + 1) == size).astype(float)
    mode = min(int((size + 1) * share), size)
    start = min(lowest, mode)
    step = np.arange(start, max(highest, mode))
    with np.errstate(divide="ignore"):  # a rate of 0 makes every hit impossible
        steps = np.log((size - step) / (step + 1)) + np.log(share / (1 - share))
    along = np.append(0.0, np.cumsum(steps))
    return np.exp(along - along[mode - start])[lowest - start : highest - start + 1]


def noise_floor(values: np.ndarray, weights: np.ndarray, tail: float) -> tuple[float, float]:
    """Give the mean of a measure over the tables of equal groups, and a quantile of it.

    Parameters
    ----------
    values : array of float, shape (tables,)
        The measure in each table.
    weights : array of float, shape (tables,)
        How likely each table is; the sum is 1.
    tail : float
        Which quantile, from 0 to 1.

    Returns
    -------
    tuple of float
        The mean, and the smallest value that holds ``tail`` of the tables at or below it.

    Examples
    --------
    >>> noise_floor(np.array([0.0, 0.2, 1.0]), np.array([0.5, 0.45, 0.05]), 0.95)
    (0.14, 0.2)
    """
    order = np.argsort(values)
    reached = np.cumsum(weights[order])
    place = min(int(np.searchsorted(reached, tail - _TIE)), len(values) - 1)
    return float(values @ weights), float(values[order][place])
