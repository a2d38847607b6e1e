"""What rules have in common that decide by one threshold for everybody."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from fairlab.mitigate.labelled_scores import labelled_scores
from fairlab.mitigate.rules import Reference


class SingleThreshold(BaseEstimator):
    """Flag the rows whose score reaches ``threshold_``; each rule chooses it in its own way.

    Attributes
    ----------
    threshold_ : float
        Rows with at least this score are flagged.
    """

    on = "validation"
    needs: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def fit(
        self,
        y: Any,
        score: Any,
        frame: pd.DataFrame | None = None,
        reference: Reference | None = None,
    ) -> Self:
        """Choose the threshold.

        Parameters
        ----------
        y : array-like of shape (n,)
            1 for the bad event, 0 otherwise.
        score : array-like of shape (n,)
            The higher, the more suspect.
        frame : DataFrame of shape (n, ...), optional
            Not looked at: everybody has the same threshold.
        reference : mapping of str to mapping of str to float, optional
            Figures of the strategies in ``needs``, on the same rows: ``recall`` and so on.

        Raises
        ------
        DataError
            When a label or a score is missing, or rows are in another order.
        """
        labels, known = labelled_scores(y, score, frame)
        self.threshold_ = self.choose(labels, known, reference or {})
        return self

    def choose(self, y: np.ndarray, score: np.ndarray, reference: Reference) -> float:
        """Give the threshold; what each rule does."""
        raise TypeError(f"{type(self).__name__} does not say how its threshold is chosen.")

    def decide(self, score: Any, frame: pd.DataFrame | None = None) -> np.ndarray:
        """Flag the rows whose score reaches the threshold.

        Parameters
        ----------
        score : array-like of shape (n,)
            Of any rows.
        frame : DataFrame, optional
            Not looked at.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        check_is_fitted(self, "threshold_")
        flagged: np.ndarray = np.asarray(score, float) >= self.threshold_
        return flagged

    def to_dict(self) -> dict[str, Any]:
        """Give the threshold, and the settings by which it was chosen."""
        return {**self.get_params(deep=False), "threshold_": self.threshold_}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        settings = {name: value for name, value in state.items() if name != "threshold_"}
        rule = cls(**settings)
        rule.threshold_ = state["threshold_"]
        return rule
