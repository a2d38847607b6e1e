"""The groups that a person names, by the names that the table's groups have."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import plain, quoted, shown
from fairlab.data.words import Words, alike_groups
from fairlab.errors import DataError, nearest

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


def refuse_unknown_references(
    name: str, asked: Asked, groups: pd.DataFrame, words_too: bool = False
) -> None:
    """Refuse a reference that is no group, and two words for one.

    Words for what is no group are refused too (``words_too``) where nobody would read a note.
    """
    spared = set() if words_too else {*words_of_nobody(asked, groups)}
    named = [*asked.references.items()]
    named += [pair for pair in _worded(asked) if pair not in spared]
    for attribute, level in named:
        if attribute in asked.memberships:
            continue
        if attribute not in groups:
            hint = nearest(attribute, groups)
            raise DataError(f"{plain(name)}: --reference names no group: {attribute!r}. {hint}")
        known = groups[attribute].cat.categories
        if level not in known:
            hint = nearest(level, known)
            raise DataError(f"{plain(name)}: {quoted(attribute)} has no group {level!r}. {hint}")
    for attribute, said in asked.words.groups.items():
        if attribute not in groups:
            continue
        called = {one: said.get(one, str(one)) for one in groups[attribute].cat.categories}
        for fault in alike_groups(attribute, called):
            raise DataError(f"{plain(name)}: {fault}")


def _worded(asked: Asked) -> list[tuple[str, str]]:
    return [(of, level) for of, levels in asked.words.groups.items() for level in levels]


def words_of_nobody(asked: Asked, groups: pd.DataFrame) -> dict[tuple[str, str], str]:
    """Say of which levels there are words and no row, as where one is misspelt.

    Another spelling of a group that has words of its own is none of them.

    Examples
    --------
    >>> asked = Asked(words=Words({}, {"sex": {"m": "man", "feml": "woman"}}))
    >>> groups = pd.DataFrame({"sex": pd.Categorical(["male", "female"])})
    >>> print(words_of_nobody(asked, groups)["sex", "feml"])
    Words are given for 'feml' of `sex`, which no row has. Did you mean 'female'?
    """
    return {
        (of, level): f"Words are given for {shown(level)} of {quoted(of)}, which no row has. "
        f"{nearest(level, known)}"
        for of, level in _worded(asked)
        if of in groups
        and level not in (known := groups[of].cat.categories)
        and meant_label(level, known) == level
    }
