"""A figure of labelled and unlabelled rows together, whose unknown labels are drawn."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class BayesianFigure:
    """What a figure is expected to be, and how far that depends on the labels that nobody knows.

    Parameters
    ----------
    mean : float
        Over the draws.
    low, high : float
        Between which 95 % of the draws lie. The rows are taken as they are: what another sample
        of people would give is no part of it.
    """

    mean: float
    low: float
    high: float


def bayesian_evaluation(
    metric: Callable[[np.ndarray, np.ndarray], float],
    labelled: tuple[np.ndarray, np.ndarray],
    unlabelled: tuple[np.ndarray, np.ndarray],
    draws: int = 100,
    seed: int = 0,
) -> BayesianFigure:
    """Measure scores of all people, also of those whose label is not known.

    The unknown labels are drawn from prior probabilities, as often as ``draws`` says. The figure
    is as good as these are.

    Parameters
    ----------
    metric : callable
        From labels of 0 and 1 and scores to a figure.
    labelled : tuple of ndarray of shape (n,)
        Labels and scores.
    unlabelled : tuple of ndarray of shape (m,)
        Prior probabilities of the bad event, such as an earlier scorecard gives, and scores.
    draws : int
    seed : int

    References
    ----------
    Kozodoi, Lessmann, Alamgir, Moreira-Matias and Papakonstantinou (2025), Fighting sampling bias:
    a framework for training and evaluating credit scoring models.

    Examples
    --------
    >>> share = lambda y, score: float(y[score >= 0.5].mean())
    >>> known = np.array([0, 1]), np.array([0.2, 0.7])
    >>> unknown = np.ones(2), np.array([0.1, 0.9])
    >>> bayesian_evaluation(share, known, unknown)
    BayesianFigure(mean=1.0, low=1.0, high=1.0)
    """
    (y, score), (prior, other_score) = labelled, unlabelled
    rng, scores = np.random.default_rng(seed), np.append(score, other_score)
    found = [metric(np.append(y, rng.random(len(prior)) < prior), scores) for _ in range(draws)]
    low, high = np.quantile(found, [0.025, 0.975])
    return BayesianFigure(float(np.mean(found)), float(low), float(high))
