"""Columns that a notebook hands over, of whatever library, as those of pandas or as arrays."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import Any

import numpy as np
import pandas as pd

from fairlab.api.arguments import described
from fairlab.data.messages import first_row, quoted, rows, shown
from fairlab.data.same_rows import is_plain
from fairlab.errors import DataError, RequestError


def one_column(what: str, given: Any) -> Any:
    """Take one value per row.

    Parameters
    ----------
    what : str
        What it is called in a message.
    given : Series, array, list, or a frame of one column
        Of pandas, numpy, pyarrow, polars, or another library that narwhals knows.

    Returns
    -------
    Series or ndarray, shape (rows,)
        A Series where rows have labels.

    Raises
    ------
    DataError
        It has several columns.
    RequestError
        It is no column.

    Examples
    --------
    >>> one_column("y", [1, 0]).tolist()
    [1, 0]
    """
    known = as_pandas(given)
    _refuse_no_column(what, known, pd.DataFrame)
    if isinstance(known, pd.DataFrame) and known.shape[1] == 1:
        known = known.iloc[:, 0]
    if isinstance(known, pd.Series):
        return known if known is given or not is_plain(known.index) else known.array
    values = _values(known)
    if values.ndim == 2 and values.shape[1] == 1:
        values = values[:, 0]
    if values.ndim != 1:
        raise DataError(
            f"{what} must be one value per row, but has the shape {values.shape}.\n"
            "Give one column of it."
        )
    return values


def named_columns(what: str, given: Any) -> dict[str, Any]:
    """Take columns, each by a name of its own.

    Parameters
    ----------
    what : str
        What they are called in a message.
    given : DataFrame, Series, mapping or array
        As in `one_column`; of a mapping each value is a column.

    Returns
    -------
    dict of str to Series or ndarray

    Raises
    ------
    DataError
        Two columns have one name, or there is none.
    RequestError
        It is no table.

    Examples
    --------
    >>> list(named_columns("groups", {"sex": ["f", "m"], "age": [20, 30]}))
    ['sex', 'age']
    """
    known = as_pandas(given)
    _refuse_no_column(what, known, pd.DataFrame | Mapping)
    if isinstance(known, Mapping):
        columns = [(str(name), one_column(f"{what}[{name!r}]", one)) for name, one in known.items()]
    else:
        frame = pd.DataFrame(
            known if isinstance(known, pd.DataFrame | pd.Series) else _values(known)
        )
        by_place = not isinstance(given, pd.DataFrame | pd.Series) and is_plain(frame.index)
        taken = [frame.iloc[:, at] for at in range(frame.shape[1])]
        columns = [
            (str(name), one.array if by_place else one)
            for name, one in zip(frame, taken, strict=True)
        ]
    if not columns or not len(columns[0][1]):
        raise DataError(f"There is nobody to audit: {what} has no rows, or no columns.")
    names = pd.Series([name for name, _ in columns])
    if names.duplicated().any():
        raise DataError(
            f"{what} has more than one column called {quoted(names[names.duplicated()].iloc[0])}.\n"
            "Give each a name of its own."
        )
    for name, column in columns:
        _refuse_no_levels(name, pd.Series(column))
    return dict(columns)


def as_pandas(given: Any) -> Any:
    """Take frames and columns of pyarrow, polars and the like for those of pandas."""
    if isinstance(given, pd.DataFrame | pd.Series | np.ndarray | list):
        return given
    import narwhals as nw

    if type(given).__module__.startswith("pyarrow") and hasattr(given, "to_pandas"):
        return given.to_pandas()  # narwhals knows no arrow array in one piece
    known = nw.from_native(given, pass_through=True, allow_series=True)
    if isinstance(known, nw.LazyFrame):
        known = known.collect()
    return known.to_pandas() if isinstance(known, nw.DataFrame | nw.Series) else given


def _values(given: Any) -> np.ndarray:
    if isinstance(given, np.ndarray | pd.DataFrame | pd.Index | pd.api.extensions.ExtensionArray):
        return np.asarray(given)
    listed = list(given)
    nested = listed and isinstance(listed[0], Iterable) and not isinstance(listed[0], str)
    # Left to itself, numpy would write numbers beside text as text.
    return np.asarray(listed) if nested else pd.Series(listed, dtype=object).to_numpy()


def _refuse_no_column(what: str, given: Any, tables: Any) -> None:
    single = isinstance(given, str | bytes | Set) or not isinstance(given, Iterable)
    table = isinstance(given, Mapping) and not issubclass(Mapping, tables)
    if single or table or getattr(given, "ndim", 1) == 0:
        wanted = "a frame with a column per attribute" if what == "groups" else "a value per row"
        raise RequestError(f"{what} must be {wanted}, but got {described(given)}.")


def _refuse_no_levels(name: str, column: pd.Series) -> None:
    """Refuse cells that are no values, such as lists."""
    if column.dtype != object:
        return
    strange = np.array([not isinstance(cell, Hashable) for cell in column])
    if strange.any():
        raise DataError(
            f"{quoted(name)} holds what is no level in {rows(strange.sum())} (first: "
            f"{first_row(strange)}, {shown(column.iloc[strange.argmax()])}).\nGive text or numbers."
        )
