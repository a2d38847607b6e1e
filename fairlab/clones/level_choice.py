"""Which levels of which attributes the clones of a profile differ in."""

from collections.abc import Iterable, Mapping
from itertools import product
from math import isfinite, nan
from shlex import quote
from typing import Any

import pandas as pd

from fairlab.clones.schema import Schema
from fairlab.data.level_names import plain_level
from fairlab.data.messages import plain
from fairlab.errors import RequestError, nearest


def chosen_levels(
    schema: Schema, asked: Mapping[str, list[str]] | None = None
) -> dict[str, list[Any]]:
    """Find the levels of the attributes that are to be cloned.

    Parameters
    ----------
    schema : Schema
        What profiles are made of.
    asked : mapping of str to list of str, optional
        Per attribute the levels as typed, or an empty list for all of them; the schema's own
        attributes when left out.

    Returns
    -------
    dict of str to list
        With at least two levels each.

    Raises
    ------
    RequestError
        There is no such attribute or level, or fewer than two levels.

    Examples
    --------
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "age": {"from": 18, "to": 90}}})
    >>> chosen_levels(form, {"sex": [], "age": ["25", "60"]})
    {'sex': ['f', 'm'], 'age': [25, 60]}
    """
    asked = asked or {name: [] for name in schema.attributes}
    if not asked:
        lack, one = "Which attribute is to differ between clones?", next(iter(schema.columns))
        raise RequestError(
            f"{lack}\nName it, such as {one!r}.",
            f"{lack}\nName it, such as --attribute {quote(one)}",
        )
    return {name: _levels(schema, name, typed) for name, typed in asked.items()}


def combinations(schema: Schema, levels: Mapping[str, list[Any]]) -> pd.DataFrame:
    """List what the clones of one profile differ in.

    Parameters
    ----------
    schema : Schema
        Whose words are used.
    levels : mapping of str to list
        Per attribute.

    Returns
    -------
    DataFrame
        One row per clone, one column per attribute; the index says it in words.

    Examples
    --------
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "id": ["Dutch", "other"]}})
    >>> combinations(form, {"sex": ["f", "m"], "id": ["Dutch"]}).index.tolist()
    ['f, Dutch', 'm, Dutch']
    """
    rows = list(product(*levels.values()))
    words = [schema.labels.get(name, {}) for name in levels]
    shown = [
        [word.get(level, level) for word, level in zip(words, row, strict=True)] for row in rows
    ]
    # Some tables have one word for several levels; then the levels themselves tell them apart.
    index = _joined(shown) if len(set(_joined(shown))) == len(rows) else _joined(rows)
    return pd.DataFrame(rows, columns=list(levels), index=index)


def _joined(rows: Iterable[Iterable[Any]]) -> list[str]:
    return [", ".join(plain(plain_level(level)) for level in row) for row in rows]


def _levels(schema: Schema, name: str, typed: list[str]) -> list[Any]:
    known = schema.known_levels(name)
    known = schema.typical.get(name) if known is None else known
    if known is None and not typed:
        lack = f"{name!r} has too many values to clone each of them.\nName the levels to compare:"
        raise RequestError(
            f"{lack} {{{name!r}: [LEVEL, LEVEL]}}", f"{lack} --attribute {name}=LEVEL,LEVEL"
        )
    found = [_level(schema, name, text) for text in typed] or known or []
    levels = list(dict.fromkeys(found))
    if len(levels) < 2:
        lack = f"has one level only ({levels[0]!r})" if levels else "has no values"
        raise RequestError(
            f"{name!r} {lack}: its clones would be equal.\n"
            "Clone another attribute, or name at least two levels."
        )
    return levels


def _level(schema: Schema, name: str, text: str) -> Any:
    known, words = schema.known_levels(name), schema.labels.get(name, {})
    if known is None:
        return _number(schema, name, text)
    found = [level for level in known if text in (str(level), plain_level(level), words.get(level))]
    if not found:
        raise RequestError(
            f"{name!r} has no level {text!r}. {nearest(text, map(plain_level, known))}"
        )
    return found[0]


def _number(schema: Schema, name: str, text: str) -> int | float:
    if schema.limits(name) is None:
        raise RequestError(f"{name!r} holds neither a few levels nor numbers: it cannot be cloned.")
    try:
        number = int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        number = nan
    if not isfinite(float(number)):
        raise RequestError(f"{name!r} holds numbers, and {text!r} is none.")
    return number
