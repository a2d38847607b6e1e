"""Entries of a JSON file, checked as they are read; what is wrong is told with its place."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from fairlab.errors import DataError

_MOST_ROWS = 10**9


def content_of(path: Path) -> Any:
    """Read a JSON file.

    Returns
    -------
    object
        What it holds.

    Raises
    ------
    DataError
        When it cannot be read or is no JSON; NaN and infinity are none.
    """

    def refuse(constant: str) -> NoReturn:
        raise ValueError(f"{constant} is not a number")

    try:
        return json.loads(path.read_text("utf-8"), parse_constant=refuse)
    except OSError as fault:
        raise DataError(f"{path}: cannot be read ({fault.strerror}).") from fault
    except (ValueError, RecursionError) as fault:
        raise DataError(f"{path.name}: not a JSON file ({fault}).") from fault


def entry(where: str, content: Mapping, name: str) -> Mapping:
    """Give an entry that holds entries by name.

    Parameters
    ----------
    where : str
        What to call the place in a message.
    content : mapping
        The entries of that place.
    name : str
        Which of them.

    Raises
    ------
    DataError
        It is missing, or something else.
    """
    return mapping(f"{where}: {name!r}", present(where, content, name))


def mapping(where: str, value: Any) -> Mapping:
    """Give a value that holds entries by name.

    Parameters
    ----------
    where : str
        What to call the place in a message.
    value : object

    Raises
    ------
    DataError
        It is something else.
    """
    if not isinstance(value, Mapping):
        raise DataError(f"{where}: must hold entries by name, holds {value!r:.40}.")
    return value


def present(where: str, content: Mapping, name: str) -> Any:
    """Give an entry of any kind.

    Parameters
    ----------
    where, content, name
        As for ``entry``.

    Raises
    ------
    DataError
        It is missing.
    """
    if name not in content:
        raise DataError(f"{where}: {name!r} is missing. There is: {', '.join(map(repr, content))}.")
    return content[name]


def count(where: str, content: Mapping, name: str) -> int:
    """Give an entry that is a number of rows.

    Parameters
    ----------
    where, content, name
        As for ``entry``.

    Raises
    ------
    DataError
        It is missing, or no whole number from 0 to a billion.
    """
    value = present(where, content, name)
    if type(value) is not int or not 0 <= value <= _MOST_ROWS:
        raise DataError(f"{where}: {name!r} must be a number of rows, is {value!r:.40}.")
    return value


def figure(where: str, content: Mapping, name: str) -> float:
    """Give an entry that is a figure from -1 to 1.

    Parameters
    ----------
    where, content, name
        As for ``entry``.

    Raises
    ------
    DataError
        It is missing, or something else.

    Examples
    --------
    >>> figure("gender", {"recall": 7.51}, "recall")
    Traceback (most recent call last):
    fairlab.errors.DataError: gender: 'recall' must be a figure from -1 to 1, is 7.51.
    """
    value = present(where, content, name)
    if type(value) not in (int, float) or not -1 <= value <= 1:
        raise DataError(f"{where}: {name!r} must be a figure from -1 to 1, is {value!r:.40}.")
    return float(value)


def words(where: str, content: Mapping, name: str) -> str:
    """Give an entry that is text.

    Parameters
    ----------
    where, content, name
        As for ``entry``.

    Raises
    ------
    DataError
        It is missing, or something else.
    """
    value = present(where, content, name)
    if not isinstance(value, str):
        raise DataError(f"{where}: {name!r} must be text, is {value!r:.40}.")
    return value
