"""What a person should know about a table that can be used all the same."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.check_columns import MOST_LEVELS
from fairlab.data.columns import is_text
from fairlab.data.guesses import looks_like_id
from fairlab.data.wording import quoted, rows, shown

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

_LOOKED_AT = 1000
_FEW = 4


def notes(data: "Dataset") -> list[str]:
    """Say in sentences what looks odd about a table.

    Parameters
    ----------
    data : Dataset
        A table without faults.

    Returns
    -------
    list of str
        Empty when nothing does.

    Examples
    --------
    >>> from fairlab.data.dataset import Dataset
    >>> table = pd.DataFrame({"x": [i / 7 for i in range(36)], "site": 1, "y": [1, 0, 0, 0] * 9})
    >>> notes(Dataset("toy", table, target="y"))
    ['`site` has one value in all rows; it tells a model nothing.']
    """
    return [*_of_features(data), *_of_groups(data), *_of_rows(data)]


def _of_features(data: "Dataset") -> Iterator[str]:
    for column in data.features:
        values = data.frame[column]
        first = values.head(_LOOKED_AT)
        # To count all values of all columns would take seconds; the first rows say where it pays.
        if first.nunique() < 2 and values.nunique() < 2:
            yield from _of_one_value(column, values)
        elif first.nunique() > len(first) / 2 and _is_id(column, values):
            yield f"{quoted(column)} looks like an id, with {values.nunique():,} values; ignore it?"
        elif is_text(values):
            yield from _of_text(column, values)


def _of_one_value(column: str, values: pd.Series) -> Iterator[str]:
    if values.isna().all():
        yield f"{quoted(column)} is missing in all rows; it tells a model nothing."
    elif values.notna().all():
        yield f"{quoted(column)} has one value in all rows; it tells a model nothing."


def _is_id(column: str, values: pd.Series) -> bool:
    return values.dtype.kind != "f" and looks_like_id(column, values, values.nunique())


def _of_text(column: str, values: pd.Series) -> Iterator[str]:
    levels = values.nunique()
    if levels > MOST_LEVELS:
        example = shown(values.dropna().iloc[0])
        yield f"{quoted(column)} is text with {levels:,} levels (such as {example}); join some?"
    number = pd.to_numeric(values.cat.categories.to_series(), errors="coerce").notna().to_numpy()
    share = number[values.cat.codes[values.notna()]].mean()
    if 0.5 < share < 1:
        yield (
            f"{quoted(column)} is taken as text, yet {share:.1%} of its values are numbers; "
            "only an empty cell is missing."
        )


def _of_groups(data: "Dataset") -> Iterator[str]:
    for column in data.sensitive:
        if missing := int(data.frame[column].isna().sum()):
            yield f"{quoted(column)} is missing in {rows(missing)}: a group of its own."


def _of_rows(data: "Dataset") -> Iterator[str]:
    share = data.positives / data.rows
    if share > 0.5:
        yield f"{share:.1%} of the rows are positive; is {data.positive!r} really the bad event?"
    if twins := _twins(data.frame[[*data.features, data.target]]):
        verb = "repeats" if twins == 1 else "repeat"
        yield f"{rows(twins)} {verb} another exactly; train and test may share them."


def _twins(frame: pd.DataFrame) -> int:
    """Count the rows that an earlier row equals."""
    # Rows that differ in a few columns need no look at the others, which are compared by hash.
    alike = frame[frame.iloc[:, :_FEW].duplicated(keep=False)]
    return int(pd.util.hash_pandas_object(alike, index=False).duplicated().sum())
