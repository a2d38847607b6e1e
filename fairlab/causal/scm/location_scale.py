"""Measurements: a mean and a spread that depend on the parents, and a noise that the row keeps."""

from typing import Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.coupled_levels import Noise
from fairlab.causal.scm.learning_rows import rows_to_learn_from
from fairlab.causal.scm.regression import REGRESSIONS, SPREADS, best_of, squared_error
from fairlab.causal.scm.residual_transport import ResidualTransport
from fairlab.causal.scm.scales import Plain, Ranks, Root, Scale, ends_at_once, scale_of
from fairlab.stats.column_kinds import numbers_of

FURTHEST = 10.0


class LocationScale:
    """x = m(parents) + s(parents) * noise, on the logarithmic scale for amounts.

    Of numbers that many rows share (``ranked``), and of those that end at once, such as a score of
    at most 100, normal scores are taken, so that twins have such numbers too. Small whole numbers
    are taken for what they are rounded from, which is drawn. Values stay where training values can
    be: whole numbers in their range, others on their side of zero and in 0..1 where they are
    shares. Where the noise of groups differs in shape, a row keeps its rank among the noise of its
    group instead of the noise itself.
    """

    note = ""

    def __init__(self, whole: bool, drawn: bool = False, ranked: bool = False) -> None:
        self.whole = whole
        self.drawn = drawn or ranked
        self.ranked = ranked

    def fit(
        self, parents: pd.DataFrame, values: pd.Series, seed: int, group: str | None = None
    ) -> Self:
        """Learn m, then s from the size of what m leaves over, then the shape of the noise."""
        self.design_, X, y, rows = rows_to_learn_from(parents, values, seed)
        self.scale_ = _scale_of_count(y) if self.drawn else scale_of(y)
        self.ranked = self.ranked or (not self.drawn and ends_at_once(self.scale_.of(y)))
        self.drawn = self.drawn or self.ranked
        if self.ranked:
            self.ranks_ = Ranks(y)
            y = self.ranks_.drawn(y, np.random.default_rng(seed).random(len(y)))
        else:
            y = self.scale_.of(y)
        self.reach_ = 2 * y.min() - y.max(), 2 * y.max() - y.min()
        self.mean_ = best_of(REGRESSIONS, X, y, squared_error, seed)
        rest = y - self.mean_.predict(X)
        size = np.log(np.maximum(np.abs(rest), 1e-3 * y.std()))
        self.log_scale_ = best_of(SPREADS, X, size, squared_error, seed + 1)
        noise = rest / np.exp(self.log_scale_.predict(X))
        self.group_ = group
        self.noise_ = ResidualTransport().fit(noise, parents[group].iloc[rows] if group else None)
        self.bounds_ = _bounds(values, self.whole)
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give m, log s up to a constant, and the group of the noise, of shape (n, 3)."""
        X = self.design_.transform(parents)
        group = self.noise_.codes(parents[self.group_] if self.group_ else None, len(parents))
        return np.array([self.mean_.predict(X), self.log_scale_.predict(X), group]).T

    def times(self, start: np.ndarray, end: np.ndarray, strength: float) -> np.ndarray:
        """Multiply the change of m and of log s; the group of the noise is that of the end."""
        moved = start + strength * (end - start)
        moved[:, 2] = (end if strength else start)[:, 2]
        return moved

    def recoupled(self, noise: Noise) -> Self:
        """Give the same: a value gives its noise away."""
        return self

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Keep the distance to m in units of s, or its rank among the group's."""
        noise = self.noise_.carry(self._noise(values, here, uniform), here[:, 2], there[:, 2])
        stretch = np.exp(np.clip(there[:, 1] - here[:, 1], -FURTHEST, FURTHEST))
        return self._value(there[:, 0] + stretch * (np.exp(here[:, 1]) * noise))

    def surprise(self, values: pd.Series, here: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Give the negative log-density of values on the scale that is looked at."""
        return self.noise_.surprise(self._noise(values, here, uniform), here[:, 2]) + here[:, 1]

    def draw(self, there: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Give values of rows that had none, by the quantile of their noise."""
        noise = self.noise_.quantile(uniform, there[:, 2])
        return self._value(there[:, 0] + np.exp(np.minimum(there[:, 1], FURTHEST)) * noise)

    def _noise(self, values: pd.Series, here: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        x = numbers_of(values)
        if self.ranked:
            x = self.ranks_.drawn(x, uniform)
        else:
            x = self.scale_.of(x + (uniform - 0.5 if self.drawn else 0))
        return np.asarray((x - here[:, 0]) / np.exp(here[:, 1]))

    def _value(self, moved: np.ndarray) -> np.ndarray:
        # A spread that was learned elsewhere may be huge: no further than the range is wide.
        moved = np.clip(moved, *self.reach_)
        if self.ranked:
            return self.ranks_.back(moved)
        moved = self.scale_.back(moved)
        return np.clip(np.rint(moved) if self.whole else moved, *self.bounds_)


def _scale_of_count(y: np.ndarray) -> Scale:
    return Root() if y.min() >= 0 else Plain()


def _bounds(values: pd.Series, whole: bool) -> tuple[float, float]:
    least, most = float(values.min()), float(values.max())
    if whole:
        return least, most
    return 0.0 if least >= 0 else -np.inf, 1.0 if least >= 0 and most <= 1 else np.inf
