"""Shares of groups that are guessed: what holds whatever errs in the guess, and what does not."""

from dataclasses import dataclass

import numpy as np

FEWEST = 200  # people of a stratum: of few, what they show of a share would pass for the share
MOST = 20


@dataclass(frozen=True)
class Guessed:
    """A difference of two sums per person, each over the size of its group.

    Parameters
    ----------
    value : float
    error : float
        Its standard error, over people.
    """

    value: float
    error: float


def weighted_difference(
    hit: np.ndarray, one: np.ndarray, other: np.ndarray, weight: np.ndarray
) -> Guessed:
    """Compare two groups by weighing everybody with how likely he is in each.

    It is right only where, among people with the same guess, what is decided does not depend on
    the group.

    Parameters
    ----------
    hit : ndarray of bool, shape (n,)
        Whose share is looked at.
    one, other : ndarray of float, shape (n,)
        How likely each person is in each of the two groups.
    weight : ndarray of float, shape (n,)
        How much each counts.

    References
    ----------
    Chen, Kallus, Mao, Svacha and Udell (2019), Fairness under unawareness.

    Examples
    --------
    >>> hit, sure = np.array([True, True, False, False]), np.array([1.0, 1.0, 0.0, 0.0])
    >>> weighted_difference(hit, sure, 1 - sure, np.ones(4)).value
    1.0
    """
    one, other = weight * one, weight * other
    return _difference(hit * one, one, hit * other, other)


def bounds_of_difference(
    hit: np.ndarray, one: np.ndarray, other: np.ndarray, weight: np.ndarray
) -> tuple[Guessed, Guessed]:
    """Bound the difference of two groups by the guesses alone.

    People are cut into strata of like guesses. In each of them the guess says how many are of
    the group and the decision how many are hit; of both at least and at most so many are as two
    sets in one can have in common (Fréchet). What is known of a person beside the guess, the
    decision among it, may tell the group as well as it likes.

    Parameters
    ----------
    hit : ndarray of bool, shape (n,)
    one, other, weight : ndarray of float, shape (n,)

    Returns
    -------
    least, most : Guessed

    References
    ----------
    Kallus, Mao and Zhou (2022), Assessing algorithmic fairness with unobserved protected class
    using data combination.

    Examples
    --------
    >>> hit, even = np.array([True, False]), np.array([0.5, 0.5])
    >>> least, most = bounds_of_difference(hit, even, even, np.ones(2))
    >>> least.value, most.value
    (-1.0, 1.0)
    """
    strata = _strata(one - other)
    hit, one, other = weight * hit, weight * one, weight * other
    high = _at_most(hit, one, strata), _at_least(hit, other, weight, strata)
    low = _at_least(hit, one, weight, strata), _at_most(hit, other, strata)
    return _difference(low[0], one, low[1], other), _difference(high[0], one, high[1], other)


def _strata(guess: np.ndarray) -> np.ndarray:
    """Give each person a stratum of like guesses and like size; equal guesses are in one."""
    parts = int(np.clip(len(guess) // FEWEST, 1, MOST))
    edges = np.unique(np.quantile(guess, np.arange(1, parts) / parts))
    return np.searchsorted(edges, guess)


def _at_most(hit: np.ndarray, member: np.ndarray, strata: np.ndarray) -> np.ndarray:
    """Give per person what adds up to the most members who can have been hit."""
    fewer_hit = np.bincount(strata, hit) < np.bincount(strata, member)
    return np.where(fewer_hit[strata], hit, member)


def _at_least(
    hit: np.ndarray, member: np.ndarray, weight: np.ndarray, strata: np.ndarray
) -> np.ndarray:
    both = hit + member - weight
    overlap = np.bincount(strata, both) > 0
    return np.where(overlap[strata], both, 0.0)


def _difference(
    hits: np.ndarray, sizes: np.ndarray, other_hits: np.ndarray, other_sizes: np.ndarray
) -> Guessed:
    parts = [(hits, sizes), (other_hits, other_sizes)]
    first, second = (h.sum() / n.sum() for h, n in parts)
    pull = (hits - first * sizes) / sizes.sum() - (other_hits - second * other_sizes) / (
        other_sizes.sum()
    )
    return Guessed(float(first - second), float(np.sqrt(np.square(pull).sum())))
