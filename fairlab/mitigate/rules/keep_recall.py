"""A threshold at which as large a share of the bad events is caught as by another strategy."""

import numpy as np
from sklearn.utils._param_validation import StrOptions

from fairlab.errors import DataError, RequestError
from fairlab.mitigate.rules import Reference
from fairlab.mitigate.rules.single_threshold import SingleThreshold
from fairlab.stats.recall_threshold import recall_threshold


class KeepRecall(SingleThreshold):
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
    >>> kept = {"baseline": {"recall": 0.5}}
    >>> KeepRecall().fit([0, 1, 0, 1], [0.1, 0.4, 0.6, 0.9], reference=kept).threshold_
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
    def budget(self) -> str:
        """Whose recall is kept."""
        return f"recall of {self.strategy}"

    @property
    def needs(self) -> tuple[str, ...]:  # type: ignore[override]
        """The strategy whose run with the same seed must be finished first."""
        return (self.strategy,)

    def choose(self, y: np.ndarray, score: np.ndarray, reference: Reference) -> float:
        """Give the highest threshold whose recall is at least that of the other strategy.

        Parameters
        ----------
        y : ndarray of shape (n,)
            1 for a positive, 0 otherwise.
        score : ndarray of shape (n,)
            The higher, the more likely positive.
        reference : mapping of str to mapping of str to float
            The ``recall`` of the strategy, on the same rows.

        Returns
        -------
        float
            For a recall of 0 nothing has to be flagged: the next number above every score, which
            unlike infinity can be recorded.

        Raises
        ------
        DataError
            When no row is positive.
        RequestError
            When the recall is missing or not from 0 to 1.
        """
        self._validate_params()
        recall = reference.get(self.strategy, {}).get("recall", float("nan"))
        refuse_unreachable(score, score[y == 1], recall)
        return recall_threshold(score, y == 1, recall)


def refuse_unreachable(score: np.ndarray, hits: np.ndarray, recall: float) -> None:
    """Refuse a recall that is none, and rows without a bad event.

    Parameters
    ----------
    score, hits : ndarray
        Of all rows, and of those with the bad event.
    recall : float

    Raises
    ------
    DataError, RequestError
    """
    if not hits.size:
        raise DataError(
            f"None of the {score.size} rows is positive, so that no threshold has a recall.\n"
            "Choose the threshold on rows with both labels."
        )
    if not 0 <= recall <= 1:
        raise RequestError(f"`0 <= recall <= 1` must hold, but got recall={recall}.")
