"""What a person should know about a table that can be used all the same."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.columns import is_text
from fairlab.data.wording import quoted, rows

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset


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
        distinct = values.nunique()
        if distinct == 0:
            yield f"{quoted(column)} is missing in all rows; it tells a model nothing."
        elif distinct == 1 and values.notna().all():
            yield f"{quoted(column)} has one value in all rows; it tells a model nothing."
        elif distinct == data.rows and values.dtype.kind != "f":
            yield f"{quoted(column)} differs in every row, as an id does; should it be ignored?"
        elif is_text(values):
            yield from _of_text(column, values)


def _of_text(column: str, values: pd.Series) -> Iterator[str]:
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
    if twins := int(data.frame[[*data.features, data.target]].duplicated().sum()):
        yield f"Of the rows {twins:,} repeat another exactly; train and test may share them."
