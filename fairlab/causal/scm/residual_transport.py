"""The noise of a measurement in each group, where its shape differs from group to group."""

from typing import Self

import numpy as np
import pandas as pd
from scipy.stats import chi2, norm

QUANTILES = 200
PER_QUANTILE = 20  # rows of the smallest group
LEVEL = 0.01  # of the test that shapes are alike
CUTS = (0.01, 0.03, 0.07, 0.15, 0.3, 0.5, 0.7, 0.85, 0.93, 0.97, 0.99)
ENOUGH = 200  # rows of a group whose shape is learned
SMALLEST = 1e-12
GRID = 1000  # values at which a density is computed
NARROW, WIDE, OUTLYING = 0.2, 5.0, 0.01  # of the spread; the share of noise that may lie anywhere


class ResidualTransport:
    """Carry the noise of one group to the same rank among the noise of another.

    Only where a chi-square test says that the shapes differ: otherwise the noise stays as it is.

    References
    ----------
    Plečko and Meinshausen (2020), Fair data adaptation with quantile preservation.

    Examples
    --------
    >>> noise = np.random.default_rng(0).normal(size=4000)
    >>> sex = pd.Series(np.arange(4000) % 2)
    >>> skewed = np.where(sex == 1, np.exp(noise) - 1.65, noise)
    >>> transport = ResidualTransport().fit(skewed, sex)
    >>> transport.carry(np.array([1.0]), np.array([0.0]), np.array([1.0])).round().tolist()
    [1.0]
    >>> ResidualTransport().fit(noise, sex).groups_
    0
    """

    def fit(self, noise: np.ndarray, group: pd.Series | None) -> Self:
        """Count, and keep the quantiles of each group, or of all."""
        counts = pd.Series(dtype=int) if group is None else group.value_counts()
        counts = counts[counts >= ENOUGH]
        self.levels_ = pd.Index(sorted(counts.index, key=str))
        codes = np.full(len(noise), -1) if group is None else self.levels_.get_indexer(group)
        fewest = counts.min() if len(counts) else len(noise)
        steps = int(np.clip(fewest // PER_QUANTILE, 10, QUANTILES))
        self.grid_ = grid = np.linspace(0.5, steps - 0.5, steps) / steps
        self.groups_ = len(self.levels_) if _shapes_differ(noise, codes) else 0
        tables = [np.quantile(noise[codes == code], grid) for code in range(self.groups_)]
        self.tables_ = np.array([*tables, np.quantile(noise, grid)])
        return self

    def codes(self, group: pd.Series | None, rows: int) -> np.ndarray:
        """Give the number of each row's group; that of all where groups are not looked at."""
        if group is None or not self.groups_:
            return np.full(rows, self.groups_)
        found = self.levels_.get_indexer(group)
        return np.where(found < 0, self.groups_, found)

    def carry(self, noise: np.ndarray, here: np.ndarray, there: np.ndarray) -> np.ndarray:
        """Give the noise of the same rank in the other group; beyond the ends it is shifted."""
        moved, many = noise.copy(), self.groups_ + 1
        moves = many * here.astype(int) + there.astype(int)
        for move in np.flatnonzero(np.bincount(moves)):
            start, end = divmod(move, many)
            if start == end:
                continue
            rows = moves == move
            seen, other = self.tables_[start], self.tables_[end]
            rank = np.interp(noise[rows], seen, self.grid_)
            outside = noise[rows] - np.clip(noise[rows], seen[0], seen[-1])
            moved[rows] = np.interp(rank, self.grid_, other) + outside
        return moved

    def surprise(self, noise: np.ndarray, group: np.ndarray) -> np.ndarray:
        """Give the negative log-density of the noise of groups, by kernels at their quantiles."""
        found = np.empty(len(noise))
        for code in np.unique(group):
            rows, table = group == code, self.tables_[int(code)]
            narrow, wide = (max(table.std(), SMALLEST) * share for share in (NARROW, WIDE))
            grid = np.linspace(table[0] - 4 * narrow, table[-1] + 4 * narrow, GRID)
            kernels = norm.pdf(grid[:, None], table, narrow).mean(axis=1)
            near = np.interp(noise[rows], grid, kernels, left=0, right=0)
            anywhere = norm.pdf(noise[rows], table.mean(), wide)
            found[rows] = -np.log((1 - OUTLYING) * near + OUTLYING * anywhere + SMALLEST)
        return found

    def quantile(self, uniform: np.ndarray, group: np.ndarray) -> np.ndarray:
        """Draw noise of a group."""
        drawn = np.empty(len(uniform))
        for code in np.unique(group):
            rows = group == code
            drawn[rows] = np.interp(uniform[rows], self.grid_, self.tables_[int(code)])
        return drawn


def _shapes_differ(noise: np.ndarray, codes: np.ndarray) -> bool:
    if codes.max() < 1:
        return False
    bins = np.searchsorted(np.quantile(noise, CUTS), noise)
    counts = np.zeros((codes.max() + 1, len(CUTS) + 1))
    np.add.at(counts, (codes[codes >= 0], bins[codes >= 0]), 1)
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / counts.sum()
    statistic = ((counts - expected) ** 2 / np.maximum(expected, 1)).sum()
    return bool(chi2.sf(statistic, (len(counts) - 1) * len(CUTS)) < LEVEL)
