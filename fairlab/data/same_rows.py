"""Columns that are handed over side by side: of the same rows, in the same order."""

from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.messages import first_row, rows, shown
from fairlab.errors import DataError


def refuse_other_rows(**given: Any) -> None:
    """Refuse columns that are not of the same rows in the same order.

    Parameters
    ----------
    **given : array, Series or DataFrame
        Each by what it is called in a message.

    Raises
    ------
    DataError
        Lengths differ, or two pandas objects have other row labels, or the same in another order.
        Those that are numbered from 0 have no labels: their rows are taken by place.

    Examples
    --------
    >>> refuse_other_rows(y=[0, 1], flagged=[1, 1])
    """
    for first, other in combinations(given, 2):
        one, two = given[first], given[other]
        if len(one) != len(two):
            raise DataError(f"There are {rows(len(one))} of {first} and {len(two):,} of {other}.")
        labels = [part.index for part in (one, two) if isinstance(part, pd.Series | pd.DataFrame)]
        if len(labels) == 2 and not labels[0].equals(labels[1]):
            refuse_other_labels(first, other, *labels)


def refuse_other_labels(first: str, other: str, one: pd.Index, two: pd.Index) -> None:
    """Refuse row labels that are other ones, or the same in another order."""
    if one.is_unique and set(one) == set(two):
        raise DataError(
            f"The rows of {first} and of {other} have the same labels in another order.\n"
            "Bring both into one order: rows are taken by their place."
        )
    if not (is_plain(one) or is_plain(two)):
        differ = np.fromiter((a != b for a, b in zip(one, two, strict=True)), bool)
        place = differ.argmax()
        raise DataError(
            f"The rows of {first} and of {other} have other labels in {rows(differ.sum())} (first: "
            f"{first_row(differ)}, {shown(one[place])} and {shown(two[place])}).\n"
            "Bring both into one order, and leave the labels out: .reset_index(drop=True)"
        )


def is_plain(index: pd.Index) -> bool:
    """Tell whether rows are numbered from 0, which are no labels of their own."""
    return index.equals(pd.RangeIndex(len(index)))
