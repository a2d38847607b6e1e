"""Features that held categories in training, in tables that have lost that they do.

A CSV file has no categories, and MLflow hands them on as texts; a model that was fitted on
categories by the type of their column would refuse them or read them as something else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.api.types import infer_dtype

NUMBERS = ("integer", "floating", "mixed-integer-float")


def levels_of(X: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the levels of each column of categories, as what JSON can hold.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Training rows.

    Returns
    -------
    dict of str to list

    Examples
    --------
    >>> levels_of(pd.DataFrame({"age": [30], "home": pd.Categorical(["own"], ["own", "rent"])}))
    {'home': ['own', 'rent']}
    """
    categories = X.select_dtypes("category")
    return {name: column.cat.categories.tolist() for name, column in categories.items()}


def as_categories(X: pd.DataFrame, levels: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """Give columns their categories again.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Any rows.
    levels : mapping of str to sequence
        What ``levels_of`` gave of the training rows; another level is missing.

    Returns
    -------
    DataFrame of shape (n, k)
        What holds categories is left as it is, and so is what holds numbers in the place of
        texts or the reverse: that the model refuses itself.

    Examples
    --------
    >>> found = as_categories(pd.DataFrame({"home": ["rent", "boat"]}), {"home": ["own", "rent"]})
    >>> found["home"].cat.codes.tolist()
    [1, -1]
    """
    lost = {name: known for name, known in levels.items() if _has_lost(X[name], known)}
    return X.assign(**{name: _categories(X[name], known) for name, known in lost.items()})


def _categories(column: pd.Series, levels: Sequence[Any]) -> pd.Categorical:
    known = pd.Index(levels)
    return pd.Categorical.from_codes(known.get_indexer(column), categories=known)


def _has_lost(column: pd.Series, levels: Sequence[Any]) -> bool:
    if isinstance(column.dtype, pd.CategoricalDtype):
        return False
    return column.isna().all() or _kind(column) == _kind(levels)


def _kind(values: Any) -> str:
    found = infer_dtype(values, skipna=True)
    return "number" if found in NUMBERS else found
