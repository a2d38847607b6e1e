"""Profiles, and their clones: equal in everything but the attribute, and what follows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.clones.column_sources import pick
from fairlab.clones.level_choice import combinations
from fairlab.clones.schema import Schema
from fairlab.errors import RequestError
from fairlab.seeds import seed_for


@dataclass(frozen=True, eq=False)
class Clones:
    """Clones of profiles, side by side.

    Parameters
    ----------
    frame : DataFrame of shape (profiles * levels, columns)
        All clones of the first profile, then those of the second.
    combinations : DataFrame of shape (levels, attributes)
        What the clones of one profile differ in; the index says it in words.
    follow : tuple of str
        Columns that differ with the attribute.
    """

    frame: pd.DataFrame
    combinations: pd.DataFrame
    follow: tuple[str, ...] = ()

    @property
    def labels(self) -> list[str]:
        """The combinations in words."""
        return self.combinations.index.tolist()

    @property
    def profiles(self) -> int:
        """The number of profiles."""
        return len(self.frame) // len(self.combinations)

    def first(self, profiles: int) -> pd.DataFrame:
        """Return the clones of the first few profiles."""
        return self.frame.head(profiles * len(self.combinations))


def draw_profiles(schema: Schema, profiles: int, seed: int = 0) -> pd.DataFrame:
    """Draw base profiles, each column apart from the others.

    Parameters
    ----------
    schema : Schema
        What a profile holds.
    profiles : int
        How many.
    seed : int
        The same seed gives the same profiles; another column changes no other column.

    Returns
    -------
    DataFrame of shape (profiles, columns)

    Examples
    --------
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"id": "id", "income": {"from": 1, "to": 9}}})
    >>> draw_profiles(form, 3).shape
    (3, 2)
    """
    drawn = {
        name: column.source.at(_places(name, profiles, seed))
        for name, column in schema.columns.items()
    }
    return pd.DataFrame(drawn)


def clone(base: pd.DataFrame, levels: pd.DataFrame) -> Clones:
    """Clone each profile once per level, all else being equal.

    Parameters
    ----------
    base : DataFrame of shape (n, columns)
        Profiles; an attribute that they already have is overwritten.
    levels : DataFrame of shape (k, attributes)
        What the clones differ in, with words for it as the index.

    Examples
    --------
    >>> people = pd.DataFrame({"income": [44815, 47436]})
    >>> twins = clone(people, pd.DataFrame({"sex": ["f", "m"]}, index=["women", "men"]))
    >>> twins.frame.values.tolist()
    [[44815, 'f'], [44815, 'm'], [47436, 'f'], [47436, 'm']]
    """
    rows = np.repeat(np.arange(len(base)), len(levels))
    frame = base.take(rows).reset_index(drop=True)
    for name, level in levels.items():
        column = level.take(np.tile(np.arange(len(levels)), len(base))).reset_index(drop=True)
        known = base[name].dtype if name in base else None
        frame[name] = column.astype(known) if isinstance(known, pd.CategoricalDtype) else column
    return Clones(frame, levels)


def draw_clones(
    schema: Schema,
    levels: Mapping[str, list[Any]],
    profiles: int,
    seed: int = 0,
    follow: Sequence[str] = (),
) -> Clones:
    """Draw profiles and clone each of them.

    Parameters
    ----------
    schema : Schema
        What a profile holds.
    levels : mapping of str to list
        The attributes that differ, with their levels; every combination becomes a clone.
    profiles : int
        How many.
    seed : int
        The same seed gives the same clones.
    follow : sequence of str
        Columns that go with the clone's levels; every other column is kept equal.

    Raises
    ------
    RequestError
        A column is to follow, and the schema does not say how.

    Examples
    --------
    >>> from fairlab.clones.declared import schema_from
    >>> title = {"follows": "sex", "by": {"f": ["Mrs"], "m": ["Mr"]}}
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "title": title}})
    >>> draw_clones(form, {"sex": ["f", "m"]}, 1, follow=["title"]).frame.values.tolist()
    [['f', 'Mrs'], ['m', 'Mr']]
    """
    levels_of = combinations(schema, levels)
    clones = clone(draw_profiles(schema, profiles, seed), levels_of)
    for name in follow:
        clones.frame[name] = _following(schema, name, levels_of, profiles, seed)
    return Clones(clones.frame, levels_of, tuple(follow))


def _following(
    schema: Schema, name: str, levels: pd.DataFrame, profiles: int, seed: int
) -> pd.Series:
    column, place = schema.column(name), _places(name, profiles, seed)
    if not column.by or not set(column.follows) <= set(levels):
        raise RequestError(
            f"{name!r} cannot follow {', '.join(levels)}: the schema does not say how.\n"
            f"Declare `follows` and `by` for it, or keep it equal."
        )
    kinds = levels[list(column.follows)].astype(str).itertuples(index=False, name=None)
    drawn = [column.by[kind].at(place) for kind in kinds]
    stacked = [each.repeat(len(drawn)).reset_index(drop=True) for each in drawn]
    return pick(stacked, np.tile(np.arange(len(drawn)), profiles))


def _places(name: str, profiles: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed_for(seed, "profiles", name)).random(profiles)
