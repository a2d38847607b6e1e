"""What looks odd in the columns that a model may see."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.checks.target_faults import telling_features
from fairlab.data.columns import is_text
from fairlab.data.guesses import are_whole, looks_like_answer, looks_like_id, looks_like_weight
from fairlab.data.messages import quoted, shown
from fairlab.data.notes.number_notes import odd_numbers
from fairlab.data.notes.text_notes import odd_text

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

SUSPICIOUS = 0.95
_LOOKED_AT = 1000


def values(data: "Dataset") -> Iterator[str]:
    """Say of which columns the values look odd."""
    for column in dict.fromkeys([*data.features, *data.sensitive]):
        yield from _of(column, data.frame[column])


def _of(column: str, cells: pd.Series) -> Iterator[str]:
    first = cells.head(_LOOKED_AT)
    # To count all values of all columns would take seconds; the first rows say where it pays.
    if first.nunique() < 2 and cells.nunique() < 2:
        yield from _of_one_value(column, cells)
    elif (ids := _distinct_of_id(column, cells, first)) is not None:
        yield f"{quoted(column)} looks like an id, with {ids:,} values; ignore it?"
    elif is_text(cells):
        yield from _of_many_levels(column, cells)
        yield from odd_text(column, cells)
    elif cells.dtype.kind in "iuf":
        yield from odd_numbers(column, cells)


def _of_one_value(column: str, cells: pd.Series) -> Iterator[str]:
    if cells.isna().all():
        yield f"{quoted(column)} is missing in all rows; it tells a model nothing."
    elif cells.notna().all():
        yield f"{quoted(column)} has one value in all rows; it tells a model nothing."


def _distinct_of_id(column: str, cells: pd.Series, first: pd.Series) -> int | None:
    """Count the values of a column that names rows; None of any other."""
    if first.nunique() <= len(first) / 2 or not are_whole(first.dropna()):
        return None
    filled = cells.dropna()
    distinct = filled.nunique()
    return distinct if looks_like_id(column, filled, distinct) else None


def _of_many_levels(column: str, cells: pd.Series) -> Iterator[str]:
    levels = cells.nunique()
    if levels > MOST_LEVELS:
        example = shown(cells.dropna().iloc[0])
        about = f"{quoted(column)} is text with {levels:,} levels (such as {example})"
        yield f"{about}; join some, or leave it out: --max-levels {MOST_LEVELS}?"


def names(data: "Dataset") -> Iterator[str]:
    """Say which columns are called as things that are no features."""
    for column in data.features:
        if looks_like_weight(column):
            yield f"{quoted(column)} is called as weights of rows are; here it is a feature."
        elif looks_like_answer(column):
            yield f"{quoted(column)} is called as a model's answer is; known only afterwards?"


def telling(data: "Dataset") -> Iterator[str]:
    """Say which features tell the target nearly alone."""
    for column, auc in telling_features(data, SUSPICIOUS):
        yield (
            f"{quoted(column)} alone nearly tells the target (AUC {auc:.3f}); "
            "known only afterwards?"
        )
