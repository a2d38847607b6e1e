"""Faults of the columns themselves: names, types, values, sensitive levels, time and part."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from pandas.api import types as kinds

from fairlab.data.columns import holds_dates, is_text
from fairlab.data.parts import TEST, TRAIN, VALIDATION
from fairlab.data.wording import counted, first_row, quoted, rows, shown

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

MOST_LEVELS = 50
MOST_CODES = 10
_LARGEST = float(np.finfo(np.float32).max)
_NUMBER = r"\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*"
_DECIMAL_COMMA = r"\s*[+-]?\d+(,\d+)?\s*"
_ZERO_PADDED = r"0\d+"


def _in_use(data: "Dataset") -> list[str]:
    unused = {*data.ignore, data.time, data.part}
    return [column for column in data.frame.columns if column not in unused]


def names(given: pd.DataFrame) -> Iterator[str]:
    """Refuse columns without a name of their own."""
    for column in given.columns[given.columns.duplicated()].unique():
        places = np.flatnonzero(given.columns == column) + 1
        where = ", ".join(map(str, places[:5]))
        yield f"{len(places)} columns are called {quoted(column)} (columns {where}); rename them."
    for place, column in enumerate(given.columns, 1):
        if not isinstance(column, str):
            yield f"column {place} is called {shown(column)}, not a text; rename it."
        elif not column.strip():
            yield f"column {place} has no name (a saved index?); name it or leave it out."


def types(data: "Dataset") -> Iterator[str]:
    """Refuse dates, mixtures and whatever else is neither number nor category."""
    for column in _in_use(data):
        values = data.frame[column]
        if holds_dates(values):
            yield (
                f"{quoted(column)} holds dates ({shown(str(values.dropna().iloc[0]))}); turn it "
                f"into a number, such as days until the application, or name it as time (--time)."
            )
        elif values.dtype.kind not in "biufO" or values.dtype == object:
            yield f"{quoted(column)} holds {_mixture(values)}; keep one kind, text or numbers."


def _mixture(values: pd.Series) -> str:
    kind = values.map(lambda cell: type(cell).__name__)[values.notna()]
    examples = kind.drop_duplicates().index[:3]
    return ", ".join(f"{kind[row]} ({shown(str(values[row]))}, row {row + 1})" for row in examples)


def endless(data: "Dataset") -> Iterator[str]:
    """Refuse numbers that a 32-bit model would read as infinite."""
    for column in _in_use(data):
        values = data.frame[column]
        if values.dtype.kind not in "iuf":
            continue
        beyond = values.abs() > _LARGEST
        if beyond.any():
            yield (
                f"{quoted(column)} is infinite or beyond 3.4e38 in {rows(beyond.sum())} "
                f"(first: {first_row(beyond)}); leave those cells empty."
            )


def sensitive(data: "Dataset") -> Iterator[str]:
    """Refuse attributes whose levels are no groups."""
    for column in data.sensitive:
        if column not in data.frame or data.frame[column].dtype == object:
            continue
        values = data.frame[column]
        counts = values.value_counts()
        counts = counts[counts > 0]
        if counts.empty:
            yield f"sensitive {quoted(column)} is missing in all rows; leave it out."
        elif len(counts) == 1 and values.notna().all():
            yield f"sensitive {quoted(column)} has one value: {counted(counts)}; leave it out."
        elif is_text(values):
            yield from _unclear_levels(column, counts)


def _unclear_levels(column: str, counts: pd.Series) -> Iterator[str]:
    if len(counts) > MOST_LEVELS:
        yield (
            f"sensitive {quoted(column)} has {len(counts):,} levels (such as "
            f"{shown(counts.index[0])}); at most {MOST_LEVELS}: join them to broader groups."
        )
        return
    alike = counts.groupby([" ".join(str(level).casefold().split()) for level in counts.index])
    for _, same in alike:
        if len(same) > 1:
            yield f"sensitive {quoted(column)} writes one level as {counted(same)}; make them one."


def time(data: "Dataset") -> Iterator[str]:
    """Refuse a time column that cannot be put in order."""
    if data.time is None or data.time not in data.frame:
        return
    values, column = data.frame[data.time], f"the time column {quoted(data.time)}"
    empty = values.isna()
    if not (kinds.is_numeric_dtype(values) or kinds.is_datetime64_any_dtype(values)):
        example = shown(str(values.dropna().iloc[0]))
        yield f"{column} cannot be read as points in time ({example}); write them as 2026-01-31."
    elif empty.any():
        yield f"{column} is missing in {rows(empty.sum())} (first: {first_row(empty)}); fill them."
    elif values.nunique() < 2:
        yield f"{column} has one value, so that no row is the latest; leave it out."


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
    for needed in (TRAIN, TEST):
        if not (values == needed).any():
            yield f"{column} has no row that says {needed}; mark some."


def spoilt_numbers(data: "Dataset", given: pd.DataFrame) -> Iterator[str]:
    """Refuse text that was meant as numbers: most of its values are, but not all of them.

    With ten different numbers or fewer, or one with a leading zero, they are codes; so they are
    where the column was given as a category.
    """
    for column in _in_use(data):
        as_given = isinstance(given.dtypes[column], pd.CategoricalDtype)
        if is_text(data.frame[column]) and not as_given:
            yield from _spoilt(column, data.frame[column])


def _spoilt(column: str, values: pd.Series) -> Iterator[str]:
    levels = values.cat.categories
    if _all_match(levels, _NUMBER) or levels.str.fullmatch(_ZERO_PADDED).any():
        return
    is_number = levels.str.fullmatch(_NUMBER).astype(bool)
    bad = np.append(~is_number, False)[values.cat.codes]
    if _all_match(levels, _DECIMAL_COMMA):
        row = int(bad.argmax())
        yield (
            f"{quoted(column)} writes numbers with a comma ({shown(values[row])}, row {row + 1}); "
            'say decimal = "," (--decimal ,).'
        )
    elif is_number.sum() > max(MOST_CODES, len(levels) / 2):
        strange = values[bad].astype(str).value_counts()
        yield (
            f"{quoted(column)} holds numbers, but not in {rows(bad.sum())} (first: "
            f"{first_row(bad)}): {counted(strange)}; leave these cells empty, or, where the "
            "numbers are codes, begin each with a letter."
        )


def _all_match(levels: pd.Index, pattern: str) -> bool:
    return bool(levels.str.fullmatch(pattern).all())
