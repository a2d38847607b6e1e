"""Cohorts: people decided about in one day, week, month or quarter."""

from datetime import date, timedelta

import numpy as np

_MONTHS = {"month": 1, "quarter": 3}


def cohorts_of(days: np.ndarray, kind: str) -> tuple[np.ndarray, list[date]]:
    """Put days into cohorts.

    Parameters
    ----------
    days : ndarray of int, shape (rows,)
        As `datetime.date.toordinal` counts them.
    kind : {"day", "week", "month", "quarter"}

    Returns
    -------
    ndarray of int, shape (rows,)
        The place of the cohort of each row.
    list of date
        The first days of the cohorts, in order of time.

    Examples
    --------
    >>> days = np.array([date(2026, 3, 31).toordinal(), date(2026, 1, 2).toordinal()])
    >>> places, first = cohorts_of(days, "month")
    >>> places.tolist(), [str(day) for day in first]
    ([1, 0], ['2026-01-01', '2026-03-01'])
    """
    if not len(days):
        return np.zeros(0, np.int32), []
    low = int(days.min())
    firsts = [first_day(date.fromordinal(day), kind) for day in range(low, int(days.max()) + 1)]
    there = np.bincount(days - low, minlength=len(firsts)) > 0
    found = sorted({first for first, some in zip(firsts, there, strict=True) if some})
    place = {first: at for at, first in enumerate(found)}
    table = np.array([place.get(first, -1) for first in firsts], np.int32)
    return table[days - low], found


def first_day(day: date, kind: str) -> date:
    """Give the first day of the cohort of a day.

    Examples
    --------
    >>> str(first_day(date(2026, 5, 20), "quarter")), str(first_day(date(2026, 5, 20), "week"))
    ('2026-04-01', '2026-05-18')
    """
    if kind == "week":
        return day - timedelta(days=day.weekday())
    if kind not in _MONTHS:
        return day
    step = _MONTHS[kind]
    return day.replace(month=(day.month - 1) // step * step + 1, day=1)


def last_day(first: date, kind: str) -> date:
    """Give the last day of a cohort.

    Examples
    --------
    >>> str(last_day(date(2026, 2, 1), "month")), str(last_day(date(2026, 10, 1), "quarter"))
    ('2026-02-28', '2026-12-31')
    """
    if kind in _MONTHS:
        after = first.month - 1 + _MONTHS[kind]
        following = first.replace(year=first.year + after // 12, month=after % 12 + 1)
        return following - timedelta(days=1)
    return first + timedelta(days=6 if kind == "week" else 0)


def cohort_name(first: date, kind: str) -> str:
    """Call a cohort as people do.

    Examples
    --------
    >>> cohort_name(date(2026, 3, 1), "month"), cohort_name(date(2026, 4, 1), "quarter")
    ('March 2026', 'quarter 2 of 2026')
    """
    if kind == "month":
        return f"{first:%B} {first.year}"
    if kind == "quarter":
        return f"quarter {(first.month + 2) // 3} of {first.year}"
    return f"week of {first.isoformat()}" if kind == "week" else first.isoformat()
