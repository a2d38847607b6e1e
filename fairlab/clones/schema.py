"""What a profile holds: the columns, what each is drawn from, and what may follow an attribute."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from fairlab.clones.column_sources import Mixture, Pool, Source, UniformRange
from fairlab.data.words import Words
from fairlab.errors import RequestError, nearest

MOST_LEVELS = 12


@dataclass(frozen=True)
class SchemaColumn:
    """A column of a profile.

    Parameters
    ----------
    source : Source
        What it is drawn from, whoever the person is.
    follows : tuple of str
        The attributes that it would betray; empty for most columns.
    by : mapping of tuple of str to Source
        What it is drawn from for people with these levels, as text, of what it follows.
    strength : float
        How strongly it goes with the attributes in the data, from 0 to 1; NaN where no data say.
    recodes : bool
        Whether it says an attribute in other words: a clone in whom it is kept equal is nobody.
    """

    source: Source
    follows: tuple[str, ...] = ()
    by: Mapping[tuple[str, ...], Source] = field(default_factory=dict)
    strength: float = float("nan")
    recodes: bool = False


@dataclass(frozen=True)
class Schema:
    """What profiles are made of.

    Parameters
    ----------
    name : str
        Its audits are recorded under this name.
    columns : mapping of str to SchemaColumn
        In the order of the profile.
    attributes : tuple of str
        What is cloned when nothing else is asked for.
    labels : mapping of str to mapping
        What a level is called in words, per attribute.
    words : Words
        What a column is called where a person reads.
    typical : mapping of str to list
        Of a number that is audited in bands, the middle value of each band: the levels that are
        cloned when no others are asked for.
    """

    name: str
    columns: Mapping[str, SchemaColumn]
    attributes: tuple[str, ...] = ()
    labels: Mapping[str, Mapping] = field(default_factory=dict)
    words: Words = field(default_factory=Words)
    typical: Mapping[str, list[Any]] = field(default_factory=dict)

    def column(self, name: str) -> SchemaColumn:
        """Return a column.

        Raises
        ------
        RequestError
            There is none of that name.
        """
        if name not in self.columns:
            raise RequestError(f"A profile has no column {name!r}. {nearest(name, self.columns)}")
        return self.columns[name]

    def known_levels(self, name: str) -> list[Any] | None:
        """Return the levels of a column, or None where there are too many to name.

        Returns
        -------
        list or None
            Gaps are no level.
        """
        choices = _choices(self.column(name).source)
        if choices is None or choices.nunique() > MOST_LEVELS:
            return None
        return choices.dropna().unique().tolist()

    def limits(self, name: str) -> tuple[float, float] | None:
        """Return the lowest and the highest number of a column, or None where it holds others."""
        source = self.column(name).source
        if isinstance(source, UniformRange):
            return float(source.low), float(source.high)
        if not isinstance(source, Pool) or source.choices.dtype.kind not in "iuf":
            return None
        return float(source.choices.min()), float(source.choices.max())


def _choices(source: Source) -> pd.Series | None:
    if isinstance(source, Mixture):
        parts = [_choices(part) for part in source.sources]
        return None if any(part is None for part in parts) else pd.concat(parts)
    return source.choices if isinstance(source, Pool) else None
