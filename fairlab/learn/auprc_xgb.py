"""Boosted trees that follow the area under the precision-recall curve."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.utils._param_validation import Interval

from fairlab.learn.encoded_rows import Rows
from fairlab.learn.penalised_boost import Penalty
from fairlab.learn.penalised_xgb import PenalisedXGB

BINS = 128  # of log odds; pairs of bins stand for pairs of rows
WIDTH = 0.5  # in log odds: how far apart two rows are one clearly before the other


class AveragePrecisionXGB(PenalisedXGB):
    """XGBoost that follows log loss and a smooth average precision.

    Whether one row comes before another is a smooth step of the difference of their scores, so
    that precision at each bad event, and their mean, have a gradient. It looks at no group. It
    assumes that the order at the top matters, as where few people can be looked at.

    Parameters
    ----------
    strength : float
        The weight of average precision, 0 or more; 0 is XGBoost itself.
    metric : {"aucpr", "auc"}
        What the search and the early stopping maximise.
    **settings
        The others of ``TunedXGB``. A start of the scores (``base_score``) that nothing sets is the
        share of the bad event.

    Attributes
    ----------
    classes_, booster_, encoder_, best_params_, best_score_, trials_
        As of ``TunedXGB``.

    References
    ----------
    Qi, Luo, Xu, Ji and Yang (2021), Stochastic optimization of areas under precision-recall curves
    with provable convergence; Brown, Xie, Kalogeiton and Zisserman (2020), Smooth-AP.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> X = rng.normal(size=(500, 2))
    >>> bad = X[:, 0] + rng.normal(size=500) > 1.5
    >>> AveragePrecisionXGB(trials=0, trees=20).fit(X, bad).predict_proba(X).shape
    (500, 2)
    """

    _parameter_constraints: Mapping[str, list] = {
        "strength": [Interval(Real, 0, None, closed="left")],
    }

    def __init__(self, strength: float = 1.0, metric: str = "aucpr", **settings: Any) -> None:
        super().__init__(metric=metric, **settings)
        self.strength = strength

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        return SmoothPrecision(train.labels, self.strength)


class SmoothPrecision(Penalty):
    """The bad events' smooth precision that is missing, summed.

    Parameters
    ----------
    labels : ndarray of shape (n,)
    strength : float
    """

    def __init__(self, labels: np.ndarray, strength: float) -> None:
        super().__init__()
        self.bad = labels == 1
        self.strength = strength

    def gradient(self, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Pull bad events up and others down, by what the precision gains."""
        low, high = float(margin.min()), float(margin.max())
        if self.strength == 0 or high - low < 1e-6:
            return None
        place = ((margin - low) * ((BINS - 1) / (high - low))).round().astype(int)
        bad = np.bincount(place[self.bad], minlength=BINS)
        gain = precision_gains(np.linspace(low, high, BINS), bad, np.bincount(place) - bad)
        pull = -self.strength * np.where(self.bad, gain[0][place], gain[1][place])
        return pull.astype(np.float32), np.abs(pull).astype(np.float32)


def precision_gains(
    score: np.ndarray, bad: np.ndarray, other: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Say what the sum of smooth precisions gains where one row of a bin moves up.

    Parameters
    ----------
    score : ndarray of shape (bins,)
    bad, other : ndarray of int, shape (bins,)
        The bad events and the other rows of each bin.

    Returns
    -------
    tuple of ndarray of shape (bins,)
        Of a bad event, and of another row.

    Examples
    --------
    >>> score, one = np.array([0.0, 1.0]), np.array([1, 0])
    >>> up, down = precision_gains(score, one, np.array([0, 1]))
    >>> bool(up[0] > 0), bool(down[1] < 0)
    (True, True)
    """
    before = expit((score[None, :] - score[:, None]) / WIDTH)  # of a row by those of a bin
    step = before * (1 - before) / WIDTH
    caught, flagged = before @ bad, before @ (bad + other)
    by_caught, by_flagged = bad / flagged, bad * caught / flagged**2
    others = -(by_flagged @ step)
    itself = -(step @ bad) / flagged + (step @ (bad + other)) * caught / flagged**2
    return by_caught @ step + others + itself, others
