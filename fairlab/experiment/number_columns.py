"""Features that held numbers in training, in tables that mark missing ones in another way."""

from collections.abc import Container
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.columns import typed


def as_numbers(X: pd.DataFrame, categories: Container[str]) -> pd.DataFrame:
    """Give numbers the types that training had: pandas' own missing value becomes NaN.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Any rows.
    categories : container of str
        The columns that held categories in training; these are left as they are, and so is text.

    Returns
    -------
    DataFrame of shape (n, k)

    Examples
    --------
    >>> ages = pd.DataFrame({"age": pd.array([30, None], "Int64")}, index=[4, 2])
    >>> as_numbers(ages, ())["age"].to_dict()
    {4: 30.0, 2: nan}
    """
    loose = [name for name, dtype in X.dtypes.items() if not _is_plain(dtype)]
    lost = [name for name in loose if name not in categories and not _is_text(X[name])]
    if not lost:
        return X
    return X.assign(**typed(X[lost]).set_axis(X.index))


def _is_plain(dtype: Any) -> bool:
    plain = isinstance(dtype, np.dtype) and dtype.kind != "O"
    return plain or isinstance(dtype, pd.CategoricalDtype)


def _is_text(column: pd.Series) -> bool:
    return pd.api.types.infer_dtype(column, skipna=True) == "string"
