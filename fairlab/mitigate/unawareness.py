"""Unawareness: a model that is not given the sensitive columns."""

from collections.abc import Iterable, Mapping

import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin

from fairlab.mitigate.cells import named_columns


class Unawareness(TransformerMixin, BaseEstimator):
    """Drop the sensitive columns, and hand on all others as they are.

    What tells them (a postal code, a first name) stays: people of different groups are still told
    apart by it, see ``NoProxies``.

    Parameters
    ----------
    sensitive : str, iterable of str, or mapping, optional
        The columns that are dropped; a strategy fills in those of its dataset. Of a mapping its
        keys.

    Attributes
    ----------
    columns_ : list of str
        Those that are handed on.

    Raises
    ------
    DataError
        When a sensitive attribute is not a column.

    References
    ----------
    Dwork, Hardt, Pitassi, Reingold and Zemel (2012), Fairness through awareness, on why leaving
    the attribute out does not suffice; Kusner, Loftus, Russell and Silva (2017), Counterfactual
    fairness (fairness through unawareness).

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "m"], "income": [1, 2]})
    >>> Unawareness("sex").fit_transform(people)
       income
    0       1
    1       2
    """

    attribute_when_deciding = attribute_in_training = False

    def __init__(self, sensitive: str | Iterable[str] | Mapping | None = None) -> None:
        self.sensitive = sensitive

    def fit(self, X: pd.DataFrame, y: object = None) -> "Unawareness":
        """Learn which columns are left.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : object
            Not looked at.

        Returns
        -------
        Unawareness
            Itself.
        """
        dropped = named_columns(X, self.sensitive)
        self.columns_ = [column for column in X if column not in dropped]
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Hand on the columns that are left.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with at least ``columns_``.

        Returns
        -------
        DataFrame of shape (n, number of columns_)
        """
        return X[self.columns_]
