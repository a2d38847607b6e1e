"""Words in columns of numbers, which may stand for a missing value."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.columns import matching
from fairlab.data.number_forms import (
    MOST_WORDS,
    ZERO_PADDED,
    are_numbers,
    numbers_among,
    text_levels,
)


def words_among_numbers(frame: pd.DataFrame, decimal: str | None = None) -> list[str]:
    """List the words that stand in columns of numbers, where it is one or two.

    Parameters
    ----------
    frame : DataFrame
        As it was read.
    decimal : str, optional
        The sign that it was read with.

    Examples
    --------
    >>> months = [*map(str, range(20)), "Exempt"]
    >>> words_among_numbers(pd.DataFrame({"months": months, "job": ["a", "b", "c"] * 7}))
    ['Exempt']
    """
    return sorted({word for name in frame for word in _words(text_levels(frame[name]), decimal)})


def _words(levels: pd.Index, decimal: str | None) -> Iterator[str]:
    if matching(levels, ZERO_PADDED).any():
        return
    found = numbers_among(levels, decimal)
    if are_numbers(found) and (~found).sum() <= MOST_WORDS:
        yield from levels[~found]
