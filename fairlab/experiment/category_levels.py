"""Features that held categories in training, in tables that have lost that they do.

A CSV file has no categories, and MLflow hands them on as texts; a model that was fitted on
categories by the type of their column would refuse them or read them as something else.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from pandas.api.types import infer_dtype

from fairlab.errors import DataError
from fairlab.learn.text_levels import refuse_other_kinds

# Texts that pandas.read_csv takes for missing, unless it is told not to.
_ABSENT = ("", "NA", "N/A", "n/a", "<NA>", "#N/A", "#N/A N/A", "#NA", "NULL", "null", "None")
_NO_NUMBERS = ("NaN", "nan", "-NaN", "-nan", "1.#IND", "-1.#IND", "1.#QNAN", "-1.#QNAN")
READ_AS_MISSING = frozenset((*_ABSENT, *_NO_NUMBERS))
NUMBERS = ("integer", "floating", "mixed-integer-float")


def levels_of(X: pd.DataFrame) -> dict[str, list[Any]]:
    """Give the levels of each column of categories, as what JSON can hold.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Training rows.

    Examples
    --------
    >>> levels_of(pd.DataFrame({"age": [30], "home": pd.Categorical(["own"], ["own", "rent"])}))
    {'home': ['own', 'rent']}
    """
    categories = X.select_dtypes("category")
    return {name: column.cat.categories.tolist() for name, column in categories.items()}


def misread_levels(X: pd.DataFrame) -> dict[str, str]:
    """Find the levels that a CSV file loses, in columns in which nothing is missing.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Training rows.

    Returns
    -------
    dict of str to str
        By column, the first level that ``pandas.read_csv`` reads as missing.

    Examples
    --------
    >>> misread_levels(pd.DataFrame({"home": pd.Categorical(["None", "own", "rent"])}))
    {'home': 'None'}
    """
    complete = {name: known for name, known in levels_of(X).items() if not X[name].hasnans}
    lost = {name: [k for k in known if k in READ_AS_MISSING] for name, known in complete.items()}
    return {name: found[0] for name, found in lost.items() if found}


def as_categories(
    X: pd.DataFrame,
    levels: Mapping[str, Sequence[Any]],
    misread: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Give columns their categories again.

    Parameters
    ----------
    X : DataFrame of shape (n, k)
        Any rows.
    levels : mapping of str to sequence
        What ``levels_of`` gave of the training rows; another level is missing.
    misread : mapping of str to str, optional
        What ``misread_levels`` gave of them.

    Returns
    -------
    DataFrame of shape (n, k)
        What holds categories is left as it is. Booleans become the texts "True" and "False" again.

    Raises
    ------
    DataError
        When texts were levels and numbers are there, or the other way round, or a column has lost
        one of its levels to missing.

    Examples
    --------
    >>> found = as_categories(pd.DataFrame({"home": ["rent", "boat"]}), {"home": ["own", "rent"]})
    >>> found["home"].cat.codes.tolist()
    [1, -1]
    """
    found = {name: _as_category(X[name], known) for name, known in levels.items()}
    for name, level in (misread or {}).items():
        _refuse_lost_level(X[name], level)
    return X.assign(**found)


def _as_category(column: pd.Series, levels: Sequence[Any]) -> pd.Series | pd.Categorical:
    is_category = isinstance(column.dtype, pd.CategoricalDtype)
    values = column if is_category else _spelt(column, levels)
    refuse_other_kinds(values, levels)
    if is_category or not (values.isna().all() or _kind(values) == _kind(levels)):
        return values
    known = pd.Index(levels)
    return pd.Categorical.from_codes(known.get_indexer(values), categories=known)


def _spelt(column: pd.Series, levels: Sequence[Any]) -> pd.Series:
    """Write booleans as the levels that a reader has made them of, such as "True"."""
    spelt = [level for level in levels if _is_spelt_boolean(level)]
    texts = {level.lower() == "true": level for level in spelt}
    one_each = 0 < len(spelt) == len(texts)  # of "TRUE" and "True" no one knows which it was
    return column.map(texts) if one_each and _kind(column) == "boolean" else column


def _is_spelt_boolean(level: Any) -> bool:
    return isinstance(level, str) and level.lower() in ("true", "false")


def _refuse_lost_level(column: pd.Series, level: str) -> None:
    if isinstance(column.dtype, pd.CategoricalDtype) or not column.hasnans:
        return
    raise DataError(
        f"Column {column.name!r} held {level!r} and nothing missing in training, and now "
        f"{int(column.isna().sum())} values are missing.\npandas reads {level!r} as missing: "
        "read the file with pandas.read_csv(..., keep_default_na=False)."
    )


def _kind(values: Any) -> str:
    found = infer_dtype(values, skipna=True)
    return "number" if found in NUMBERS else found
