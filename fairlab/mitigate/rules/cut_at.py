"""A threshold that is known beforehand."""

from collections.abc import Mapping
from numbers import Real
from typing import Any, Self

import numpy as np
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.rules import Reference
from fairlab.mitigate.rules.single_threshold import SingleThreshold

HALF = 0.5


class CutAt(SingleThreshold):
    """Flag the rows whose score reaches a given threshold.

    Parameters
    ----------
    threshold : float
        Mostly from 0 to 1; the default is the usual one half.

    Examples
    --------
    >>> CutAt().fit([0, 1], [0.4, 0.6]).decide([0.49, 0.5]).tolist()
    [False, True]
    """

    _parameter_constraints = {  # noqa: RUF012
        "threshold": [Interval(Real, None, None, closed="neither")],
    }

    def __init__(self, threshold: float = HALF) -> None:
        self.threshold = threshold

    def choose(self, y: np.ndarray, score: np.ndarray, reference: Reference) -> float:
        """Give the threshold that was asked for."""
        self._validate_params()
        return float(self.threshold)

    def to_dict(self) -> dict[str, Any]:
        """Give the threshold."""
        return {"threshold": self.threshold_}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        rule = cls(state["threshold"])
        rule.threshold_ = state["threshold"]
        return rule
