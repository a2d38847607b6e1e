"""The groups that a person names, by the names that the table's groups have."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.meant_label import meant_label
from fairlab.data.words import Words

Said = TypeVar("Said")


def in_group_names(asked: Asked, groups: pd.DataFrame) -> Asked:
    """Take a group that is typed in another spelling, such as 1.0 for 1, for the one that is meant.

    Parameters
    ----------
    asked : Asked
        As typed, or as a file of settings has it.
    groups : DataFrame of categoricals, shape (rows, attributes)

    Returns
    -------
    Asked
        What is no group in any spelling stays as it is.

    Examples
    --------
    >>> groups = pd.DataFrame({"married": pd.Categorical(["0", "1"])})
    >>> asked = Asked(groups=("married",), references={"married": "1.0"})
    >>> in_group_names(asked, groups).references
    {'married': '1'}
    """
    known = {name: list(groups[name].cat.categories) for name in groups}
    references = {a: meant_label(level, known.get(a, ())) for a, level in asked.references.items()}
    words = {a: _renamed(of, known.get(a, ())) for a, of in asked.words.groups.items()}
    return replace(asked, references=references, words=Words(asked.words.columns, words))


def _renamed(said: Mapping[str, Said], known: Iterable[str]) -> dict[str, Said]:
    """Keep both where two spellings of one group are said, for the checks to refuse."""
    meant = {level: meant_label(level, known) for level in said}
    once = [*meant.values()]
    return {(to if once.count(to) == 1 else level): said[level] for level, to in meant.items()}
