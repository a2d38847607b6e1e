"""Measurements of which many rows have the same value: zero or not first, then the amount."""

from copy import copy
from typing import Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.coupled_levels import Coupled, Noise, later_digits
from fairlab.causal.scm.location_scale import LocationScale
from fairlab.stats.column_kinds import numbers_of

SHARE, TIMES, MOST = 0.03, 4.0, 8
AROUND = 7  # values, next to each other, whose usual share an atom stands out from
ENOUGH = 100
PARAMETERS = 3  # of an amount


class Hurdle:
    """Which atom or stretch between atoms a row is in, then the amount where it is in a stretch.

    Atoms and stretches are levels with an order. A row that stays in the stretch below or above
    all atoms moves there as ``LocationScale`` says; one that stays between two atoms keeps its
    value, and one that comes to a stretch gets an amount that is drawn.

    Parameters
    ----------
    atoms : array of float
        Values that many rows have, in order.
    whole : bool
        Whether amounts are whole numbers.
    drawn : bool
        Whether small whole amounts are taken for what they are rounded from.
    ranked : bool
        Whether many rows share each amount.

    References
    ----------
    Cragg (1971), Some statistical models for limited dependent variables.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> sex = pd.DataFrame({"sex": rng.integers(0, 2, 4000)})
    >>> late = rng.random(4000) < 0.2 + 0.4 * sex["sex"]
    >>> arrears = pd.Series(np.where(late, np.exp(rng.normal(5, 1, 4000)), 0))
    >>> hurdle = Hurdle(np.array([0.0]), whole=False).fit(sex, arrears, seed=0, group="sex")
    >>> here, there = hurdle.parameters(sex), hurdle.parameters(1 - sex)
    >>> twins = pd.Series(hurdle.carry(arrears, here, there, rng.random(4000)))
    >>> twins.gt(0).groupby(sex["sex"]).mean().round(1).tolist()
    [0.6, 0.2]
    """

    drawn = True

    def __init__(
        self, atoms: np.ndarray, whole: bool, drawn: bool = False, ranked: bool = False
    ) -> None:
        self.atoms = atoms
        self.ranked = ranked
        self.whole = whole
        self.dithered = drawn

    def fit(
        self, parents: pd.DataFrame, values: pd.Series, seed: int, group: str | None = None
    ) -> Self:
        """Learn which state a row is in, and the amounts of the outer stretches."""
        states = self._states(values)
        self.state_ = Coupled(ordered=True).fit(parents, states, seed, group)
        self.note = self.state_.note
        self.seen_: dict[int, np.ndarray] = {}
        self.amounts_: dict[int, LocationScale] = {}
        for state in range(0, 2 * len(self.atoms) + 1, 2):
            rows = (states == state).to_numpy()
            amounts = values[rows]
            if rows.any():
                self.seen_[state] = np.sort(numbers_of(amounts))
            outer = state in (0, 2 * len(self.atoms))
            if outer and rows.sum() >= ENOUGH and amounts.nunique() > 1:
                amount = LocationScale(self.whole, self.dithered, self.ranked)
                self.amounts_[state] = amount.fit(parents[rows], amounts, seed + state, group)
        return self

    def parameters(self, parents: pd.DataFrame) -> np.ndarray:
        """Give what describes the amounts, three columns each, then the states' probabilities."""
        about = [amount.parameters(parents) for amount in self.amounts_.values()]
        return np.hstack([*about, self.state_.parameters(parents)])

    def times(self, start: np.ndarray, end: np.ndarray, strength: float) -> np.ndarray:
        """Multiply the change of the amounts' parameters, and of the states' log odds."""
        states = PARAMETERS * len(self.amounts_)
        parts = [
            amount.times(start[:, at : at + PARAMETERS], end[:, at : at + PARAMETERS], strength)
            for at, amount in zip(range(0, states, PARAMETERS), self.amounts_.values(), strict=True)
        ]
        parts.append(self.state_.times(start[:, states:], end[:, states:], strength))
        return np.hstack(parts)

    def recoupled(self, noise: Noise) -> Self:
        """Give the same, but that the states of people and twins share noise in another way."""
        apart = copy(self)
        apart.state_ = self.state_.recoupled(noise)
        return apart

    def carry(
        self, values: pd.Series, here: np.ndarray, there: np.ndarray, uniform: np.ndarray
    ) -> np.ndarray:
        """Move to another state with the probability that the coupling gives, then the amount."""
        first = PARAMETERS * len(self.amounts_)
        before = self._states(values)
        after = self.state_.carry(before, here[:, first:], there[:, first:], uniform)
        own = later_digits(uniform, 13)
        moved = numbers_of(values).copy()
        for place, atom in enumerate(self.atoms):
            moved[after == 2 * place + 1] = atom
        for state, seen in self.seen_.items():
            come = (after == state) & (before != state).to_numpy()
            moved[come] = seen[(own[come] * len(seen)).astype(int)]
        for place, (state, amount) in enumerate(self.amounts_.items()):
            about = slice(PARAMETERS * place, PARAMETERS * (place + 1))
            stay = (after == state) & (before == state).to_numpy()
            come = (after == state) & ~stay
            kept = amount.carry(values[stay], here[stay, about], there[stay, about], own[stay])
            moved[stay] = self._within(state, kept)
            moved[come] = self._within(state, amount.draw(there[come, about], own[come]))
        return moved

    def _states(self, values: pd.Series) -> pd.Series:
        """Give stretches the numbers 0, 2, ... and the atoms between them 1, 3, ..."""
        numbers = numbers_of(values)
        places = np.searchsorted(self.atoms, numbers)
        nearest = self.atoms[np.minimum(places, len(self.atoms) - 1)]
        states = 2.0 * places + (nearest == numbers)
        return pd.Series(np.where(np.isnan(numbers), np.nan, states), values.index)

    def _within(self, state: int, amounts: np.ndarray) -> np.ndarray:
        """Keep the outer stretches off the atoms."""
        seen = self.seen_[state]
        return np.minimum(amounts, seen[-1]) if state == 0 else np.maximum(amounts, seen[0])


def atoms_of(numbers: np.ndarray) -> np.ndarray:
    """Name the values that stick out: those of many rows, and of far more than values beside them.

    Parameters
    ----------
    numbers : array of float
        A column; gaps are left out.

    Returns
    -------
    array of float
        In order; at most eight.

    Examples
    --------
    >>> atoms_of(np.r_[np.zeros(50), np.linspace(1, 2, 50)]).tolist()
    [0.0]
    >>> atoms_of(np.arange(20.0).repeat(10)).tolist()
    []
    """
    values, counts = np.unique(numbers[~np.isnan(numbers)], return_counts=True)
    usual = pd.Series(counts).rolling(AROUND, center=True, min_periods=1).median().to_numpy()
    sticks_out = (counts >= SHARE * counts.sum()) & (counts >= TIMES * usual)
    most = np.flatnonzero(sticks_out)[np.argsort(-counts[sticks_out], kind="stable")[:MOST]]
    return values[np.sort(most)]
