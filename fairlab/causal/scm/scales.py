"""The scale on which a number is looked at, so that what acts on it adds up."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.special import ndtr, ndtri

SKEWED = 1.0
FEW = 12
LEAST = np.finfo(float).tiny
EDGE, CROWDED, ENOUGH = 0.01, 3e-3, 10  # of the range, of the rows, and rows


class Scale(Protocol):
    """A function that grows with its argument, and its inverse."""

    def of(self, x: np.ndarray) -> np.ndarray:
        """Go to the scale."""

    def back(self, z: np.ndarray) -> np.ndarray:
        """Return from it."""


@dataclass(frozen=True)
class Plain:
    """Numbers as they are."""

    def of(self, x: np.ndarray) -> np.ndarray:
        """Give x."""
        return x

    def back(self, z: np.ndarray) -> np.ndarray:
        """Give z."""
        return z


@dataclass(frozen=True)
class Log:
    """Amounts, such as incomes, that factors act upon.

    Parameters
    ----------
    shift : float
        What is added before the logarithm is taken, for columns with zeros.
    """

    shift: float

    def of(self, x: np.ndarray) -> np.ndarray:
        """Give log(x + shift)."""
        return np.log(np.maximum(x + self.shift, LEAST))

    def back(self, z: np.ndarray) -> np.ndarray:
        """Give exp(z) - shift."""
        return np.exp(z) - self.shift


@dataclass(frozen=True)
class Root:
    """Counts, whose spread grows with the root of their mean; x is the middle of x +- 0.5."""

    def of(self, x: np.ndarray) -> np.ndarray:
        """Give the root of x + 0.5."""
        return np.sqrt(np.maximum(x + 0.5, 0))

    def back(self, z: np.ndarray) -> np.ndarray:
        """Give z squared less 0.5."""
        return np.maximum(z, 0) ** 2 - 0.5


class Ranks:
    """Numbers of which each has many rows: normal scores, so that twins have seen values too.

    Rows of one value share its part of the ranks; where a row is in it is drawn.

    Parameters
    ----------
    numbers : array of float
        A column without gaps.

    Examples
    --------
    >>> limits = Ranks(np.array([10.0, 10.0, 20.0, 50.0]))
    >>> scores = limits.drawn(np.array([10.0, 20.0, np.nan]), np.array([0.5, 0.5, 0.5]))
    >>> scores.round(2).tolist(), limits.back(scores).tolist()
    ([-0.67, 0.32, nan], [10.0, 20.0, nan])
    """

    def __init__(self, numbers: np.ndarray) -> None:
        self.values, counts = np.unique(numbers, return_counts=True)
        self.until = counts.cumsum() / counts.sum()

    def drawn(self, x: np.ndarray, uniform: np.ndarray) -> np.ndarray:
        """Go to the scale; a value that was not seen is taken for the next one above."""
        place = np.minimum(np.searchsorted(self.values, x), len(self.values) - 1)
        low = np.r_[0.0, self.until][place]
        rank = low + uniform * (self.until[place] - low)
        return np.where(np.isnan(x), np.nan, ndtri(np.clip(rank, 1e-9, 1 - 1e-9)))

    def back(self, z: np.ndarray) -> np.ndarray:
        """Return to the value whose ranks these are."""
        place = np.searchsorted(self.until, ndtr(z))
        found = self.values[np.minimum(place, len(self.values) - 1)]
        return np.where(np.isnan(z), np.nan, found)


def scale_of(numbers: np.ndarray) -> Scale:
    """Choose the scale of a column of measurements.

    Parameters
    ----------
    numbers : array of float
        A column; gaps are left out.

    Returns
    -------
    Scale
        Logarithmic for a column of many values that is never negative and skewed to the right.

    Examples
    --------
    >>> scale_of(np.exp(np.linspace(-3, 3, 100))), scale_of(np.linspace(-3, 3, 100))
    (Log(shift=0.0), Plain())
    """
    known = numbers[~np.isnan(numbers)]
    if len(np.unique(known[:1000])) <= FEW or known.min() < 0:
        return Plain()
    centred = known - known.mean()
    if (centred * centred * centred).mean() <= SKEWED * known.std() ** 3:
        return Plain()
    return Log(0.0 if known.min() > 0 else float(np.quantile(known[known > 0], 0.1)))


def ends_at_once(numbers: np.ndarray) -> bool:
    """Tell whether many rows lie at an end of the range, as with a score of at most 100.

    Parameters
    ----------
    numbers : array of float
        A column without gaps, on the scale on which it is looked at.

    Returns
    -------
    bool
        Whether the outermost hundredth of the range, on either side, holds ten rows and .3 % of
        all: what is moved beyond that end would be a value that nobody has.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> ends_at_once(rng.uniform(size=5000)), ends_at_once(rng.normal(size=5000))
    (True, False)
    """
    least, most = numbers.min(), numbers.max()
    edge = EDGE * (most - least)
    crowd = max(np.sum(numbers <= least + edge), np.sum(numbers >= most - edge))
    return bool(crowd >= max(ENOUGH, CROWDED * len(numbers)))
