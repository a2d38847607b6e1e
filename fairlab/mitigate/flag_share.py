"""Flagging as many people as can be looked at."""

from numbers import Real
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.mitigate.threshold import refuse_missing


class FlagShare(BaseEstimator):
    """Flag a share of all rows, those with the highest scores.

    Where bad events are rare few scores reach one half, and what a company can look at is a
    number of people.

    Parameters
    ----------
    share : float
        Above 0 and below 1.
    on : {"validation", "test"}
        The rows on which the threshold is chosen.

    Examples
    --------
    >>> FlagShare(0.5).choose([0, 0, 0, 1], [0.1, 0.4, 0.6, 0.9])
    0.6
    """

    _parameter_constraints = {  # noqa: RUF012
        "share": [Interval(Real, 0, 1, closed="neither")],
        "on": [StrOptions({"validation", "test"})],
    }

    def __init__(self, share: float = 0.05, on: str = "validation") -> None:
        self.share = share
        self.on = on

    def choose(self, y: Any, score: Any, recall: float | None = None) -> float:
        """Give the threshold that flags as nearly as possible the share.

        Parameters
        ----------
        y : array-like of shape (n,)
            Not looked at.
        score : array-like of shape (n,)
            The higher, the more likely positive.
        recall : optional
            Not looked at.

        Returns
        -------
        float
            Rows with at least this score are flagged: of tied scores all or none, at least one.

        Raises
        ------
        DataError
            When a score is missing.
        """
        self._validate_params()
        score = np.asarray(score)
        refuse_missing(score)
        values, counts = np.unique(score, return_counts=True)
        flagged = counts[::-1].cumsum()
        nearest = np.argmin(np.abs(flagged - self.share * len(score)))
        return float(values[::-1][nearest])
