"""What values a column can take, and columns as numbers."""

import numpy as np
import pandas as pd

MOST_LEVELS = 12
FIRST = 1000


def kind_of(values: pd.Series) -> str:
    """Tell what values a column can take.

    Parameters
    ----------
    values : Series
        One column; missing values are left out.

    Returns
    -------
    str
        ``"binary"``: at most two values of any type; ``"categorical"``: words or categories;
        ``"ordered"``: numbers with at most twelve values; ``"count"``: more than twelve, all
        whole; ``"continuous"``: other numbers.

    Examples
    --------
    >>> kind_of(pd.Series([True, False])), kind_of(pd.Series(list("abc")))
    ('binary', 'categorical')
    >>> kind_of(pd.Series([1, 2, 2, 3])), kind_of(pd.Series(range(30)))
    ('ordered', 'count')
    >>> kind_of(pd.Series(range(30)) / 7)
    'continuous'
    """
    levels = _number_of_levels(values)
    if levels <= 2:
        return "binary"
    if not pd.api.types.is_numeric_dtype(values):
        return "categorical"
    if levels <= MOST_LEVELS:
        return "ordered"
    numbers = values.dropna().to_numpy(float)
    return "count" if (numbers == np.floor(numbers)).all() else "continuous"


def numbers_of(values: pd.Series, beside: pd.Series | None = None) -> np.ndarray:
    """Give a column as numbers: codes for words, in an order that means something.

    Parameters
    ----------
    values : Series of shape (n,)
        One column.
    beside : Series of shape (n,), optional
        Numbers by whose mean the levels of a categorical column are ordered; the alphabet where
        left out.

    Returns
    -------
    array of float, shape (n,)
        NaN where missing.

    Examples
    --------
    >>> numbers_of(pd.Series(["b", "a", None])).tolist()
    [1.0, 0.0, nan]
    >>> numbers_of(pd.Series(["b", "a", "c"]), pd.Series([1, 2, 0])).tolist()
    [1.0, 2.0, 0.0]
    """
    if pd.api.types.is_numeric_dtype(values):
        return values.to_numpy(float, na_value=np.nan)
    codes, levels = pd.factorize(values, sort=True)
    place = np.arange(len(levels))
    if beside is not None and len(levels) > 2:
        means = beside.astype(float).groupby(codes).mean().drop(-1, errors="ignore")
        place = means.to_numpy().argsort(kind="stable").argsort()
    return np.where(codes < 0, np.nan, place[codes])


def _number_of_levels(values: pd.Series) -> int:
    """Count the values; where the first rows hold many, the others need not be looked at."""
    at_first = values.iloc[:FIRST].nunique()
    return at_first if at_first > MOST_LEVELS else values.nunique()
