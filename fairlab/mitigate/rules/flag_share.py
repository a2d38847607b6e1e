"""Flagging as many people as can be looked at."""

from numbers import Real

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.mitigate.idle_budget import refuse_idle_share
from fairlab.mitigate.rules import Reference
from fairlab.mitigate.rules.single_threshold import SingleThreshold
from fairlab.stats.share_threshold import share_threshold


class FlagShare(SingleThreshold):
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
    >>> FlagShare(0.5).fit([0, 0, 0, 1], [0.1, 0.4, 0.6, 0.9]).threshold_
    0.6
    """

    _parameter_constraints = {  # noqa: RUF012
        "share": [Interval(Real, 0, 1, closed="neither")],
        "on": [StrOptions({"validation", "test"})],
    }

    def __init__(self, share: float = 0.05, on: str = "validation") -> None:
        self.share = share
        self.on = on

    @property
    def budget(self) -> float:
        """The share."""
        return self.share

    def check(self, X: pd.DataFrame, y: pd.Series) -> None:
        """Refuse a share of the training rows that is nobody or everybody."""
        refuse_idle_share(self.share, len(y))

    def choose(self, y: np.ndarray, score: np.ndarray, reference: Reference) -> float:
        """Give the threshold that flags the share, and no more than that.

        Parameters
        ----------
        y : ndarray of shape (n,)
            Not looked at.
        score : ndarray of shape (n,)
            The higher, the more likely positive.
        reference : mapping
            Not looked at.

        Returns
        -------
        float
            Of scores that tie at the cut none are flagged where all would be more than the share.
        """
        self._validate_params()
        return share_threshold(score, self.share)
