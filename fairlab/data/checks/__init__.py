"""The one border that a table crosses: all its faults at once, each a sentence.

Rows are counted from 1, without the header.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.data.checks import (
    column_faults,
    group_faults,
    number_faults,
    part_faults,
    role_faults,
    target_faults,
)
from fairlab.data.messages import plain, rows
from fairlab.errors import DataError

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

FEWEST_ROWS = 10
MOST_LINES = 12

_OF_ROLES: tuple[Callable[["Dataset"], Iterator[str]], ...] = (
    role_faults.name,
    role_faults.absent,
    role_faults.overlap,
    role_faults.subsets,
    role_faults.no_feature,
    role_faults.causes,
    group_faults.attributes,
)
_OF_CONTENT: tuple[Callable[["Dataset"], Iterator[str]], ...] = (
    target_faults.labels,
    target_faults.leaks,
    column_faults.types,
    column_faults.endless,
    column_faults.sensitive,
    group_faults.bands,
    group_faults.words,
    part_faults.time,
    part_faults.part,
    part_faults.person,
    part_faults.groups,
)


def refuse_faults(data: "Dataset", given: Any) -> None:
    """Refuse a table that cannot be used.

    Parameters
    ----------
    data : Dataset
        The table with its roles, columns typed.
    given : DataFrame
        The table as it was given.

    Raises
    ------
    DataError
        With everything that is wrong, a line per fault.
    """
    if not isinstance(given, pd.DataFrame):
        raise DataError(f"{data.name}: a table (pandas DataFrame) is needed, not {type(given)!r}.")
    faults = find_faults(data, given)
    if faults:
        raise DataError(_message(plain(str(data.name)), faults))


def find_faults(data: "Dataset", given: pd.DataFrame) -> list[str]:
    """List what is wrong with a table.

    Parameters
    ----------
    data : Dataset
        The table with its roles, columns typed.
    given : DataFrame
        The table as it was given.

    Returns
    -------
    list of str
        One text per fault: the column, the count, an example, and what to do.
    """
    faults = [*column_faults.names(given)]
    faults += [fault for check in _OF_ROLES for fault in check(data)]
    if len(given) < FEWEST_ROWS:
        return [*faults, f"the table has {rows(len(given))}; at least {FEWEST_ROWS} are needed."]
    if sums := [*column_faults.totals(data)]:  # which spoil the columns of numbers too
        return [*faults, *sums]
    faults += [fault for check in _OF_CONTENT for fault in check(data)]
    return [*faults, *number_faults.spoilt_numbers(data, given)]


def _message(name: str, faults: list[str]) -> str:
    if len(faults) == 1:
        return f"{name}: {faults[0]}"
    shown = faults if len(faults) < MOST_LINES else faults[: MOST_LINES - 2]
    more = [f"- and {len(faults) - len(shown)} more."] if len(shown) < len(faults) else []
    lines = [f"{name}: the table has {len(faults)} faults."]
    shown = [fault.replace("\n", " ") for fault in shown]
    return "\n".join([*lines, *(f"- {fault}" for fault in shown), *more])
