"""Arrays and tables by a hash of what they hold, whatever their place in memory."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

import numpy as np
import pandas as pd

WHOLE_BYTES = frozenset("biufcmMSUV")
LONG_DOUBLES = frozenset("gG")  # some of their bytes are whatever was there before
Tell = Callable[[Any], str]


def digest(content: str | bytes) -> str:
    """Hash text or bytes to 16 hex digits.

    Examples
    --------
    >>> digest("") == digest(b"")
    True
    """
    raw = content.encode(errors="backslashreplace") if isinstance(content, str) else content
    return f"sha256:{sha256(raw).hexdigest()[:16]}"


def array_text(array: np.ndarray, tell: Tell) -> str:
    """Describe an array by its dtype, its shape and a hash of its bytes.

    Order in memory, byte order and the bits of a NaN make no difference; -0.0 is not 0.0.

    Parameters
    ----------
    array : ndarray
        Of any dtype; objects are told one by one, and so are the fields of a record.
    tell : callable
        Describes an element that is no plain number.

    Examples
    --------
    >>> column = np.arange(6.0).reshape(3, 2)[:, 0]
    >>> array_text(column, repr) == array_text(np.array([0, 2, 4], dtype=">f8"), repr)
    True
    """
    dtype, shape = array.dtype, tuple(map(int, array.shape))
    if dtype.names is not None:
        # Field by field, because the bytes between fields are whatever was there before.
        fields = ", ".join(f"{name}: {array_text(array[name], tell)}" for name in dtype.names)
        return f"array({{{fields}}}, {shape})"
    if dtype.kind not in WHOLE_BYTES or dtype.char in LONG_DOUBLES:
        return f"array({dtype.str}, {shape}, {digest(', '.join(map(tell, array.flat)))})"
    little = dtype.newbyteorder("<")
    content = _same_nan(np.ascontiguousarray(array, dtype=little)).tobytes()
    return f"array({little.str}, {shape}, {digest(content)})"


def table_text(table: Any, tell: Tell) -> str:
    """Describe what pandas holds by its names, its labels, its dtypes and its values.

    Parameters
    ----------
    table : DataFrame, Series, Index or ExtensionArray
        How its columns are put together in memory makes no difference.
    tell : callable
        Describes names, dtypes and elements.
    """
    if isinstance(table, pd.DataFrame):
        columns = ", ".join(_values(table.iloc[:, i], tell) for i in range(table.shape[1]))
        return f"DataFrame({tell(table.columns)}, {tell(table.index)}, {columns})"
    if isinstance(table, pd.Series):
        return f"Series({tell(table.name)}, {tell(table.index)}, {_values(table, tell)})"
    if isinstance(table, pd.Index):
        return f"Index({tell(list(table.names))}, {_values(table, tell)})"
    return _values(table, tell)


def sparse_text(matrix: Any, tell: Tell) -> str:
    """Describe a sparse matrix by its format, its shape and its values, row by row.

    Parameters
    ----------
    matrix : scipy.sparse matrix or array
        Values that are stored in pieces are added up first.
    tell : callable
        Describes the arrays of values and places.
    """
    rows = matrix.tocsr(copy=True)
    rows.sum_duplicates()
    places = (part.astype(np.int64) for part in (rows.indices, rows.indptr))
    arrays = ", ".join(map(tell, (rows.data, *places)))
    return f"{type(matrix).__name__}({tuple(map(int, matrix.shape))}, {arrays})"


def _values(column: Any, tell: Tell) -> str:
    if isinstance(column.dtype, np.dtype):
        return array_text(np.asarray(column), tell)
    elements = np.empty(len(column), dtype=object)
    elements[:] = list(column)
    return f"{tell(column.dtype)}: {array_text(elements, tell)}"


def _same_nan(array: np.ndarray) -> np.ndarray:
    if array.dtype.kind == "c":
        array = array.view(f"<f{array.dtype.itemsize // 2}")
    if array.dtype.kind == "f" and np.isnan(array).any():
        return np.where(np.isnan(array), np.nan, array)
    return array
