"""A schema as a person writes it: a small TOML file, or the same as a dict."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fairlab.clones.column_sources import Days, Mixture, Pool, Source, UniformRange
from fairlab.clones.invented import Ids, invented
from fairlab.clones.schema import Schema, SchemaColumn
from fairlab.data.small_text import read_toml
from fairlab.errors import RequestError, nearest
from fairlab.seeds import seed_for

KEYS = ("name", "locale", "attributes", "columns")
KINDS = ("from", "levels", "field")


def read_schema(path: str | Path, seed: int = 0) -> Schema:
    """Read a schema from a TOML file.

    Parameters
    ----------
    path : str or Path
        The file; see ``schema_from`` for what it holds.
    seed : int
        From which Mimesis invents values.

    Returns
    -------
    Schema
        Named like the file when it does not say.

    Raises
    ------
    DataError
        The file is missing or is no TOML.
    RequestError
        It declares what cannot be drawn.
    """
    path = Path(path)
    declared = read_toml(path)
    return schema_from({"name": path.stem, **declared}, seed)


def schema_from(declared: Mapping[str, Any], seed: int = 0) -> Schema:
    """Make a schema of what a person declares.

    Parameters
    ----------
    declared : mapping
        ``columns`` says what each column is drawn from: ``"id"``; the name of a Mimesis field;
        a list of levels; ``{"from": 0, "to": 9}`` for numbers or dates; ``{"levels": {"rent":
        0.7, "own": 0.3}}`` for levels with their shares; ``{"field": "first_name", "gender":
        "female"}`` for a field with its settings. ``follows`` names the attribute that a column
        would betray, and ``by`` says per level how it is drawn when it may. ``name``, ``locale``
        (``"en"``) and ``attributes``, a list, may be left out.
    seed : int
        From which Mimesis invents values.

    Raises
    ------
    RequestError
        It declares what cannot be drawn; the message names the column.

    Examples
    --------
    >>> form = schema_from(
    ...     {
    ...         "locale": "nl",
    ...         "attributes": ["sex"],
    ...         "columns": {
    ...             "applicant": "id",
    ...             "name": {
    ...                 "field": "first_name",
    ...                 "follows": "sex",
    ...                 "by": {"f": {"gender": "female"}, "m": {"gender": "male"}},
    ...             },
    ...             "town": "city",
    ...             "income": {"from": 20_000, "to": 90_000},
    ...             "sex": ["f", "m"],
    ...         },
    ...     }
    ... )
    >>> form.known_levels("sex"), form.limits("income"), form.column("name").follows
    (['f', 'm'], (20000.0, 90000.0), ('sex',))
    """
    _refuse_unknown(declared, KEYS, "The schema")
    columns = declared.get("columns")
    if not isinstance(columns, Mapping) or not columns:
        raise RequestError("The schema declares no columns; begin with: [columns]")
    locale = declared.get("locale", "en")
    made = {
        name: _column(name, says, locale, seed_for(seed, "invented", name))
        for name, says in columns.items()
    }
    schema = Schema(declared.get("name", "profiles"), made, tuple(declared.get("attributes", ())))
    for column in made.values():
        for attribute in column.follows:
            _refuse_gaps(schema, attribute, column)
    return schema


def _column(name: str, says: Any, locale: str, seed: int) -> SchemaColumn:
    if not isinstance(says, Mapping):
        return SchemaColumn(_source(name, says, locale, seed))
    rest = {key: value for key, value in says.items() if key not in ("follows", "by")}
    by = says.get("by", {})
    if ("follows" in says) != bool(by):
        raise RequestError(f"{name!r}: `follows` and `by` belong together, and one is missing.")
    if not by:
        return SchemaColumn(_source(name, rest, locale, seed))
    whole = {k: {**rest, **part} if isinstance(part, Mapping) else part for k, part in by.items()}
    sources: dict[tuple[str, ...], Source] = {
        (str(level),): _source(name, part, locale, seed) for level, part in whole.items()
    }
    everyone = _source(name, rest, locale, seed) if rest else Mixture(tuple(sources.values()))
    return SchemaColumn(everyone, (says["follows"],), sources)


def _source(name: str, says: Any, locale: str, seed: int) -> Source:
    if says == "id":
        return Ids(seed)
    if isinstance(says, str):
        return invented(says, locale, seed)
    if isinstance(says, list):
        return _levels(name, dict.fromkeys(says, 1))
    if isinstance(says, Mapping) and sum(kind in says for kind in KINDS) == 1:
        return _from_table(name, says, locale, seed)
    raise RequestError(
        f"{name!r} must be an id, a field of Mimesis, a list of levels, or a table with one of\n"
        f"{', '.join(KINDS)}; but it is {str(says)[:60]}."
    )


def _from_table(name: str, says: Mapping[str, Any], locale: str, seed: int) -> Source:
    if "field" in says:
        settings = {key: value for key, value in says.items() if key not in ("field", "locale")}
        return invented(says["field"], says.get("locale", locale), seed, settings)
    if "levels" in says:
        _refuse_unknown(says, ("levels",), repr(name))
        levels = says["levels"]
        return _levels(name, levels if isinstance(levels, Mapping) else dict.fromkeys(levels, 1))
    _refuse_unknown(says, ("from", "to"), repr(name))
    return _range(name, says["from"], says.get("to"))


def _range(name: str, low: Any, high: Any) -> Source:
    for kinds, made in (({date}, Days), ({int, float}, UniformRange)):
        if {type(low), type(high)} <= kinds and low <= high:
            return made(low, high)
    raise RequestError(
        f"{name!r} must go from a number or date to one that is not lower,\n"
        f"but goes from {low!r} to {high!r}."
    )


def _levels(name: str, shares: Mapping[Any, Any]) -> Pool:
    known = all(isinstance(share, int | float) and share >= 0 for share in shares.values())
    if not known or not sum(shares.values()) > 0:
        raise RequestError(f"{name!r} needs levels with shares of 0 or more, not all of them 0.")
    values = list(shares)
    plain = all(isinstance(value, int | float) for value in values)
    column = pd.Series(values) if plain else pd.Series(pd.Categorical(values, values))
    return Pool(column, np.array(list(shares.values()), float))


def _refuse_gaps(schema: Schema, attribute: str, column: SchemaColumn) -> None:
    levels = schema.known_levels(attribute) or []
    lacking = [level for level in levels if (str(level),) not in column.by]
    if lacking:
        name = next(name for name, one in schema.columns.items() if one is column)
        raise RequestError(
            f"{name!r} follows {attribute!r}, but does not say how for {lacking[0]!r}."
        )


def _refuse_unknown(says: Mapping[str, Any], known: tuple[str, ...], what: str) -> None:
    for key in says:
        if key not in known:
            raise RequestError(f"{what}: there is no setting {key!r}. {nearest(key, known)}")
