"""How likely somebody is of each group, as far as the other features tell."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from scipy.special import softmax
from sklearn.linear_model import LogisticRegression

from fairlab.mitigate.feature_bins import FeatureBins

STRENGTH = 0.1  # C of the logistic regression, of some hundred bins
TOLERANCE = 1e-3


class GroupPosterior:
    """The probability of each group given the features or, with labels, these and a bad event.

    A logistic regression on bins of the features, small enough to be kept as JSON.

    Parameters
    ----------
    bins : FeatureBins
    groups : list of str
    weights : ndarray of shape (number of groups, number of bins)
    intercepts : ndarray of shape (number of groups,)

    Examples
    --------
    >>> sex = np.array(["f", "m"] * 100)
    >>> frame = pd.DataFrame({"height": np.where(sex == "m", 180, 170)})
    >>> found = GroupPosterior.learn(frame, sex)
    >>> found.of(pd.DataFrame({"height": [170, 180]})).round(1).tolist()
    [[0.8, 0.2], [0.2, 0.8]]
    """

    def __init__(
        self, bins: FeatureBins, groups: list[str], weights: np.ndarray, intercepts: np.ndarray
    ) -> None:
        self.bins = bins
        self.groups = groups
        self.weights = weights
        self.intercepts = intercepts

    @classmethod
    def learn(
        cls, frame: pd.DataFrame, group: np.ndarray, y: np.ndarray | None = None
    ) -> "GroupPosterior":
        """Learn from rows whose groups are known.

        Parameters
        ----------
        frame : DataFrame of shape (n, k)
            The features, and nothing else.
        group : ndarray of str, shape (n,)
            Two groups or more.
        y : ndarray of 0 and 1, shape (n,), optional
            With it the probabilities are those of people with the bad event.
        """
        bins = FeatureBins.learn(frame)
        label = np.zeros(len(group)) if y is None else np.asarray(y, float)
        rows = hstack([bins.of(frame), csr_matrix(label[:, None])]).tocsr()
        model = LogisticRegression(C=STRENGTH, tol=TOLERANCE, max_iter=1000).fit(rows, group)
        weights, intercepts = model.coef_, model.intercept_
        if len(model.classes_) == 2:  # scikit-learn keeps the log odds of the second alone
            weights = np.vstack([np.zeros_like(weights), weights])
            intercepts = np.append(0, intercepts)
        # The last weight is of the label, which is 1 of whom the probabilities are.
        at = intercepts + (0 if y is None else weights[:, -1])
        return cls(bins, [str(one) for one in model.classes_], weights[:, :-1], at)

    def of(self, frame: pd.DataFrame) -> np.ndarray:
        """Give the probabilities.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Has the features.

        Returns
        -------
        ndarray of shape (n, number of groups)
        """
        found: np.ndarray = softmax(self.bins.of(frame) @ self.weights.T + self.intercepts, axis=1)
        return found

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can hold."""
        numbers = {"weights": self.weights.tolist(), "intercepts": self.intercepts.tolist()}
        return {"bins": self.bins.to_dict(), "groups": self.groups, **numbers}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> "GroupPosterior":
        """Restore what ``to_dict`` gave."""
        weights, intercepts = np.array(state["weights"]), np.array(state["intercepts"])
        return cls(FeatureBins(**state["bins"]), list(state["groups"]), weights, intercepts)
