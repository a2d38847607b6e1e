"""What an audit takes in: labels and decisions of 0 and 1, row by row in one order."""

from itertools import combinations
from typing import Any

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


def refuse_other_rows(**given: Any) -> None:
    """Refuse columns that are not of the same rows in the same order.

    Parameters
    ----------
    **given : array, Series or DataFrame
        Each by what it is called in a message.

    Raises
    ------
    DataError
        Lengths differ, or two pandas objects have other row labels, or the same in another order.
        Those that are numbered from 0 have no labels: their rows are taken by place.

    Examples
    --------
    >>> refuse_other_rows(y=[0, 1], flagged=[1, 1])
    """
    for first, other in combinations(given, 2):
        one, two = given[first], given[other]
        if len(one) != len(two):
            raise DataError(f"There are {rows(len(one))} of {first} and {len(two):,} of {other}.")
        labels = [part.index for part in (one, two) if isinstance(part, pd.Series | pd.DataFrame)]
        if len(labels) == 2 and not labels[0].equals(labels[1]):
            refuse_other_labels(first, other, *labels)


def refuse_other_labels(first: str, other: str, one: pd.Index, two: pd.Index) -> None:
    """Refuse row labels that are other ones, or the same in another order."""
    if one.is_unique and set(one) == set(two):
        raise DataError(
            f"The rows of {first} and of {other} have the same labels in another order.\n"
            "Bring both into one order: rows are taken by their place."
        )
    if not (is_plain(one) or is_plain(two)):
        differ = np.fromiter((a != b for a, b in zip(one, two, strict=True)), bool)
        place = differ.argmax()
        raise DataError(
            f"The rows of {first} and of {other} have other labels in {rows(differ.sum())} (first: "
            f"{first_row(differ)}, {shown(one[place])} and {shown(two[place])}).\n"
            "Bring both into one order, and leave the labels out: .reset_index(drop=True)"
        )


def is_plain(index: pd.Index) -> bool:
    """Tell whether rows are numbered from 0, which are no labels of their own."""
    return index.equals(pd.RangeIndex(len(index)))
