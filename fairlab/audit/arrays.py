"""What an audit takes in: labels and decisions of 0 and 1, row by row in one order."""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.data.messages import first_row, rows, shown
from fairlab.errors import DataError


def zero_or_one(what: str, values: ArrayLike) -> np.ndarray:
    """Take labels or decisions, which are 0 and 1 alone.

    Parameters
    ----------
    what : str
        What they are called in a message.
    values : array of 0 and 1, shape (rows,)

    Returns
    -------
    ndarray of int32, shape (rows,)

    Raises
    ------
    DataError
        A value is missing or another one.

    Examples
    --------
    >>> zero_or_one("flagged", [True, False]).tolist()
    [1, 0]
    """
    given = _one_per_row(what, values)
    if given.dtype == bool:
        return given.astype(np.int32)
    strange = (given != 0) & (given != 1)
    if strange.any():
        value = shown(given[strange.argmax()])
        raise DataError(
            f"{what} holds something else than 0 and 1 in {rows(strange.sum())} "
            f"(first: {first_row(strange)}, {value}).\nLabel these rows, or leave them out."
        )
    return given.astype(np.int32)


def numbers(what: str, values: ArrayLike) -> np.ndarray:
    """Take scores, none of which is missing.

    Parameters
    ----------
    what : str
        What they are called in a message.
    values : array of float, shape (rows,)

    Returns
    -------
    ndarray of float, shape (rows,)

    Raises
    ------
    DataError
        A value is missing or infinite.

    Examples
    --------
    >>> numbers("score", [0, 1]).tolist()
    [0.0, 1.0]
    """
    plain = _one_per_row(what, values)
    text = np.array([isinstance(one, str) for one in plain]) if plain.dtype == object else None
    if text is not None and text.any():
        raise DataError(
            f"{what} holds text in {rows(text.sum())} (first: {first_row(text)}, "
            f"{shown(plain[text.argmax()])}).\nGive numbers."
        )
    given = plain.astype(float)
    endless = ~np.isfinite(given)
    if endless.any():
        raise DataError(
            f"{what} is missing or infinite in {rows(endless.sum())} (first: {first_row(endless)})."
            "\nLook at what the model says of these rows."
        )
    return given


def _one_per_row(what: str, values: ArrayLike) -> np.ndarray:
    """Take one value per row, text and what is missing (as NaN) among objects."""
    given = np.asarray(values)
    if given.ndim != 1:
        raise DataError(
            f"{what} must be one value per row, but has the shape {given.shape}.\n"
            "Give one column of it."
        )
    if given.dtype.kind not in "OSU":
        return given
    # pd.NA and None can be compared with no number.
    return np.where(pd.isna(given), np.nan, given.astype(object))
