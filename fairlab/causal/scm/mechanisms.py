"""How a node depends on its parents and its own noise, and what it becomes when they change."""

from collections.abc import Callable
from typing import Protocol, Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.coupled_levels import Coupled, Noise
from fairlab.causal.scm.hurdle import Hurdle, atoms_of
from fairlab.causal.scm.learning_rows import rows_to_learn_from
from fairlab.causal.scm.location_scale import LocationScale
from fairlab.causal.scm.regression import REGRESSIONS, Predictor, best_of, squared_error
from fairlab.stats.column_kinds import kind_of, numbers_of

MOST_STEPS = 30
ROUNDED = 500
FEW_ROWS = 8_000  # on which the study's regression is chosen
SHARED, MOST_SHARED = 20, 0.3  # so many rows of a value, of so large a share: twins have it too


class Mechanism(Protocol):
    """A node's distribution given its parents, that can be followed with the row's own noise.

    A value that is missing, or that no training row has, stays as it is.
    """

    drawn: bool
    """Whether the noise is only known up to a distribution, so that twins are drawn."""

    note: str
    """What is odd about the fit, as the end of a sentence that begins with the column."""

    def fit(
        self, parents: pd.DataFrame, values: pd.Series, seed: int, group: str | None = None
    ) -> Self:
        """Learn from training rows; ``group`` is the parent whose levels are to be matched."""

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give what describes the distribution, for each row from that row alone."""

    def times(self, start: np.ndarray, end: np.ndarray, strength: float) -> np.ndarray:
        """Give the parameters as far off the start as the end is, times the strength."""

    def recoupled(self, noise: Noise) -> Self:
        """Give the same, but that people and twins share hidden noise in another way."""

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Give the values under other parameters, with the noise that gave the present ones."""


class AdditiveNoise:
    """x = f(parents) + noise, with f the best of several regressions, as in the study.

    A whole number keeps a whole noise: f is rounded. The result may be a value that the column
    cannot have (Peters et al., 2011, allow all integers), such as -1 for a 0/1 column.

    Parameters
    ----------
    regression : Predictor, optional
        Fitted on what ``ParentMatrix`` makes of the parents; the best of several where left out.

    References
    ----------
    Hoyer et al. (2008); Peters, Janzing and Schölkopf (2011); van der Pol (2026), section 5.1.2.
    """

    drawn = False
    note = ""

    def __init__(self, regression: Predictor | None = None) -> None:
        self.regression = regression

    def fit(
        self, parents: pd.DataFrame, values: pd.Series, seed: int, group: str | None = None
    ) -> Self:
        """Learn f."""
        self.whole_ = kind_of(values) in ("binary", "ordered", "count")
        self.design_, X, y, _ = rows_to_learn_from(parents, values, seed)
        self.regression_ = self.regression or best_of(
            REGRESSIONS, X, y, squared_error, seed, FEW_ROWS
        )
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give f(parents)."""
        mean = self.regression_.predict(self.design_.transform(parents))
        return np.round(mean) if self.whole_ else mean

    def times(self, start: np.ndarray, end: np.ndarray, strength: float) -> np.ndarray:
        """Multiply the change of f."""
        return start + strength * (end - start)

    def recoupled(self, noise: Noise) -> Self:
        """Give the same: a value gives its noise away."""
        return self

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Add the change of f to the value."""
        return there + (numbers_of(values) - here)


def in_support(values: pd.Series) -> Mechanism:
    """Choose the mechanism for a column whose twins must be values that the column can have.

    Parameters
    ----------
    values : Series
        Training values.

    Returns
    -------
    Mechanism
        Unfitted.

    Examples
    --------
    >>> type(in_support(pd.Series([0, 1, 1]))).__name__
    'Coupled'
    """
    kind = kind_of(values)
    if kind not in ("continuous", "count") or (kind == "count" and values.nunique() <= MOST_STEPS):
        return Coupled(ordered=kind != "categorical")
    whole = kind == "count"
    rounded = whole and values.max() - values.min() <= ROUNDED
    numbers = numbers_of(values)
    atoms = atoms_of(numbers)
    if _is_shared(numbers):
        # What sticks out above the least value is heaped, and ranks hold heaps.
        least = atoms[atoms == np.nanmin(numbers)]
        ranked = LocationScale(whole, ranked=True)
        return Hurdle(least, whole, ranked=True) if len(least) else ranked
    return Hurdle(atoms, whole, rounded) if len(atoms) else LocationScale(whole, rounded)


def _is_shared(numbers: np.ndarray) -> bool:
    """Tell whether many rows above the least value have a value that others have too."""
    above = numbers[numbers > np.nanmin(numbers)]
    counts = np.unique(above, return_counts=True)[1]
    return bool(counts[counts >= SHARED].sum() >= MOST_SHARED * len(above))


def additive(values: pd.Series) -> Mechanism:
    """Choose the study's mechanism: additive noise, save for words, which have no sum.

    Parameters
    ----------
    values : Series
        Training values.

    Returns
    -------
    Mechanism
        Unfitted.

    Examples
    --------
    >>> type(additive(pd.Series([0, 1, 1]))).__name__
    'AdditiveNoise'
    """
    is_number = pd.api.types.is_numeric_dtype(values)
    return AdditiveNoise() if is_number else Coupled(ordered=False)


MECHANISMS: dict[str, Callable[[pd.Series], Mechanism]] = {
    "in_support": in_support,
    "additive": additive,
}
