"""What looks odd in the rows as a whole."""

from collections.abc import Iterator
from shlex import quote
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.guesses import is_called_approval, is_called_id
from fairlab.data.messages import number_of, quoted, rows

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

_LOOKED_AT, _FEW = 1000, 3
_FEWEST_PEOPLE, _NEARLY_ALL = 50, 0.99


def positives(data: "Dataset") -> Iterator[str]:
    """Say that the bad event is called an approval, or is the usual one."""
    share = data.positives / data.rows
    if is_called_approval(data.target) and data.positive in (1, "1"):
        yield (
            f"{quoted(data.target)} is called as approvals are, and 1 is taken for the bad event; "
            "where 1 is who was approved, say --positive 0."
        )
    elif share > 0.5:
        yield f"{share:.1%} of the rows are positive; is {data.positive!r} really the bad event?"


def twins(data: "Dataset") -> Iterator[str]:
    """Say how many rows an earlier row equals."""
    frame = data.frame[[*data.features, data.target]]
    # Rows that differ in a telling column need no look at the others, compared by their hash.
    most_telling = frame.head(_LOOKED_AT).nunique().nlargest(_FEW).index
    for column in most_telling:
        frame = frame[frame[column].duplicated(keep=False)]
    if count := int(pd.util.hash_pandas_object(frame, index=False).duplicated().sum()):
        repeats = number_of(count, "row repeats", "rows repeat")
        yield f"{repeats} another exactly; train and test may share them."


def people(data: "Dataset") -> Iterator[str]:
    """Say that a person has several rows, by an id that is left out of the model."""
    for column in (name for name in data.ignore if name != data.person):
        values = data.frame[column].dropna()
        distinct = values.nunique() if is_called_id(column) else 0
        if _FEWEST_PEOPLE < distinct < _NEARLY_ALL * len(values):
            yield (
                f"{quoted(column)} has {distinct:,} values in {rows(len(values))}: who has several "
                f"may be in train and test both, unless it is said with --person {quote(column)}."
            )
