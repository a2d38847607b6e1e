"""Choosing where a score becomes a decision."""

from typing import Any

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import StrOptions

from fairlab.errors import DataError, RequestError

ROUNDING = 1e-9  # rows; a recall is a quotient of two counts


class KeepRecall(BaseEstimator):
    """Flag as few rows as possible while catching as large a share of positives as another model.

    Parameters
    ----------
    strategy : str
        The strategy whose recall is to be kept.
    on : {"validation", "test"}
        The rows on which the threshold is chosen. ``"test"`` is what the study did; its
        figures are optimistic.

    References
    ----------
    Section 5.2.1 of van der Pol (2026): "the highest threshold that still achieves the
    required recall".

    Examples
    --------
    >>> KeepRecall().choose([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9], recall=0.5)
    0.9
    """

    _parameter_constraints = {  # noqa: RUF012
        "strategy": [str],
        "on": [StrOptions({"validation", "test"})],
    }

    def __init__(self, strategy: str = "baseline", on: str = "validation") -> None:
        self.strategy = strategy
        self.on = on

    @property
    def needs(self) -> tuple[str, ...]:
        """The strategies whose run with the same seed must be finished first."""
        return (self.strategy,)

    @property
    def optimistic(self) -> bool:
        """Whether the threshold is chosen on the rows on which it is judged."""
        return self.on == "test"

    def choose(self, y: Any, score: Any, recall: float) -> float:
        """Give the highest threshold whose recall is at least ``recall``.

        Parameters
        ----------
        y : array-like of shape (n,)
            1 for a positive, 0 otherwise.
        score : array-like of shape (n,)
            The higher, the more likely positive.
        recall : float
            The share of the positives to be caught, from 0 to 1.

        Returns
        -------
        float
            Rows with at least this score are flagged. For a recall of 0 nothing has to be
            flagged: the next number above every score, which unlike infinity can be recorded.

        Raises
        ------
        DataError
            When a score is missing, or no row is positive.
        RequestError
            When the recall is missing or not from 0 to 1.
        """
        self._validate_params()
        score = np.asarray(score)
        hits = np.sort(score[np.asarray(y) == 1])[::-1]
        refuse_missing(score)
        _refuse(score, hits, recall)
        wanted = int(np.ceil(recall * len(hits) - ROUNDING))
        if wanted == 0:
            return float(np.nextafter(score.max(), np.inf))
        return float(hits[wanted - 1])


def refuse_missing(score: np.ndarray) -> None:
    """Refuse to choose a threshold where a score is missing.

    Examples
    --------
    >>> refuse_missing(np.array([0.1, 0.9]))
    """
    missing = np.flatnonzero(np.isnan(score))
    if missing.size:
        raise DataError(
            f"{missing.size} of {score.size} scores are missing (first in row {missing[0]}).\n"
            "No threshold can be chosen: look at what the model predicts for these rows."
        )


def _refuse(score: np.ndarray, hits: np.ndarray, recall: float) -> None:
    if not hits.size:
        raise DataError(
            f"None of the {score.size} rows is positive, so that no threshold has a recall.\n"
            "Choose the threshold on rows with both labels."
        )
    if not 0 <= recall <= 1:
        raise RequestError(f"`0 <= recall <= 1` must hold, but got recall={recall}.")
