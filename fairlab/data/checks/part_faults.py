"""Faults of the columns that say which rows are tested on together."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api import types as kinds

from fairlab.data.messages import first_row, quoted, rows, shown
from fairlab.data.parts import TEST, TRAIN, VALIDATION, known_test_rows
from fairlab.data.stand_ins import may_stand_in, stands_apart

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

FIRST_YEAR, LAST_YEAR = 1901, 2199


def time(data: "Dataset") -> Iterator[str]:
    """Refuse a time column that cannot be put in order."""
    if data.time is None or data.time not in data.frame:
        return
    values, column = data.frame[data.time], f"the time column {quoted(data.time)}"
    empty = values.isna()
    if not (kinds.is_numeric_dtype(values) or kinds.is_datetime64_any_dtype(values)):
        example = shown(str(values.dropna().iloc[0]))
        yield (
            f"{column} cannot be read as points in time ({example}); write them as 2026-01-31, or "
            f"say which is the day: --date-format {_likely_form(str(values.dropna().iloc[0]))}."
        )
    elif empty.any():
        yield f"{column} is missing in {rows(empty.sum())} (first: {first_row(empty)}); fill them."
    elif values.nunique() < 2:
        yield f"{column} has one value, so that no row is the latest; leave it out."
    elif (strange := _not_in_order(values)).any():
        yield (
            f"{column} cannot be put in order in {rows(strange.sum())} (first: "
            f"{first_row(strange)}, {shown(values[strange.argmax()])}); write 2026-01-31."
        )
    elif (strange := _no_moment(values)).any():
        yield (
            f"{column} is beyond the years {FIRST_YEAR} to {LAST_YEAR} in {rows(strange.sum())} "
            f"(first: {first_row(strange)}, {shown(str(values[strange.argmax()]))}); correct them."
        )


def _likely_form(example: str) -> str:
    """Guess how a date is written, to be named in a message: 27/11/20 has a year of two digits."""
    parts = re.fullmatch(r"(\d{1,2})(\D)\d{1,2}\2(\d{2}|\d{4})", example)
    if not parts:
        return "%d/%m/%Y"
    return parts[2].join(("%d", "%m", "%y" if len(parts[3]) == 2 else "%Y"))


def _no_moment(values: pd.Series) -> pd.Series:
    """Find what stands for no moment, such as 1900-01-01 and 9999-12-31."""
    if kinds.is_numeric_dtype(values):
        return pd.Series(False, values.index)
    return ~values.dt.year.between(FIRST_YEAR, LAST_YEAR)


def _not_in_order(values: pd.Series) -> pd.Series:
    """Find numbers that are no moments: infinite, stand-ins such as -999, 31012026 for a day."""
    if not kinds.is_numeric_dtype(values):
        return pd.Series(False, values.index)
    stands_in = pd.Series(False, values.index)
    for end in (values.min(), values.max()):
        if may_stand_in(end) and stands_apart(end, values[values != end]):
            stands_in |= values == end
    return np.isinf(values.astype(float)) | stands_in | _days_first(values)


def _days_first(values: pd.Series) -> pd.Series:
    """Find all values, where they are days such as 31012026, which sort by day and not by year."""
    digits = values.astype(float)
    days, months, years = digits // 10**6, digits // 10**4 % 100, digits % 10**4
    written = days.between(1, 31) & months.between(1, 12) & years.between(FIRST_YEAR, LAST_YEAR)
    return written if written.all() else pd.Series(False, values.index)


def part(data: "Dataset") -> Iterator[str]:
    """Refuse a part column that does not say train and test."""
    if data.part is None or data.part not in data.frame:
        return
    values, column = data.frame[data.part], f"the part column {quoted(data.part)}"
    strange = ~values.isin([TRAIN, VALIDATION, TEST])
    if strange.any():
        value = shown(values[strange.argmax()])
        yield (
            f"{column} is not train, validation or test in {rows(strange.sum())} "
            f"(first: {first_row(strange)}, {value}); correct them."
        )
        return
    for needed in (TRAIN, TEST):
        if not (values == needed).any():
            yield f"{column} has no row that says {needed}; mark some."


def person(data: "Dataset") -> Iterator[str]:
    """Refuse rows that nobody is named for: they would all count as one person."""
    if data.person is None or data.person not in data.frame:
        return
    empty = data.frame[data.person].isna()
    if empty.any():
        yield (
            f"the person column {quoted(data.person)} is missing in {rows(empty.sum())} "
            f"(first: {first_row(empty)}); fill them."
        )


def groups(data: "Dataset") -> Iterator[str]:
    """Refuse a test set in which an attribute has no groups to compare."""
    unknown = {data.time, data.part} - {None, *data.frame.columns}
    if unknown or any(time(data)) or any(part(data)):
        return  # faults that others name
    test = known_test_rows(data)
    if test is None:
        return
    for column in data.sensitive:
        if column in data.frame and data.frame[column].nunique(dropna=False) > 1:
            found = data.frame.loc[test, column].unique()
            if len(found) == 1:
                value = "missing" if pd.isna(found[0]) else shown(found[0])
                yield (
                    f"sensitive {quoted(column)} is {value} in all {rows(test.sum())} of the test "
                    "set, so that no groups can be compared; leave it out, or test on other rows."
                )
