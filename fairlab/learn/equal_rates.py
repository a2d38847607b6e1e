"""Multipliers that hold the error rates of groups together while a model is trained."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import expit, ndtr

from fairlab.learn.boost import TREES_PER_LOOK
from fairlab.learn.penalised_boost import Penalty

FEWEST = 10  # rows of a label below which a group's rate is not looked at
# In log odds: a rate is measured as sharply as its noise allows, and pulled at more widely.
MEASURED, PULLED = 0.5, 1.0
# A multiplier of 1 weighs a bad event at the cut twice. Beyond a half, gaps of new rows close no
# further in simulated tables, and recall falls: what grows is fitted to the validation rows.
LARGEST = 0.5
LARGEST_PULL = 5.0  # on one row
MISSES, FALSE_ALARMS = 1, -1
Coded = tuple[np.ndarray, np.ndarray]  # labels and groups of rows


@dataclass(frozen=True)
class Labelled:
    """The rows of one label that are in a group that is looked at.

    Parameters
    ----------
    rows : ndarray of int of shape (m,)
        Their places.
    group : ndarray of int of shape (m,)
    counts : ndarray of int of shape (groups,)
    """

    rows: np.ndarray
    group: np.ndarray
    counts: np.ndarray

    @classmethod
    def of(cls, labels: np.ndarray, group: np.ndarray, label: int, kept: np.ndarray) -> "Labelled":
        """Pick the rows of a label whose group is kept; ``kept`` gives each group its number."""
        number = np.append(kept, -1)[group]
        rows = np.flatnonzero((labels == label) & (number >= 0))
        return cls(rows, number[rows], np.bincount(number[rows], minlength=kept.max() + 1))

    def rates(self, errors: np.ndarray) -> np.ndarray:
        """Give the mean error of each group."""
        return np.bincount(self.group, errors, minlength=len(self.counts)) / self.counts


@dataclass
class HeldRate:
    """One error rate of the groups of one attribute, and the multipliers that hold it together.

    Parameters
    ----------
    name : str
        Of the attribute.
    groups : tuple of str
    side : {1, -1}
        Misses among bad events, or false alarms among the others.
    train, held : Labelled
    scale : float
        Rows of the rarer label, by which groups of any size pull alike.
    """

    name: str
    groups: tuple[str, ...]
    side: int
    train: Labelled
    held: Labelled
    scale: float
    is_apart: bool = False
    multipliers: np.ndarray = field(init=False)
    gaps: np.ndarray = field(init=False)
    weights: np.ndarray = field(init=False)

    def __post_init__(self) -> None:
        self.multipliers = np.zeros(len(self.groups))
        self.gaps = np.zeros(len(self.groups))
        self.weights = np.zeros(len(self.train.rows), np.float32)

    def errors(self, rows: Labelled, margin: np.ndarray, cut: float, width: float) -> np.ndarray:
        """Give how far each row is an error: 1/2 at the cut."""
        return expit(self.side * (cut - margin[rows.rows]) / width)

    def p_value(self, trained: np.ndarray, held: np.ndarray) -> float:
        """Test whether a group differs from the others; of several groups the least, multiplied."""
        errors = np.append(trained, held)
        group = np.append(self.train.group, self.held.group)
        found = [_two_sided(errors[group == one], errors[group != one]) for one in np.unique(group)]
        return min(1.0, min(found) * (len(found) if len(found) > 2 else 1))

    def raise_by(self, held: np.ndarray, rate: float, eps: float) -> None:
        """Measure the groups' distances from the common rate, and raise the multipliers by them."""
        found = self.held.rates(held)
        self.gaps = found - held.mean()
        if self.is_apart:
            beyond = np.sign(self.gaps) * np.maximum(np.abs(self.gaps) - eps / 2, 0)
            step = TREES_PER_LOOK * rate * beyond
            self.multipliers = np.clip(self.multipliers + step, -LARGEST, LARGEST)
            weights = self.multipliers * self.scale / self.train.counts
            bounded = np.clip(weights, -LARGEST_PULL, LARGEST_PULL).astype(np.float32)
            self.weights = -4 * self.side * bounded[self.train.group]

    @property
    def mean_gap(self) -> float:
        """The groups' mean distance from the common rate, doubled: the gap of two equal groups.

        The largest gap would be that of the smallest group, which is noise.
        """
        return float(2 * np.average(np.abs(self.gaps), weights=self.held.counts))

    def pull(self, margin: np.ndarray, cut: float) -> tuple[np.ndarray, np.ndarray]:
        """Give the gradient and an upper bound of the curvature of its own training rows."""
        errors = self.errors(self.train, margin, cut, PULLED)
        pull = self.weights * errors * (1 - errors)
        return pull, np.abs(pull)


