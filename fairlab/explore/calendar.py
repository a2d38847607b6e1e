"""When the rows happened: by month of the year, by day of the week, by hour of the day."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api import types

from fairlab.data.columns import holds_dates, typed

if TYPE_CHECKING:
    from fairlab.data import Dataset

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOURS = tuple(map(str, range(24)))


def moments(data: "Dataset") -> pd.Series | None:
    """Find the dates of the rows.

    Parameters
    ----------
    data : Dataset
        The table.

    Returns
    -------
    Series of datetime64, optional
        The ``time`` column where it holds dates, else the first ignored column that does.

    Examples
    --------
    >>> from fairlab.data import Dataset
    >>> table = pd.DataFrame({"day": ["2026-02-01"] * 40, "x": range(40), "bad": [0, 1] * 20})
    >>> moments(Dataset("toy", table, target="bad", ignore=("day",))).dt.month.unique().tolist()
    [2]
    """
    for column in [data.time] if data.time else data.ignore:
        values = data.frame[column]
        read = typed(values.to_frame(), column)[column] if holds_dates(values) else values
        if types.is_datetime64_any_dtype(read):
            return read
    return None


def calendar(moments: pd.Series) -> dict[str, pd.Categorical]:
    """Say of each row in which month, on which weekday and in which hour it happened.

    Parameters
    ----------
    moments : Series of datetime64
        When; rows without a date get no level.

    Returns
    -------
    dict of str to Categorical
        ``"month"``, ``"weekday"`` and, unless all are at midnight, ``"hour"``.

    Examples
    --------
    >>> when = calendar(pd.Series(pd.to_datetime(["2026-02-01 23:30", "2026-02-02 08:00"])))
    >>> {name: of.tolist() for name, of in when.items()}
    {'month': ['Feb', 'Feb'], 'weekday': ['Sun', 'Mon'], 'hour': ['23', '8']}
    """
    told = moments.dropna()
    found = {
        "month": _named(moments.dt.month - 1, MONTHS),
        "weekday": _named(moments.dt.day_of_week, WEEKDAYS),
    }
    if not (told == told.dt.normalize()).all():
        found["hour"] = _named(moments.dt.hour, HOURS)
    return found


def _named(place: pd.Series, names: tuple[str, ...]) -> pd.Categorical:
    return pd.Categorical.from_codes(place.fillna(-1).astype(np.int8), list(names))
