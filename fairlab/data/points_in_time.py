"""Points in time as people write them: read where they can be read in one way alone."""

import pandas as pd

from fairlab.data.messages import quoted, rows, shown
from fairlab.errors import DataError, RequestError

_DAY_OR_MONTH_FIRST = (("%d/%m/%Y", "%m/%d/%Y"), ("%d-%m-%Y", "%m-%d-%Y"))
_ONE_WAY = ("%d.%m.%Y", "%Y/%m/%d")


def read_moments(values: pd.Series) -> pd.Series | None:
    """Read a column of texts as points in time.

    Parameters
    ----------
    values : Series of str

    Returns
    -------
    Series of datetime64 or None
        None where some text is none, or all could be read with the day first or the month first.

    Examples
    --------
    >>> read_moments(pd.Series(["31/01/2026", "01/02/2026"])).dt.month.tolist()
    [1, 2]
    >>> read_moments(pd.Series(["03/01/2026", "01/02/2026"])) is None
    True
    """
    ways = [("ISO8601",), *((one,) for one in _ONE_WAY), *_DAY_OR_MONTH_FIRST]
    for formats in ways:
        read = [found for one in formats if (found := _read(values, one)) is not None]
        if read:
            return read[0] if len(read) == 1 else None
    return None


def moments_as_said(values: pd.Series, form: str) -> pd.Series:
    """Read a column as points in time in the form that a person has named.

    Parameters
    ----------
    values : Series
    form : str
        Such as ``"%d/%m/%Y"``.

    Returns
    -------
    Series of datetime64

    Raises
    ------
    RequestError
        This is no form of dates.
    DataError
        A value is not in this form.

    Examples
    --------
    >>> moments_as_said(pd.Series(["03/01/2026"]), "%d/%m/%Y").dt.day.tolist()
    [3]
    """
    read = moments_in(values.where(values.isna(), values.astype(str)), form)
    odd = read.isna() & values.notna()
    if odd.any():
        place = int(odd.to_numpy().argmax())
        raise DataError(
            f"{quoted(values.name)} is not written as {form} in {rows(int(odd.sum()))} (first: "
            f"{shown(values.iloc[place])}, row {place + 1}).\nName another form, or correct them."
        )
    return read


def moments_in(texts: pd.Series, form: str) -> pd.Series:
    """Read texts in a form of dates; what is not written in it is missing.

    Parameters
    ----------
    texts : Series of str
    form : str
        Such as ``"%d/%m/%Y"``.

    Returns
    -------
    Series of datetime64

    Raises
    ------
    RequestError
        This is no form of dates.
    """
    if "%" not in form:
        raise RequestError(f"The form of dates {form!r} has no %: write it as '%d/%m/%Y'.")
    try:
        return pd.to_datetime(texts, format=form, errors="coerce")
    except ValueError as error:
        raise RequestError(f"The form of dates {form!r}: {error}.") from error


def _read(values: pd.Series, form: str) -> pd.Series | None:
    try:
        return pd.to_datetime(values, format=form)
    except (ValueError, TypeError):
        return None
