"""The days of decisions, from dates, times and texts."""

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.messages import plain, quoted, rows, shown
from fairlab.data.points_in_time import moments_in, read_moments
from fairlab.errors import DataError

_DAY_ZERO = date(1970, 1, 1).toordinal()
_NO_DAY = -1
_WRITTEN = 10  # letters of 2026-03-31


def as_days(day: date | None) -> int:
    """Count a day from year 1."""
    assert day is not None
    return day.toordinal()


def compact_dates(cells: pa.Array) -> pa.Array:
    """Write each text once, so that many rows take little."""
    is_text = pa.types.is_string(cells.type) or pa.types.is_large_string(cells.type)
    return pc.dictionary_encode(cells) if is_text else cells


def days_of(of: str, name: str, pieces: Sequence[pa.Array], form: str | None = None) -> np.ndarray:
    """Read days; what is said of hours and minutes is left out.

    Parameters
    ----------
    of, name : str
        The batch and the column, for messages.
    pieces : sequence of Array
        Of dates, of times, or of texts, such as 2026-03-31 and what can be read in one way alone.
    form : str, optional
        How texts are written, such as ``"%d/%m/%Y"``.

    Returns
    -------
    ndarray of int32, shape (rows,)

    Raises
    ------
    RequestError
        This is no form of dates.
    DataError
        A day is missing, or is not written so.

    Examples
    --------
    >>> days_of("a", "on", [pa.array(["2026-03-31 10:00"])]) == date(2026, 3, 31).toordinal()
    array([ True])
    >>> days_of("a", "on", [pa.array(["31/03/2026"])]) == date(2026, 3, 31).toordinal()
    array([ True])
    >>> days_of("a", "on", [pa.array(["03/01/2026"])])
    Traceback (most recent call last):
    fairlab.errors.DataError: a: `on` holds '03/01/2026', which is no date as they are read here.
    Write the year first, 2026-03-31, or say how it is written: --date-format %d/%m/%Y
    """
    cells = pa.chunked_array(pieces)
    if cells.null_count:
        raise DataError(
            f"{plain(of)}: the date {quoted(name)} is missing in {rows(cells.null_count)}.\n"
            "Give every decision its date."
        )
    if pa.types.is_date(cells.type) or pa.types.is_timestamp(cells.type):
        days = cells.cast(pa.date32(), safe=False).cast(pa.int32())
        return days.to_numpy() + np.int32(_DAY_ZERO)
    cells = cells if pa.types.is_dictionary(cells.type) else pc.dictionary_encode(cells)
    cells = cells.unify_dictionaries()
    texts = pd.Series(cells.chunk(0).dictionary.cast(pa.string()).to_pylist(), dtype=object)
    found = _years_first(texts) if form is None else _in_form(moments_in(texts, form))
    if (found < 0).any():
        raise DataError(
            f"{plain(of)}: {quoted(name)} holds {shown(texts[(found < 0).argmax()])}, which is no "
            f"date {'as they are read here' if form is None else f'written as {form}'}.\nWrite "
            "the year first, 2026-03-31, or say how it is written: --date-format %d/%m/%Y"
        )
    places = [piece.indices.to_numpy(zero_copy_only=False) for piece in cells.chunks]
    return found[np.concatenate(places)]


def _years_first(texts: pd.Series) -> np.ndarray:
    """Read 2026-03-31 and what follows it, or else what all texts can be read as in one way."""
    found = np.array([_ordinal(text) for text in texts], np.int32)
    if (found >= 0).all():
        return found
    read = read_moments(texts.str.strip())
    return found if read is None else _in_form(read)


def _ordinal(text: str) -> int:
    try:
        return date.fromisoformat(text.strip()[:_WRITTEN]).toordinal()
    except ValueError:
        return _NO_DAY


def _in_form(read: pd.Series) -> np.ndarray:
    days = [_NO_DAY if pd.isna(moment) else moment.toordinal() for moment in read]
    return np.array(days, np.int32)
