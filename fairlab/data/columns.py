"""The types that columns have inside fairlab: numbers, booleans and categories."""

from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api import types

from fairlab.data.points_in_time import read_moments
from fairlab.data.whole_numbers import LARGEST

_NUMBERS = {"integer", "floating", "mixed-integer-float", "decimal", "boolean", "empty"}
BEYOND_CODES = 10**30  # what is larger is no code of anything
_DATES = {"datetime64", "datetime", "date", "timedelta64", "timedelta", "time", "period"}
_DATE = (
    r"(\d{4}[-/]\d{1,2}[-/]\d{1,2}|(19|20)\d{2}-\d{2}|\d{1,2}[-/]\d{1,2}[-/](\d{4}|\d{2})"
    r"|\d{1,2}\.\d{1,2}\.(\d{4}|\d{2})"
    r"|(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[- ]\d{4}"
    r"|\d{1,2}[- ][A-Za-z]{3,9}[- ]\d{4}|[A-Za-z]{3,9} \d{1,2}, \d{4})([T ,].*)?"
)


def typed(frame: pd.DataFrame, time: str | None = None) -> pd.DataFrame:
    """Give every column the type that the rest of fairlab knows.

    Text becomes a category, nullable numbers become floats with NaN, dates of the time column
    become timestamps. What cannot be converted stays as it is, for the checks to name.

    Parameters
    ----------
    frame : DataFrame
        The table; of columns with the same name the first is kept.
    time : str, optional
        The column to read as points in time.

    Returns
    -------
    DataFrame
        A new frame with rows numbered from 0.

    Examples
    --------
    >>> typed(pd.DataFrame({"a": ["x", "y"], "b": [True, None]})).dtypes.astype(str).tolist()
    ['category', 'float64']
    """
    once = frame.loc[:, ~frame.columns.duplicated()].reset_index(drop=True)
    columns = {c: _moments(once[c]) if c == time else _typed_column(once[c]) for c in once}
    return pd.DataFrame(columns, index=once.index)


def is_text(values: pd.Series) -> bool:
    """Tell whether a column holds categories whose names are text.

    Parameters
    ----------
    values : Series
        A column of ``typed``.

    Examples
    --------
    >>> is_text(pd.Series(["a", "b"], dtype="category"))
    True
    """
    levels = getattr(values.dtype, "categories", None)
    return levels is not None and types.infer_dtype(levels) == "string"


def holds_dates(values: pd.Series) -> bool:
    """Tell whether a column holds dates, times or durations, as such or as text.

    Parameters
    ----------
    values : Series
        A column of ``typed``.

    Examples
    --------
    >>> holds_dates(pd.Series(["2026-01-31", None], dtype="category"))
    True
    """
    if is_text(values):
        return bool(matching(values.cat.categories, _DATE).all())
    return types.infer_dtype(values, skipna=True) in _DATES


def matching(levels: pd.Index, pattern: str) -> np.ndarray:
    r"""Tell which levels a pattern describes as a whole.

    Parameters
    ----------
    levels : Index of str
        The levels of a category.
    pattern : str
        A regular expression of RE2.

    Returns
    -------
    ndarray of bool, one per level

    Examples
    --------
    >>> matching(pd.Index(["1", "x", "12 "]), r"\d+").tolist()
    [True, False, False]
    """
    found = pc.match_substring_regex(pa.array(levels, pa.string()), f"^(?:{pattern})$")
    return found.to_numpy(zero_copy_only=False)


def _typed_column(values: pd.Series) -> pd.Series:
    if isinstance(values.dtype, pd.CategoricalDtype) or _is_plain(values.dtype):
        return values
    try:
        values = values.infer_objects()
    except UnicodeEncodeError:  # text that is no Unicode: left for the checks
        return values
    kind = types.infer_dtype(values, skipna=True)
    if kind == "string":
        return values.astype("category")
    return _number(values) if kind in _NUMBERS else values


def _is_plain(dtype: object) -> bool:
    return isinstance(dtype, np.dtype) and dtype.kind != "O"


def _number(values: pd.Series) -> pd.Series:
    if _floats_merge(values):
        return values.astype("str").where(values.notna(), None).astype("category")
    if types.infer_dtype(values, skipna=True) == "decimal" and (exact := _exact(values)):
        return values.map(exact).astype("category")
    if types.is_extension_array_dtype(values.dtype) and not values.hasnans:
        return pd.Series(np.asarray(values.tolist()), values.index, name=values.name)
    try:
        return values.where(values.notna(), np.nan).astype("float64")
    except OverflowError:  # an integer beyond 1e308: left for the checks
        return values


def _floats_merge(values: pd.Series) -> bool:
    """Tell whole numbers, one of them missing or beyond 64 bits, that floats cannot keep apart."""
    known = values.dropna()
    if known.empty or types.infer_dtype(known) != "integer":
        return False
    if isinstance(known.dtype, np.dtype) and known.dtype.kind in "iu":
        return False  # nothing is missing: they stay what they are
    return LARGEST < max(abs(int(known.min())), abs(int(known.max()))) < BEYOND_CODES


def _exact(values: pd.Series) -> dict[Decimal, str]:
    """Write decimals beyond 2**53 of which floats would merge some; of others nothing."""
    floats = values.dropna().astype("float64")
    if floats.empty or not LARGEST < floats.abs().max() < BEYOND_CODES:
        return {}
    known = values.dropna().unique().tolist()
    return {value: f"{value:f}" for value in known} if floats.nunique() < len(known) else {}


def _moments(values: pd.Series) -> pd.Series:
    if types.is_numeric_dtype(values) or types.is_datetime64_any_dtype(values):
        return values
    found = read_moments(values)
    return values if found is None else found  # what cannot be read is left for the checks


def as_floats(values: pd.Series) -> np.ndarray:
    """Give numbers as floats, missing ones as NaN."""
    found: np.ndarray = values.to_numpy(float, na_value=np.nan)
    return found