class EqualRates(Penalty):
    """Pull at scores around the cut until the error rates of groups are alike.

    Parameters
    ----------
    rates : list of HeldRate
    rows : int
        Of the training.
    share : float
        The cut flags so many.
    rate, eps, gate
        As of ``LagrangianXGB``.
    """

    def __init__(
        self,
        rates: list[HeldRate],
        rows: int,
        share: float,
        rate: float,
        eps: float,
        gate: float,
    ) -> None:
        super().__init__()
        self.rates, self.rows = rates, rows
        self.share, self.rate, self.eps, self.gate = share, rate, eps, gate
        self.cut = 0.0  # as of the last look

    def gradient(self, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Give what the multipliers add to each training row."""
        if not any(one.is_apart for one in self.rates):
            return None
        gradient, curvature = np.zeros((2, self.rows), np.float32)
        for one in self.rates:
            if one.is_apart:
                pull, bend = one.pull(margin, self.cut)
                gradient[one.train.rows] += pull
                curvature[one.train.rows] += bend
        return gradient, curvature

    def observe(self, margin: np.ndarray, held: np.ndarray) -> None:
        """Raise the multipliers by the gaps of the validation rows, where there are gaps."""
        self.cut, held_cut = cut_of(margin, self.share), cut_of(held, self.share)
        line: dict[str, list[float]] = {}
        for one in self.rates:
            errors = one.errors(one.held, held, held_cut, MEASURED)
            if not one.is_apart:
                trained = one.errors(one.train, margin, self.cut, MEASURED)
                one.is_apart = self.gate == 1 or one.p_value(trained, errors) < self.gate
            one.raise_by(errors, self.rate, self.eps)
            kind = "misses" if one.side == MISSES else "false alarms"
            line |= {
                f"{kind} {one.name}={group}": [float(multiplier), float(gap)]
                for group, multiplier, gap in zip(
                    one.groups, one.multipliers, one.gaps, strict=True
                )
            }
        self.log.append(line)

    def cost(self) -> float:
        """Give the largest mean distance of two people's groups beyond what is allowed."""
        gaps = [one.mean_gap - self.eps for one in self.rates if one.is_apart]
        return max([0.0, *gaps])


def cut_of(margin: np.ndarray, share: float) -> float:
    """Find the log odds from which this share of rows is flagged.

    Examples
    --------
    >>> cut_of(np.array([-1.0, 2.0, 3.0, 0.5]), 0.5)
    2.0
    """
    place = len(margin) - max(1, round(share * len(margin)))
    return float(np.partition(margin, place)[place])


def held_rates(
    names: Mapping[Any, tuple[str, ...]], train: Coded, held: Coded, odds: bool
) -> list[HeldRate]:
    """Lay out the rates that are to be alike, each of the groups that have rows enough.

    Parameters
    ----------
    names : mapping of attribute to tuple of str
        Its groups.
    train, held : tuple of labels and groups
        Of shape (n,) and (n, attributes).
    odds : bool
        Whether false alarms are held together too.
    """
    scale = float(np.bincount(train[0], minlength=2).min())
    found = []
    for column, (name, groups) in enumerate(names.items()):
        for side in (MISSES, FALSE_ALARMS)[: 2 if odds else 1]:
            label = int(side == MISSES)
            parts = [(labels, codes[:, column]) for labels, codes in (train, held)]
            kept = _kept(parts, label, len(groups))
            if kept.max() > 0:
                learned, tested = (Labelled.of(*part, label, kept) for part in parts)
                told = tuple(g for g, number in zip(groups, kept, strict=True) if number >= 0)
                found.append(HeldRate(str(name), told, side, learned, tested, scale))
    return found


def _kept(parts: list[Coded], label: int, groups: int) -> np.ndarray:
    """Give numbers to the groups with rows enough of a label in each part, -1 to the others."""
    counts = [
        np.bincount(codes[(labels == label) & (codes >= 0)], minlength=groups)
        for labels, codes in parts
    ]
    enough = np.min(counts, axis=0) >= FEWEST
    return np.where(enough, np.cumsum(enough) - 1, -1)


def _two_sided(one: np.ndarray, other: np.ndarray) -> float:
    variance = one.var() / len(one) + other.var() / len(other)
    if variance == 0:
        return 1.0
    return float(2 * ndtr(-abs(one.mean() - other.mean()) / np.sqrt(variance)))
