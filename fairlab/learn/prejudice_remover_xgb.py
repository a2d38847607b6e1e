"""Boosted trees whose scores tell as little as possible about the group of a person."""

from collections.abc import Mapping
from numbers import Real
from typing import Any

import numpy as np
from scipy.special import expit, logit
from sklearn.utils._param_validation import Interval

from fairlab.learn.encoded_rows import Rows
from fairlab.learn.penalised_boost import Penalty
from fairlab.learn.penalised_xgb import GroupPenalisedXGB


class PrejudiceRemoverXGB(GroupPenalisedXGB):
    """XGBoost that pays for the mutual information of its answer and the group of a person.

    The prejudice index of Kamishima et al. is added to log loss as a gradient: where the mean
    probability of a group is above that of everybody, all of the group are pulled down, most of
    all those in doubt. Of several attributes the indices are added. Who is in which group is asked
    for in training only.

    It makes the mean scores of groups alike, which is demographic parity and no promise about
    errors; it looks at no budget. It assumes that a difference of groups in the label itself is
    not to be learned.

    Parameters
    ----------
    eta : float
        The weight of the index, 0 or more; 0 is XGBoost itself.
    **settings
        Those of ``TunedXGB``. A start of the scores (``base_score``) that nothing sets is the share
        of the bad event.

    Attributes
    ----------
    classes_, booster_, encoder_, best_params_, best_score_, trials_
        As of ``TunedXGB``.

    References
    ----------
    Kamishima, Akaho, Asoh and Sakuma (2012), Fairness-aware classifier with prejudice remover
    regularizer.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> group, other = rng.choice([0.0, 1.0], 2000), rng.normal(size=2000)
    >>> bad = group + other + rng.normal(size=2000) > 1
    >>> X = np.column_stack([group, other])
    >>> def difference(eta):
    ...     model = PrejudiceRemoverXGB(eta, trials=0, trees=40)
    ...     score = model.fit(X, bad, sensitive_features=group).predict_proba(X)[:, 1]
    ...     return score[group == 1].mean() - score[group == 0].mean()
    >>> bool(difference(10) < difference(0) / 2)
    True
    """

    _parameter_constraints: Mapping[str, list] = {
        "eta": [Interval(Real, 0, None, closed="left")],
    }

    def __init__(self, eta: float = 5.0, **settings: Any) -> None:
        super().__init__(**settings)
        self.eta = eta

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        return PrejudiceIndex(train.groups, self.eta)


class PrejudiceIndex(Penalty):
    """The mutual information of a row's answer and its group, times the rows.

    Parameters
    ----------
    groups : ndarray of int of shape (n, attributes) or None
    eta : float
    """

    def __init__(self, groups: np.ndarray | None, eta: float) -> None:
        super().__init__()
        self.groups = [] if groups is None or eta == 0 else list(groups.T)
        self.counts = [np.bincount(group) for group in self.groups]
        self.eta = eta

    def gradient(self, margin: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
        """Pull each group by how far its mean probability is from that of everybody.

        How the means themselves move cancels out of the derivative.
        """
        if not self.groups:
            return None
        chance = expit(margin)
        slope, common = chance * (1 - chance), logit(chance.mean(dtype=float))
        ahead = np.zeros((2, len(margin)), np.float32)
        for group, count in zip(self.groups, self.counts, strict=True):
            mean = np.bincount(group, chance) / np.maximum(count, 1)
            distance = np.where(count > 0, logit(mean) - common, 0)
            ahead += np.stack([distance, np.abs(distance)]).astype(np.float32)[:, group]
        pull, bend = self.eta * slope * ahead
        return pull, bend
