"""Single columns as xgboost reads them: categories as codes, the rest as float32."""

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.level_names import python_value
from fairlab.data.messages import number_of
from fairlab.errors import DataError
from fairlab.learn.text_levels import refuse_other_kinds

FEW = 8192  # rows up to which it is faster to turn all columns into float32 at once


def categories_of(values: pd.Series) -> list | None:
    """List the categories of a column; None of numbers.

    Raises
    ------
    DataError
        It holds neither numbers nor text nor categories.
    """
    if _is_number(values.dtype):
        return None
    if isinstance(values.dtype, pd.CategoricalDtype):
        found = values.cat.remove_unused_categories().cat.categories.tolist()
    elif pd.api.types.is_string_dtype(values) or values.dtype == object:
        found = sorted(values.dropna().unique(), key=lambda value: (str(type(value)), value))
    else:
        raise DataError(
            f"Column {values.name!r} holds {values.dtype}, which the model cannot read.\n"
            "Turn it into a number, such as the days since a date, or into text."
        )
    known = [python_value(value) for value in found]
    strange = [value for value in known if not isinstance(value, str | bool | int | float)]
    if strange:
        raise DataError(
            f"Column {values.name!r} holds a {type(strange[0]).__name__} ({strange[0]}) as a "
            "category. Turn it into text or a number."
        )
    return known


def codes_of(values: pd.Series, known: list) -> np.ndarray:
    """Give the place of each value among the known categories; -1 where missing or unknown.

    Examples
    --------
    >>> codes_of(pd.Series(["cook", None, "pilot"]), ["clerk", "cook"]).tolist()
    [1, -1, -1]
    """
    refuse_other_kinds(values, known)
    if isinstance(values.dtype, pd.CategoricalDtype):
        place = {value: number for number, value in enumerate(known)}
        # one place more, so that the code -1 of a missing value finds -1
        places = [*(place.get(value, -1) for value in values.dtype.categories.tolist()), -1]
        return np.array(places)[values.array.codes]
    index = pd.Index(known, dtype=object)
    return index.get_indexer(pd.Index(values.astype(object)))


def float32_columns(table: pd.DataFrame, names: list) -> Iterator[np.ndarray]:
    """Turn columns into float32; few rows all at once, which saves a hundred small steps."""
    kinds = dict(table.dtypes.items())
    for name in names:
        if not _is_number(kinds[name]):
            raise _no_number(table[name])
    if len(table) <= FEW:
        wides: Iterable = table[names].to_numpy(np.float64, na_value=np.nan).T
    else:
        wides = (table[name].to_numpy(np.float64, na_value=np.nan) for name in names)
    for name, wide in zip(names, wides, strict=True):
        with np.errstate(over="ignore"):
            narrow = wide.astype(np.float32)
        if np.isinf(narrow).any():
            raise _endless(name, wide, np.flatnonzero(np.isinf(narrow)))
        yield narrow[:, None]


def _is_number(dtype: Any) -> bool:
    kinds = pd.api.types
    return kinds.is_numeric_dtype(dtype) and not kinds.is_complex_dtype(dtype)


def _no_number(values: pd.Series) -> DataError:
    example = values.dropna().iloc[:1].tolist()
    return DataError(
        f"Column {values.name!r} held numbers in training and now holds {values.dtype}"
        f"{f', such as {example[0]!r}' if example else ''}.\nTurn it into numbers."
    )


def _endless(name: Any, wide: np.ndarray, rows: np.ndarray) -> DataError:
    return DataError(
        f"Column {name!r} holds infinity or what is beyond float32 in "
        f"{number_of(len(rows), 'row')} (first in row {rows[0] + 1}: {wide[rows[0]]:g}).\n"
        "Replace them with missing."
    )
