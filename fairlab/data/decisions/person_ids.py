"""The ids of people, told apart to the last digit; who has none is a person of their own."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.messages import first_row, quoted, rows, shown

EXACT = 2**53  # whole numbers from here on are not all floats
_WHOLE = r"[+-]?\d+(?:\.0*)?"
_ROUNDED = r"[+-]?\d+(?:\.\d*)?[eE]\+?\d+"


def as_ids(values: pd.Series) -> pd.Series:
    """Write ids as text, so that 7, 7.0 and '7' are one; None where there is none.

    Parameters
    ----------
    values : Series, shape (rows,)

    Returns
    -------
    Series of object, shape (rows,)

    Examples
    --------
    >>> as_ids(pd.Series(["7.0", " 8", None, ""])).tolist()
    ['7', '8', None, None]
    >>> as_ids(pd.Series([7.0, None])).tolist()
    ['7', None]
    """
    known = values.dropna()
    if pd.api.types.is_float_dtype(known) and (known % 1 == 0).all():
        known = known.map("{:.0f}".format)
    text = known.astype(str).str.strip()
    there = values.notna().to_numpy(copy=True)
    there[there] = text != ""
    text = text[text != ""]
    if text.str.fullmatch(_WHOLE).all():
        text = text.str.partition(".")[0]
    found = np.full(len(values), None, object)
    found[there] = text
    return pd.Series(found, values.index, object, values.name)


def persons_of(values: pd.Series) -> pd.Series:
    """Give each person a number, and each row without an id one of its own.

    Parameters
    ----------
    values : Series, shape (rows,)

    Returns
    -------
    Series of int, shape (rows,)

    Examples
    --------
    >>> persons_of(pd.Series(["a", None, "a", None])).tolist()
    [0, 1, 0, 2]
    """
    numbers, known = pd.factorize(values if values.dtype.kind in "iu" else as_ids(values))
    nobody = numbers < 0
    numbers[nobody] = len(known) + np.arange(nobody.sum())
    return pd.Series(numbers, values.index, name=values.name)


def id_faults(name: str, values: pd.Series) -> Iterator[str]:
    """Refuse ids that lost digits before they were read, by which people would be one.

    Parameters
    ----------
    name : str
        Of the column.
    values : Series
    """
    if values.dtype.kind in "iu":
        return
    if values.dtype.kind == "f":
        lost = (values.abs() >= EXACT).to_numpy()
    else:
        lost = values.astype(str).str.fullmatch(_ROUNDED).to_numpy(bool)
    if lost.any():
        yield (
            f"the id {quoted(name)} has lost digits in {rows(lost.sum())} (first: "
            f"{first_row(lost)}, {shown(values[lost].iloc[0])}), so that people may be one; write "
            "it as text."
        )
