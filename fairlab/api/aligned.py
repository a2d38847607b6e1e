"""Arguments of a notebook as rows of one table: by their labels, by place, or refused."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from fairlab.data.messages import rows
from fairlab.data.same_rows import is_plain, refuse_other_labels
from fairlab.errors import DataError


def aligned(given: Mapping[str, Any]) -> tuple[dict[str, pd.Series], tuple[str, ...]]:
    """Bring columns into one order of rows.

    Those with the same row labels in another order are brought into that of the first. Labels that
    are numbers from 0 to n - 1 are what a Series has that nobody labelled: such columns are taken
    by place, which is told, unless the labels of others are the same numbers in another order.

    Parameters
    ----------
    given : mapping of str to Series or array
        By what each is called in a message; a Series alone has row labels.

    Returns
    -------
    dict of str to Series
        Numbered from 0, in one order.
    tuple of str
        What was brought into another order or taken by place, in sentences.

    Raises
    ------
    DataError
        Lengths or row labels differ, or it cannot be known which rows go together.

    Examples
    --------
    >>> y, flagged = pd.Series([1, 0], ["ann", "bob"]), pd.Series([0, 1], ["bob", "ann"])
    >>> found, told = aligned({"y": y, "decision": flagged})
    >>> found["decision"].tolist(), told
    ([1, 0], ('Rows of decision were brought into the order of y by their labels.',))
    """
    _refuse_other_lengths(given)
    labels = {what: one.index for what, one in given.items() if isinstance(one, pd.Series)}
    own = {what: index for what, index in labels.items() if not is_plain(index)}
    if not own:
        return {what: _numbered(one) for what, one in given.items()}, ()
    first, order = next(iter(own.items()))
    by_place = [what for what in given if what not in own]
    _refuse_plain_in_another_order(first, order, [what for what in by_place if what in labels])
    moved = [what for what, index in own.items() if not index.equals(order)]
    _refuse_other_labels(given, first, order, moved)
    if moved and by_place:
        raise DataError(
            f"The rows of {first} and of {moved[0]} have the same labels in another order, and "
            f"{by_place[0]} has no\nlabels that say in which order it is. Bring all into one order."
        )
    sorted_rows = {what: given[what].loc[order] for what in moved}
    found = {what: _numbered(sorted_rows.get(what, one)) for what, one in given.items()}
    return found, tuple(_told(first, moved, [what for what in by_place if what in labels]))


def _told(first: str, moved: list[str], plain: list[str]) -> Iterator[str]:
    if moved:
        listed = " and ".join(moved)
        yield f"Rows of {listed} were brought into the order of {first} by their labels."
    if plain:
        listed = " and ".join(plain)
        yield (
            f"Rows of {listed} are numbered from 0 and those of {first} have labels of their own: "
            "they were taken by place."
        )


def _refuse_other_lengths(given: Mapping[str, Any]) -> None:
    first, *others = given
    for other in others:
        one, two = len(given[first]), len(given[other])
        if one != two:
            raise DataError(f"There are {rows(one)} of {first} and {two:,} of {other}.")


def _refuse_plain_in_another_order(first: str, order: pd.Index, plain: list[str]) -> None:
    """Refuse 0 to n - 1 beside the same numbers in another order, which may mean either."""
    if plain and _same_labels(order, pd.RangeIndex(len(order))):
        raise DataError(
            f"The rows of {first} are labelled 0 to n - 1 in another order than those of "
            f"{plain[0]}.\nIf they stand in the same order, leave the labels out: "
            f"{first}.reset_index(drop=True)\nIf they go by label, sort: {first}.sort_index()"
        )


def _refuse_other_labels(
    given: Mapping[str, Any], first: str, order: pd.Index, moved: list[str]
) -> None:
    for what in moved:
        if not _same_labels(order, given[what].index):
            refuse_other_labels(first, what, order, given[what].index)


def _same_labels(one: pd.Index, two: pd.Index) -> bool:
    return one.is_unique and two.is_unique and set(one) == set(two)


def _numbered(values: Any) -> pd.Series:
    return pd.Series(values).reset_index(drop=True)
