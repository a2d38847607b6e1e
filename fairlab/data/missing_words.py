"""Words in columns of numbers, which may stand for a missing value."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.checks.number_faults import NUMBER, ZERO_PADDED, are_numbers
from fairlab.data.columns import matching

MOST_WORDS = 2  # of a column; where there are more, they may mean something


def words_among_numbers(frame: pd.DataFrame) -> list[str]:
    """List the words that stand in columns of numbers, where it is one or two.

    Parameters
    ----------
    frame : DataFrame
        As it was read.

    Examples
    --------
    >>> months = [*map(str, range(20)), "Exempt"]
    >>> words_among_numbers(pd.DataFrame({"months": months, "job": ["a", "b", "c"] * 7}))
    ['Exempt']
    """
    return sorted({word for name in frame for word in _words(frame[name])})


def _words(values: pd.Series) -> Iterator[str]:
    if values.dtype.kind in "biufM":
        return
    known = values.dropna()
    if not known.map(lambda cell: isinstance(cell, str)).all():
        return
    levels = pd.Index(known.unique())
    if matching(levels, ZERO_PADDED).any():
        return
    words = levels[~matching(levels, NUMBER)]
    if are_numbers(matching(levels, NUMBER)) and len(words) <= MOST_WORDS:
        yield from words
