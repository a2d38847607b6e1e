"""Boosted trees against an adversary that guesses the group of a person from the score."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.learn.encoded_rows import Rows
from fairlab.learn.penalised_boost import Penalty
from fairlab.learn.penalised_xgb import GroupPenalisedXGB

# The labels among whose rows the adversary guesses; None for all rows.
AMONG: Mapping[str, tuple[int | None, ...]] = {
    "equal_opportunity": (1,),
    "equalized_odds": (1, 0),
    "demographic_parity": (None,),
}
FEWEST = 10  # rows of a group, and of the others, below which nobody guesses it
RIDGE = 1.0  # rows that the adversary's slope is worth before it has seen any


class AdversarialXGB(GroupPenalisedXGB):
    """XGBoost that is rewarded where an adversary cannot tell groups apart by the score.

    Before each tree a logistic regression learns to guess each group from the log odds of the
    rows, those of bad events alone for equal opportunity. The trees follow log loss less the
    adversary's own. Groups of fewer than ten of these rows are let be. Who is in which group is
    asked for in training only.

    It assumes that a gap on training rows is one on others, though the fit hides it there, and
    that a line tells groups apart: scores of the same mean and another spread pass.

    Parameters
    ----------
    alpha : float
        The weight of the adversary's loss, 0 or more; 0 is XGBoost itself.
    criterion : {"equal_opportunity", "equalized_odds", "demographic_parity"}
        Among whom the adversary guesses: bad events, bad events and others apart, or all.
    **settings
        Those of ``TunedXGB``. A start of the scores (``base_score``) that nothing sets is the share
        of the bad event.

    Attributes
    ----------
    classes_, booster_, encoder_, best_params_, best_score_, trials_
        As of ``TunedXGB``.

    References
    ----------
    Zhang, Lemoine and Mitchell (2018), Mitigating unwanted biases with adversarial learning;
    Grari, Ruf, Lamprier and Detyniecki (2019), Fair adversarial gradient tree boosting.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> group, other = rng.choice([0.0, 1.0], 2000), rng.normal(size=2000)
    >>> bad = group + other + rng.normal(size=2000) > 1
    >>> X = np.column_stack([group, other])
    >>> def difference(alpha):
    ...     model = AdversarialXGB(alpha, "demographic_parity", trials=0, trees=40)
    ...     score = model.fit(X, bad, sensitive_features=group).predict_proba(X)[:, 1]
    ...     return score[group == 1].mean() - score[group == 0].mean()
    >>> bool(difference(1) < difference(0) / 2)
    True
    """

    _parameter_constraints: Mapping[str, list] = {
        "alpha": [Interval(Real, 0, None, closed="left")],
        "criterion": [StrOptions(set(AMONG))],
    }

    def __init__(
        self, alpha: float = 1.0, criterion: str = "equal_opportunity", **settings: Any
    ) -> None:
        super().__init__(**settings)
        self.alpha = alpha
        self.criterion = criterion

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        if train.groups is None or self.alpha == 0:
            return Adversaries([], len(train.labels), self.alpha)
        found = [
            Adversary(rows, (group[rows] == one).astype(float))
            for label in AMONG[self.criterion]
            for rows in [np.flatnonzero((train.labels == label) | (label is None))]
            for group in train.groups.T
            for one, count in enumerate(np.bincount(group[rows]))
            if FEWEST <= count <= len(rows) - FEWEST
        ]
        return Adversaries(found, len(train.labels), self.alpha)


class Adversary:
    """A logistic regression of one group on the log odds, improved by a Newton step per tree.

    Parameters
    ----------
    rows : ndarray of int of shape (m,)
        Places of the rows among which it guesses.
    is_in : ndarray of shape (m,)
        1 for those of its group.
    """

    def __init__(self, rows: np.ndarray, is_in: np.ndarray) -> None:
        self.rows, self.is_in = rows, is_in
        self.start, self.slope = 0.0, 0.0

    def improve(self, margin: np.ndarray) -> np.ndarray:
        """Learn from the log odds of its rows, and give its guesses."""
        guess = self.guess(margin)
        off, bend = guess - self.is_in, guess * (1 - guess)
        first = np.array([off.sum(), off @ margin + RIDGE * self.slope])
        cross = bend @ margin
        second = [[bend.sum() + 1e-9, cross], [cross, bend @ margin**2 + RIDGE]]
        step = np.linalg.solve(second, first)
        self.start, self.slope = self.start - step[0], self.slope - step[1]
        return self.guess(margin)

    def guess(self, margin: np.ndarray) -> np.ndarray:
        """Give the probability of its group by the log odds of its rows."""
        guessed: np.ndarray = expit(self.start + self.slope * margin)
        return guessed


class Adversaries(Penalty):
    """The loss of adversaries, which the model gains by.

    Parameters
    ----------
    adversaries : list of Adversary
    rows : int
        Of the training.
    alpha : float
    """

    def __init__(self, adversaries: list[Adversary], rows: int, alpha: float) -> None:
        super().__init__()
        self.adversaries, self.rows, self.alpha = adversaries, rows, alpha

    def gradient(self, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Pull each row to where its group is guessed worse."""
        if not self.adversaries:
            return None
        pull = np.zeros(self.rows, np.float32)
        centred = margin.astype(float) - margin.mean(dtype=float)
        for one in self.adversaries:
            guess = one.improve(centred[one.rows])
            pull[one.rows] -= self.alpha * one.slope * (guess - one.is_in)
        return pull, np.abs(pull)  # against who learns beside it, the loss's own is too little
