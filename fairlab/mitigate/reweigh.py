"""Reweighing: make sensitive group and label independent by row weights."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from sklearn.base import BaseEstimator

from fairlab.data.same_rows import refuse_other_rows
from fairlab.errors import RequestError
from fairlab.mitigate.cells import learn_groups, number_rows
from fairlab.mitigate.known_labels import refuse_missing_labels


class Reweigh(BaseEstimator):
    """Weight each row by the expected over the observed share of its group and label.

    The weight is P(g) P(y) / P(g, y), where a group g is a combination of all sensitive
    attributes; continuous ones are cut in two halves. A group without any row of one label
    cannot be made independent of it: its other label gets the weight P(y), and the rest is
    independent as far as the rows allow.

    Parameters
    ----------
    sensitive : str or iterable of str, optional
        The sensitive columns of X; a strategy fills in those of its dataset.

    References
    ----------
    Calders, Kamiran and Pechenizkiy (2009), Building classifiers with independency
    constraints; Kamiran and Calders (2012), Data preprocessing techniques for
    classification without discrimination (reweighing).

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "f", "f", "m"]})
    >>> Reweigh("sex").weights(people, pd.Series([0, 0, 1, 1])).round(3).tolist()
    [0.857, 0.857, 1.714, 0.571]
    """

    def __init__(self, sensitive: str | Iterable[str] | None = None) -> None:
        self.sensitive = sensitive

    def check(self, X: pd.DataFrame, y: pd.Series) -> None:
        """Refuse what ``weights`` would refuse, before anything is trained.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : Series of shape (n,)
            The label of each row.

        Raises
        ------
        DataError
            When a sensitive attribute is not a column of X, a label is missing, or rows of X and
            y are in another order.
        RequestError
            When no sensitive attribute is named.
        """
        expected_rows(X, y, self.sensitive)

    def weights(self, X: pd.DataFrame, y: pd.Series) -> pd.Series:
        """Weigh each row.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : Series of shape (n,)
            The label of each row.

        Returns
        -------
        Series of shape (n,)
            Positive numbers of mean 1, with the index of X.

        Raises
        ------
        DataError
            When a sensitive attribute is not a column of X, a label is missing, or rows of X and
            y are in another order.
        RequestError
            When no sensitive attribute is named.
        """
        of_row, expected = expected_rows(X, y, self.sensitive)
        weight = (expected / np.bincount(of_row))[of_row]
        return pd.Series(weight / weight.mean(), index=X.index, name="weight")


def expected_rows(
    X: pd.DataFrame, y: ArrayLike, sensitive: str | int | Iterable | None
) -> tuple[np.ndarray, np.ndarray]:
    """Count the rows that each cell would have if group and label were independent.

    Parameters
    ----------
    X : DataFrame of shape (n, ...)
        Rows with the sensitive columns in them.
    y : array-like of shape (n,)
        The label of each row.
    sensitive : str or iterable of str
        The sensitive columns.

    Returns
    -------
    tuple of ndarray
        The number of each row's cell, and the rows expected per cell (not whole numbers).

    Raises
    ------
    DataError
        A label is missing, or rows of X and y are in another order.
    RequestError
        When no sensitive attribute is named.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "f", "f", "m"]})
    >>> of_row, expected = expected_rows(people, np.array([0, 0, 1, 1]), "sex")
    >>> of_row.tolist(), expected.tolist()
    ([0, 0, 1, 2], [1.5, 1.5, 0.5])
    """
    refuse_other_rows(X=X, y=y)
    refuse_missing_labels(y)
    y = np.asarray(y)
    groups = learn_groups(X, sensitive).of(X)
    if groups.shape[1] == 0:
        raise RequestError(
            "No sensitive attribute is named, so that there are no groups to balance.\n"
            "Name some: --sensitive gender,age on the command line, or "
            "sensitive=['gender', 'age'] in code."
        )
    of_row, first = number_rows(groups, y)
    group, _ = number_rows(groups, np.zeros(len(y)))
    label = np.unique(y, return_inverse=True)[1]
    expected = np.bincount(group)[group[first]] * np.bincount(label)[label[first]] / len(y)
    return of_row, expected
