"""The days of decisions, from dates, times and texts."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.messages import plain, quoted, rows, shown
from fairlab.errors import DataError

_DAY_ZERO = date(1970, 1, 1).toordinal()
_WRITTEN = 10  # letters of 2026-03-31


def as_days(day: date | None) -> int:
    """Count a day from year 1."""
    assert day is not None
    return day.toordinal()


def days_of(of: str, name: str, cells: pa.Array) -> np.ndarray:
    """Read days; what is said of hours and minutes is left out.

    Parameters
    ----------
    of, name : str
        The batch and the column, for messages.
    cells : Array
        Of dates, of times, or of texts that begin with a date such as 2026-03-31.

    Returns
    -------
    ndarray of int32, shape (rows,)

    Raises
    ------
    DataError
        A day is missing, or is not written so.

    Examples
    --------
    >>> days_of("a", "on", pa.array(["2026-03-31 10:00"])) == date(2026, 3, 31).toordinal()
    array([ True])
    >>> days_of("a", "on", pa.array(["31.3.2026"]))
    Traceback (most recent call last):
    fairlab.errors.DataError: a: `on` holds '31.3.2026', which is no date as they are read here.
    Write the year first: 2026-03-31.
    """
    if cells.null_count:
        raise DataError(
            f"{plain(of)}: the date {quoted(name)} is missing in {rows(cells.null_count)}.\n"
            "Give every decision its date."
        )
    if pa.types.is_date(cells.type) or pa.types.is_timestamp(cells.type):
        days = cells.cast(pa.date32(), safe=False).cast(pa.int32())
        return days.to_numpy(zero_copy_only=False) + np.int32(_DAY_ZERO)
    if not pa.types.is_dictionary(cells.type):
        cells = pc.dictionary_encode(cells)
    texts = cells.dictionary.cast(pa.string()).to_pylist()
    found = np.array([_read(of, name, text) for text in texts], np.int32)
    return found[cells.indices.to_numpy(zero_copy_only=False)]


def _read(of: str, name: str, text: str) -> int:
    try:
        return date.fromisoformat(text.strip()[:_WRITTEN]).toordinal()
    except ValueError:
        raise DataError(
            f"{plain(of)}: {quoted(name)} holds {shown(text)}, which is no date as they are read "
            "here.\nWrite the year first: 2026-03-31."
        ) from None
