"""Levels of a category that are probably one."""

import unicodedata
from collections.abc import Iterator

import pandas as pd


def alike(counts: pd.Series) -> Iterator[pd.Series]:
    """Find the levels that a person would read as one.

    Parameters
    ----------
    counts : Series of int
        Rows per level; the levels are texts.

    Yields
    ------
    Series of int
        Two levels or more that differ in case, blanks, accents' form or unseen signs alone.

    Examples
    --------
    >>> [same.index.tolist() for same in alike(pd.Series({"m": 5, "v": 7, " M": 1}))]
    [['m', ' M']]
    """
    for _, same in counts.groupby([read(str(level)) for level in counts.index]):
        if len(same) > 1:
            yield same


def read(text: str) -> str:
    """Write a level as it is read aloud.

    Parameters
    ----------
    text : str
        The level.

    Examples
    --------
    >>> read("Not\u200b  known") == read("not known")
    True
    """
    seen = "".join(
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf"
    )
    return " ".join(seen.casefold().split())
