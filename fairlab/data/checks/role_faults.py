"""Faults in what the columns are said to be."""

import re
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.data.messages import plain, quoted, shown
from fairlab.errors import DataError, nearest

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

CAUSES = ("exogenous", "before", "allowed")  # lists of columns; beside them a graph
_ALONE = ("target", "sensitive", "ignore", "time", "part", "person")
_NO_FEATURES = ("time", "part", "person")
_ALL = (*_ALONE, "audit_only", "balance")


def roles(data: "Dataset") -> dict[str, tuple[str, ...]]:
    """Collect the columns of each role.

    Parameters
    ----------
    data : Dataset
        The table with its roles.
    """
    named = {role: getattr(data, role) for role in _ALL}
    return {role: (c,) if isinstance(c, str) else c or () for role, c in named.items()}


def refuse_unnamed_roles(data: "Dataset") -> None:
    """Refuse a role that is not told by names of columns, before anything else is looked at.

    Parameters
    ----------
    data : Dataset
        Its roles as they were given.

    Raises
    ------
    DataError
    """
    for role in _ALL:
        given = getattr(data, role)
        named = [given] if isinstance(given, str) or not isinstance(given, Iterable) else given
        for column in named:
            if not (isinstance(column, str) or (given is None and role != "target")):
                raise DataError(
                    f"{plain(str(data.name))}: {role} must name columns as text, but got "
                    f"{shown(column)}.\nWhere columns are numbered, name them first: "
                    "table.columns = table.columns.astype(str)"
                )


def name(data: "Dataset") -> Iterator[str]:
    """Refuse a name that could not be that of a file."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,64}", str(data.name)):
        yield f"the name {shown(data.name)} is not 1 to 64 letters, digits, - or _; give another."


def absent(data: "Dataset") -> Iterator[str]:
    """Refuse a role of a column that is not there."""
    asked: dict[str, list[str]] = {}
    for role, columns in roles(data).items():
        for column in columns:
            if column not in data.frame:
                asked.setdefault(column, []).append(role)
    for column, named in asked.items():
        hint = nearest(column, data.frame.columns)
        yield f"there is no column {quoted(column)} ({', '.join(named)}). {hint}"


def overlap(data: "Dataset") -> Iterator[str]:
    """Refuse a column with two roles that exclude each other."""
    of = roles(data)
    for one, other in combinations(_ALONE, 2):
        if one == "ignore" and other in _NO_FEATURES:
            continue  # it says the same twice
        for column in sorted(set(of[one]) & set(of[other])):
            yield f"{quoted(column)} is named as {one} and as {other}; it can be one of them."
    if data.time is not None and data.part is not None:
        yield "time and part both say which rows are the test set; name one of them."


def subsets(data: "Dataset") -> Iterator[str]:
    """Refuse an audit-only or balanced column that is not sensitive, or one named twice."""
    for role in ("audit_only", "balance"):
        for column in roles(data)[role]:
            if column not in data.sensitive:
                yield f"{quoted(column)} is named {role} but not sensitive; name it as sensitive."
    for role, columns in roles(data).items():
        for column in sorted({c for c in columns if columns.count(c) > 1}):
            yield f"{quoted(column)} is named twice in {role}; name it once."


def no_feature(data: "Dataset") -> Iterator[str]:
    """Refuse a table in which nothing is left to learn from."""
    if not data.features:
        yield "no column is left as a feature; ignore fewer, or add columns."


def causes(data: "Dataset") -> Iterator[str]:
    """Refuse what is said of causes in no way that is known."""
    for key, said in data.causes.items():
        if key not in (*CAUSES, "graph"):
            yield f"causes cannot say {shown(key)}. {nearest(key, (*CAUSES, 'graph'))}"
        elif (key == "graph") != isinstance(said, str | Path):
            kind = "a file" if key == "graph" else 'a list of columns, such as ["age"]'
            yield f"{key} of causes is {shown(said)}; it must be {kind}."
