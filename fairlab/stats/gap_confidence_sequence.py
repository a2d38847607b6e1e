"""Bands of the mean difference of two rates that hold however often one looks."""

from dataclasses import dataclass

import numpy as np

from fairlab.stats.beginnings import FROM_THE_START, beginnings

_SLOPES = 0.95 / 1.8 ** np.arange(15)  # what deviations are weighed by: the fewer people, the more
_GUESSES = np.array([0.01, 0.05, 0.15, 0.35, 0.65, 0.9])  # of rates, before the first block
_STEPS = 5  # of Newton's


@dataclass(frozen=True, eq=False)
class GapBands:
    """A mean difference, and where it lies.

    Parameters
    ----------
    gap, low, high : ndarray, shape (s, t)
        Of each statement after each block; the gap is NaN, and the band all there is, where both
        groups had no people yet.
    """

    gap: np.ndarray
    low: np.ndarray
    high: np.ndarray


def gap_bands(
    hits: np.ndarray, rows: np.ndarray, level: np.ndarray, since: np.ndarray | None = None
) -> GapBands:
    """Give bands of the mean difference of two rates over the blocks so far.

    A block weighs ``n m / (n + m)``, with n and m people in its groups; differences may change from
    block to block, as it is their mean that the bands hold, all of them at once for all times and
    for every block since which the mean may be taken. They rest on no approximation: deviations
    are weighed by an empirical Bernstein bound, of which the guess of a rate is that of the blocks
    before.

    Parameters
    ----------
    hits, rows : ndarray of int, shape (s, t, 2)
        Of s statements, t blocks and both groups: the people counted, and all of them.
    level : ndarray, shape (s,)
        How often the bands of a statement may ever miss.
    since : ndarray of int, shape (s,), optional
        The block since which the mean is taken [the first].

    References
    ----------
    Howard, Ramdas, McAuliffe and Sekhon (2021), Time-uniform, nonparametric, nonasymptotic
    confidence sequences, Annals of Statistics 49. Fan, Grama and Liu (2015), Exponential
    inequalities for martingales with applications, Electronic Journal of Probability 20.

    Examples
    --------
    >>> hits, rows = np.full((1, 12, 2), [60, 40]), np.full((1, 12, 2), 200)
    >>> found = gap_bands(hits, rows, np.array([0.05]))
    >>> [round(float(side[0, -1]), 2) for side in (found.gap, found.low, found.high)]
    [0.1, 0.05, 0.15]
    """
    statements, blocks, _ = hits.shape
    since = np.zeros(statements, int) if since is None else np.asarray(since)
    counted = np.arange(blocks) >= since[:, None]
    both, weights = _weights(rows)
    both = both * counted
    rates = hits / np.maximum(rows, 1)
    mass = both.cumsum(axis=1)
    there = mass > 0
    total = ((rates[..., 0] - rates[..., 1]) * both).cumsum(axis=1)
    spent = np.where(since > 0, beginnings(blocks)[since] if blocks else 1.0, FROM_THE_START)
    odds = np.log(2 / (np.asarray(level) * spent))[:, None]
    reach = _reach(_spreads(hits, rows, weights, both > 0), odds)
    divided = np.where(there, mass, 1)
    gap, half = total / divided, np.where(there, reach / divided, 2.0)
    return GapBands(
        np.where(there, gap, np.nan), np.maximum(gap - half, -1), np.minimum(gap + half, 1)
    )


def _weights(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Give what a block weighs, and what a person of each group weighs in it."""
    size = np.maximum(rows.sum(axis=-1), 1)
    return rows[..., 0] * rows[..., 1] / size, rows[..., ::-1] / size[..., None]


def _reach(spreads: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """Say from which deviation on the mean of what all slopes and guesses say is too much.

    The mean's logarithm is convex, so that Newton's steps from above never go too far.
    """
    slopes = np.tile(_SLOPES, len(_GUESSES))
    odds = odds + np.log(len(slopes))
    found = ((spreads + odds[..., None]) / slopes).min(axis=-1)
    for _ in range(_STEPS):
        powers = slopes * found[..., None] - spreads
        top = powers.max(axis=-1, keepdims=True)
        shares = np.exp(powers - top)
        total = shares.sum(axis=-1)
        value, slope = np.log(total) + top[..., 0], (shares * slopes).sum(axis=-1) / total
        found = found - (value - odds) / slope
    return found


def _spreads(
    hits: np.ndarray, rows: np.ndarray, weights: np.ndarray, counted: np.ndarray
) -> np.ndarray:
    """Add up what the spread of the blocks costs, by guess and slope in the last axis."""
    before = np.pad(hits.cumsum(axis=1), ((0, 0), (1, 0), (0, 0)))[:, :-1]
    of = np.pad(rows.cumsum(axis=1), ((0, 0), (1, 0), (0, 0)))[:, :-1]
    part = _SLOPES * weights[..., None]
    costs = -np.log1p(-part) - part
    found = []
    for guess in _GUESSES:
        guessed = (before + guess) / (of + 1)
        squares = hits * (1 - guessed) ** 2 + (rows - hits) * guessed**2
        squares = squares * counted[..., None]
        found.append((costs * squares[..., None]).sum(axis=-2))
    return np.concatenate(found, axis=-1).cumsum(axis=1)
