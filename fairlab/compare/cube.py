"""Runs as one block of numbers, so that all strategies and metrics are reckoned at once."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True)
class Cube:
    """Figures of runs by seed, strategy and metric.

    Parameters
    ----------
    block : ndarray of shape (seeds, strategies, metrics)
        NaN where there is no such run, or its metric is undefined.
    strategies, metrics : list of str
    """

    block: np.ndarray
    strategies: list[str]
    metrics: list[str]

    @classmethod
    def of(cls, runs: pd.DataFrame, first: str = "") -> "Cube":
        """Arrange runs by seed, strategy and metric.

        Parameters
        ----------
        runs : DataFrame
            One row per run: ``strategy``, ``seed``, and a column per metric.
        first : str
            The strategy that stands before the others.

        Returns
        -------
        Cube

        Raises
        ------
        ValueError
            If a strategy has two runs of one seed.

        Examples
        --------
        >>> runs = pd.DataFrame({"strategy": ["b", "a"], "seed": [0, 0], "auc": [0.7, 0.8]})
        >>> Cube.of(runs).block.tolist()
        [[[0.8], [0.7]]]
        """
        if runs.duplicated(["strategy", "seed"]).any():
            raise ValueError("compare needs one run per strategy and seed")
        strategies = sorted(runs["strategy"].unique(), key=lambda name: (name != first, name))
        metrics = [name for name in runs.columns if name not in ("strategy", "seed")]
        place = pd.Index(strategies).get_indexer(runs["strategy"])
        seed = pd.factorize(runs["seed"], sort=True)[0]
        block = np.full((len(set(seed)), len(strategies), len(metrics)), np.nan)
        block[seed, place] = runs[metrics].to_numpy(float)
        return cls(block, strategies, metrics)

    def compared_with(self, baseline: str) -> np.ndarray:
        """Tell which strategies have a baseline to be compared with, shape (strategies,)."""
        is_baseline = np.array([name == baseline for name in self.strategies])
        return ~is_baseline & is_baseline.any()

    def differences(self, baseline: str) -> np.ndarray:
        """Subtract the baseline's figures of the same seed; NaN where nothing is compared."""
        compared = self.compared_with(baseline)
        paired = self.block - self.block[:, [np.argmin(compared)]]
        paired[:, ~compared] = np.nan
        return paired

    def table(self, columns: Mapping[str, np.ndarray]) -> pd.DataFrame:
        """Lay out figures of shape (strategies, metrics), a row per metric and strategy."""
        long = {name: figures.T.ravel() for name, figures in columns.items()}
        strategy = np.tile(self.strategies, len(self.metrics))
        metric = np.repeat(self.metrics, len(self.strategies))
        return pd.DataFrame({"metric": metric, "strategy": strategy, **long})


def mean_and_sd(values: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give number, mean and spread over the first axis, without what is missing.

    Parameters
    ----------
    values : ndarray of shape (n, ...)

    Returns
    -------
    tuple of ndarray of shape (...)
        How many are there; their mean, NaN of none; their standard deviation, NaN of fewer than
        two.

    Examples
    --------
    >>> [each.tolist() for each in mean_and_sd(np.array([[1.0, np.nan], [3.0, 5.0]]))]
    [[2, 1], [2.0, 5.0], [1.4142135623730951, nan]]
    """
    count = (~np.isnan(values)).sum(axis=0)
    mean = np.nansum(values, axis=0) / np.where(count, count, np.nan)
    squares = np.nansum((values - mean) ** 2, axis=0)
    return count, mean, np.sqrt(squares / np.where(count > 1, count - 1, np.nan))
