"""Faults of the columns themselves: names, types, values and sensitive levels."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.alike_levels import alike
from fairlab.data.columns import holds_dates, is_text
from fairlab.data.messages import counted, first_row, quoted, rows, shown
from fairlab.data.twin_columns import twins

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

MOST_LEVELS = 50
_LARGEST = float(np.finfo(np.float32).max)
_TOTAL = re.compile(r"((grand|sub)[ -]?)?tota+ls?:?|sum:?|summe:?|gesamt:?", re.IGNORECASE)


def in_use(data: "Dataset") -> list[str]:
    """List the columns whose cells matter.

    Parameters
    ----------
    data : Dataset
        The table with its roles.

    Returns
    -------
    list of str
        All but the ignored ones, and those that only say when or in which part a row is.
    """
    unused = {*data.ignore, data.time, data.part, data.person}
    return [column for column in data.frame.columns if column not in unused]


def names(given: pd.DataFrame) -> Iterator[str]:
    """Refuse columns without a name of their own."""
    yield from twins(given.columns)
    for place, column in enumerate(given.columns, 1):
        if not isinstance(column, str):
            yield f"column {place} is called {shown(column)}, not a text; rename it."
        elif not column.strip():
            yield f"column {place} has no name {_nameless(given.iloc[:, place - 1])}."


def _nameless(values: pd.Series) -> str:
    if values.isna().all():
        return "and no values (a separator at the end of each line?); leave it out"
    return "(a saved index?); name it or leave it out"


def types(data: "Dataset") -> Iterator[str]:
    """Refuse dates, mixtures and whatever else is neither number nor category."""
    for column in in_use(data):
        values = data.frame[column]
        if holds_dates(values):
            yield (
                f"{quoted(column)} holds dates ({shown(str(values.dropna().iloc[0]))}).\n"
                "Turn it into a number, such as days until the application, name it as time\n"
                "(--time), or ignore it (--ignore, or ignore in TOML)."
            )
        elif values.dtype.kind not in "biufO" or values.dtype == object:
            yield f"{quoted(column)} holds {_mixture(values)}; keep one kind, text or numbers."


def totals(data: "Dataset") -> Iterator[str]:
    """Refuse a last row that sums up the others."""
    for column in in_use(data):
        values = data.frame[column]
        last = values.iloc[-1]
        says_so = isinstance(last, str) and _TOTAL.fullmatch(last.strip())
        if says_so and (values == last).sum() == 1:
            where = f"row {data.rows}, the last, says {shown(last)} in {quoted(column)}"
            yield f"{where}: a sum of the others, and nobody's; take it out."


def _mixture(values: pd.Series) -> str:
    kind = values.map(lambda cell: type(cell).__name__)[values.notna()]
    examples = kind.drop_duplicates().index[:3]
    return ", ".join(f"{kind[row]} ({shown(str(values[row]))}, row {row + 1})" for row in examples)


def endless(data: "Dataset") -> Iterator[str]:
    """Refuse numbers that a 32-bit model would read as infinite."""
    for column in in_use(data):
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
            yield from unclear_levels(f"sensitive {quoted(column)}", counts)


def unclear_levels(named: str, counts: pd.Series) -> Iterator[str]:
    """Refuse texts of too many levels, or of one that is written in several ways.

    Parameters
    ----------
    named : str
        The column, as a message begins.
    counts : Series
        Rows of each level.
    """
    if len(counts) > MOST_LEVELS:
        yield (
            f"{named} has {len(counts):,} levels (such as {shown(counts.index[0])}); at "
            f"most {MOST_LEVELS}: join them to broader groups."
        )
        return
    for same in alike(counts):
        yield f"{named} writes one level as {counted(same)}; make them one."
