"""How likely a table of two independent groups, or one further out, is at most.

The tables further out are those whose score statistic is as large. They are counted along the
group with fewer possible counts, five rows against 60,000 as fast as against 60, and the chance
is the largest over every rate of the other group that its own counts allow.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor, isfinite, sqrt

import numpy as np
from numpy.typing import ArrayLike

from fairlab.stats.score_statistics import difference_z, ratio_z

# What is left out where a rate is held to be one that its counts allow: Berger and Boos (1994).
LEFT_OUT = 1e-6
_RATES = 128  # over at most ten standard errors, so that none of them is far from the worst
_TIE = 1e-9
_BASE = 16
_NEVER = -1e4  # in place of the logarithm of 0, since none of it is to be 0


@dataclass(frozen=True)
class Effect:
    """A comparison of two rates.

    Parameters
    ----------
    z : callable
        Its score statistic, of both groups and a supposed value.
    first, second : callable
        The rate of the first group from that of the second and the value, and the other way.
    """

    z: Callable[..., np.ndarray]
    first: Callable[[np.ndarray, float], np.ndarray]
    second: Callable[[np.ndarray, float], np.ndarray]


DIFFERENCE = Effect(difference_z, lambda rate, by: rate + by, lambda rate, by: rate - by)
RATIO = Effect(ratio_z, lambda rate, by: rate * by, lambda rate, by: rate / by)


@dataclass(frozen=True)
class ExactTail:
    """The tables at least as far out as one that was seen, and their chance.

    Parameters
    ----------
    effect : Effect
    hits, size, other_hits, other_size : int
        The table; sizes at least 1.
    order : float
        The supposed value by whose score statistic tables are further out; more of the first
        group is.
    left_out : float
        The chance that a true rate is none that its counts allow; it is added to every answer.

    References
    ----------
    Chan, I. and Zhang, Z. (1999). Test-based exact confidence intervals for the difference of two
    binomial proportions. Biometrics 55, 1202-1209. Berger, R. and Boos, D. (1994). P values
    maximized over a confidence set for the nuisance parameter. Journal of the American
    Statistical Association 89, 1012-1016.

    Examples
    --------
    >>> round(ExactTail(DIFFERENCE, 7, 10, 2, 12, order=0.0).chance(0.0), 3)
    0.009
    """

    effect: Effect
    hits: int
    size: int
    other_hits: int
    other_size: int
    order: float
    left_out: float = LEFT_OUT

    def chance(self, value: float) -> float:
        """Give the largest chance of these tables where the effect is what is supposed."""
        with np.errstate(divide="ignore", over="ignore"):
            rates, possible = self._along_rates(value)
        chances = (self._far_given_count * self._chances(rates)).sum(axis=1)
        return min(float(chances[possible].max(initial=0.0)) + self.left_out, 1.0)

    @cached_property
    def _first_along(self) -> bool:
        """Whether the first group is the one along whose counts tables are listed."""
        (low, high), (least, most) = (self._reach(*one) for one in self._groups)
        return high - low <= most - least

    @property
    def _groups(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return (self.hits, self.size), (self.other_hits, self.other_size)

    @property
    def _along(self) -> tuple[int, int]:
        return self._groups[0 if self._first_along else 1]

    @property
    def _against(self) -> tuple[int, int]:
        """The other group: its rows that speak against the claim, hits or misses, and its size."""
        if self._first_along:
            return self.other_hits, self.other_size
        return self.size - self.hits, self.size

    def _allowed(self, hits: int, size: int) -> tuple[float, float]:
        """Give the rates that counts allow (Clopper and Pearson)."""
        from scipy.special import betaincinv

        half = self.left_out / 4
        low = float(betaincinv(hits, size - hits + 1, half)) if hits else 0.0
        high = float(betaincinv(hits + 1, size - hits, 1 - half)) if hits < size else 1.0
        return low, high

    def _reach(self, hits: int, size: int) -> tuple[int, int]:
        """Give the counts outside of which lies no chance worth adding (Bernstein's bound)."""
        low, high = (
            rate * size + side * (10 + sqrt(100 + 60 * size * rate * (1 - rate)))
            for side, rate in zip((-1, 1), self._allowed(hits, size), strict=True)
        )
        return max(floor(low), 0), min(ceil(high), size)

    @cached_property
    def _counts(self) -> np.ndarray:
        low, high = self._reach(*self._along)
        return np.arange(low, high + 1)

    @cached_property
    def _rates_against(self) -> np.ndarray:
        """The rates of the other group, close together where they are told apart easily."""
        low, high = np.arcsin(np.sqrt(self._allowed(*self._against)))
        return np.sin(np.linspace(low, high, _RATES)) ** 2

    def _along_rates(self, value: float) -> tuple[np.ndarray, np.ndarray]:
        """Give the rate along which tables are listed, and which of them could be.

        Where it is cut, at an end or at what its counts allow, the chance is larger than any that
        could be; of the rates that a supposed effect excludes one is left in, next to the others.
        """
        if self._first_along:
            rates = self.effect.first(self._rates_against, value)
            beyond, bounds = rates < 0, (0.0, self._along_allowed[1])
        else:
            rates = self.effect.second(1 - self._rates_against, value)
            beyond, bounds = rates > 1, (self._along_allowed[0], 1.0)
        excluded = beyond & np.append(beyond[1:], beyond[-1])
        return np.clip(rates, *bounds), ~excluded

    @cached_property
    def _along_allowed(self) -> tuple[float, float]:
        return self._allowed(*self._along)

    @cached_property
    def _far_given_count(self) -> np.ndarray:
        """The chance that a table is this far out given its count, shape (rates, counts)."""
        from scipy.special import bdtr

        far = self._far_against
        chance = bdtr(np.maximum(far - 1, 0), self._against[1], self._rates_against[:, None])
        return np.where(far > 0, chance, 0.0)

    @cached_property
    def _far_against(self) -> np.ndarray:
        """How many tables of each count are far out, found digit by digit: z falls along them."""
        seen = float(self._statistic(self._along[0], self._against[0]))
        least = seen - _TIE * max(1.0, abs(seen)) if isfinite(seen) else seen
        far, size = np.zeros(len(self._counts), int), self._against[1]
        for digit in reversed(range(len(np.base_repr(size + 1, _BASE)))):
            tried = far[:, None] + _BASE**digit * np.arange(1, _BASE) - 1
            z = self._statistic(self._counts[:, None], np.minimum(tried, size))
            far += _BASE**digit * ((z >= least) & (tried <= size)).sum(axis=1)
        return far

    def _statistic(self, along: ArrayLike, against: ArrayLike) -> np.ndarray:
        if self._first_along:
            return self.effect.z(along, self.size, against, self.other_size, self.order)
        hits = self.size - np.asarray(against)
        return self.effect.z(hits, self.size, along, self.other_size, self.order)

    @cached_property
    def _ways(self) -> np.ndarray:
        from scipy.special import gammaln

        size, count = self._along[1], self._counts
        return gammaln(size + 1) - gammaln(count + 1) - gammaln(size - count + 1)

    def _chances(self, rates: np.ndarray) -> np.ndarray:
        """Give the chance of each count at each rate, shape (rates, counts)."""
        from scipy.special import xlog1py, xlogy

        hit, miss = (np.maximum(log, _NEVER) for log in (xlogy(1, rates), xlog1py(1, -rates)))
        missed = self._along[1] - self._counts
        return np.exp(self._ways + self._counts * hit[:, None] + missed * miss[:, None])
