"""The correlation remover: numbers that go with no sensitive attribute in a straight line."""

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._param_validation import Interval

from fairlab.data.columns import as_floats
from fairlab.mitigate.cells import named_columns
from fairlab.mitigate.sampling import SENSITIVE


class CorrelationRemover(TransformerMixin, BaseEstimator):
    """Subtract from each number what the attributes predict of it by least squares.

    As fairlearn's estimator of this name, for tables with levels and missing values: a sensitive
    number counts as it is, of a sensitive level each but the first is a 0/1 column, and a missing
    value is a level, or the mean of the numbers. Columns of levels are handed on as they are, and
    may go with the attributes; the sensitive columns are dropped. It assumes that attributes work
    in straight lines: trees find what is left in other shapes. **The attribute has to be known
    of everybody who is decided about**: two people who differ in it alone are given other numbers.

    Parameters
    ----------
    alpha : float
        How much is subtracted: 0 nothing, 1 all of it.
    sensitive : str, iterable of str, or mapping, optional
        The sensitive columns; a strategy fills in those of its dataset. Of a mapping its keys.

    Attributes
    ----------
    slopes_ : dict of str to ndarray
        By column, one per column that stands for the attributes.

    Raises
    ------
    DataError
        When a sensitive attribute is not a column.

    References
    ----------
    Bird, Dudik, Edgar and others (2020), Fairlearn: a toolkit for assessing and improving fairness
    in AI (CorrelationRemover).

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "f", "m", "m"], "height": [1.0, 3.0, 5.0, 7.0]})
    >>> CorrelationRemover(sensitive="sex").fit_transform(people)["height"].round(3).tolist()
    [3.0, 5.0, 3.0, 5.0]
    """

    attribute_when_deciding = True
    _parameter_constraints = {  # noqa: RUF012
        "alpha": [Interval(Real, 0, 1, closed="both")],
        "sensitive": [*SENSITIVE],
    }

    def __init__(
        self, alpha: float = 1.0, sensitive: str | Iterable[str] | Mapping | None = None
    ) -> None:
        self.alpha = alpha
        self.sensitive = sensitive

    def fit(self, X: pd.DataFrame, y: object = None) -> "CorrelationRemover":
        """Learn what the attributes predict of each number.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : object
            Not looked at.

        Returns
        -------
        CorrelationRemover
            Itself.
        """
        self._validate_params()
        names = named_columns(X, self.sensitive)
        self.columns_ = list(X)
        self.coding_ = {name: _coding(X[name]) for name in names}
        coded = self._coded(X)
        self.means_ = coded.mean(axis=0)
        numbers = X.drop(columns=[*names]).select_dtypes("number")
        self.slopes_ = {name: self._slopes(numbers[name], coded) for name in numbers}
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Subtract it from the numbers of rows.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the columns of the training rows, the sensitive ones among them.

        Returns
        -------
        DataFrame of shape (n, k)
            Without the sensitive columns.
        """
        beyond = self._coded(X) - self.means_
        left = {
            # A sum by hand: a product of matrices may end otherwise for one row than for many.
            name: as_floats(X[name]) - self.alpha * (beyond * slopes).sum(axis=1)
            for name, slopes in self.slopes_.items()
        }
        return X.drop(columns=[*self.coding_]).assign(**left)

    def _coded(self, X: pd.DataFrame) -> np.ndarray:
        parts = [_code(X[name], coding) for name, coding in self.coding_.items()]
        return np.hstack([np.empty((len(X), 0)), *parts])

    def _slopes(self, number: pd.Series, coded: np.ndarray) -> np.ndarray:
        values = as_floats(number)
        known = ~np.isnan(values)
        if not known.any():
            return np.zeros(coded.shape[1])
        centred = coded[known] - coded[known].mean(axis=0)
        slopes: np.ndarray = np.linalg.lstsq(centred, values[known], rcond=None)[0]
        return slopes


def _coding(values: pd.Series) -> dict[str, Any]:
    """Say how an attribute becomes numbers: by its mean where missing, or by its levels."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        return {"mean": float(values.mean()) if values.notna().any() else 0.0}
    return {"levels": np.asarray(pd.factorize(values, sort=True)[1], object).tolist()}


def _code(values: pd.Series, coding: Mapping[str, Any]) -> np.ndarray:
    if "mean" in coding:
        return np.nan_to_num(as_floats(values), nan=coding["mean"])[:, None]
    shown = values.astype(object)
    columns = [shown.isna(), *(shown == level for level in coding["levels"][1:])]
    return np.column_stack([column.to_numpy(float) for column in columns])
