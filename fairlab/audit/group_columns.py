"""The groups that an audit is handed: a column per attribute, each with a name of its own."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from fairlab.data.messages import quoted, rows, shown
from fairlab.errors import DataError


def group_columns(groups: Any) -> dict[str, pd.Series]:
    """Give the column of each attribute by its name as a text.

    Parameters
    ----------
    groups : DataFrame of shape (rows, attributes)
        Which group each row is in, per attribute.

    Raises
    ------
    DataError
        It is no frame, or two columns have one name as a text.

    Examples
    --------
    >>> list(group_columns(pd.DataFrame({"sex": ["f"], "age": ["old"]})))
    ['sex', 'age']
    """
    if not isinstance(groups, pd.DataFrame):
        raise DataError(
            f"groups is a {type(groups).__name__}; a frame with a column per attribute is needed.\n"
            'Give pd.DataFrame({"sex": ...}), or name a Series and give its .to_frame().'
        )
    names = pd.Series([str(name) for name in groups.columns], dtype=object)
    if names.duplicated().any():
        twice = names[names.duplicated()].iloc[0]
        same = [shown(name) for name in groups.columns if str(name) == twice]
        raise DataError(
            f"{len(same)} columns of groups are called {quoted(twice)} ({' and '.join(same)}), and "
            "one would hide the other.\nRename them."
        )
    return {name: groups.iloc[:, place] for place, name in enumerate(names)}


def in_no_group(groups: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Say of each attribute how many rows have no group, and so count in none.

    Parameters
    ----------
    groups : DataFrame of shape (rows, attributes)

    Yields
    ------
    tuple of str
        The attribute and a sentence; nothing of one that every row has.

    Examples
    --------
    >>> list(in_no_group(pd.DataFrame({"sex": ["f", None], "age": ["old", "old"]})))
    [('sex', '1 row is in no group.')]
    """
    for name, column in group_columns(groups).items():
        if missing := int(column.isna().sum()):
            yield name, f"{rows(missing)} {'is' if missing == 1 else 'are'} in no group."
