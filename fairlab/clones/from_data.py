"""The schema of a data set: each column drawn from its own values, apart from the others."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from fairlab.clones.column_sources import Source, pool_of
from fairlab.clones.level_choice import combinations
from fairlab.clones.schema import Schema, SchemaColumn
from fairlab.data.dataset import Dataset
from fairlab.data.words import Words
from fairlab.errors import RequestError, nearest
from fairlab.stats.recoded import recoded_columns

FEWEST_ROWS = 30
ROWS_LOOKED_AT = 20_000


def schema_of(dataset: Dataset) -> Schema:
    """Draw profiles from what the columns of a data set hold, one column apart from the other.

    No profile is a person of the data set. The price is that columns which go together there do
    not go together here.

    Parameters
    ----------
    dataset : Dataset
        Its features and sensitive columns are what a profile holds.

    Returns
    -------
    Schema
        The first sensitive column is cloned when nothing else is asked for.

    Examples
    --------
    >>> from fairlab.data import load
    >>> form = schema_of(load("loans"))
    >>> list(form.columns), form.known_levels("Gender")
    (['Gender', 'Income'], ['Female', 'Male'])
    """
    names = [*dataset.features, *(c for c in dataset.sensitive if c not in dataset.features)]
    columns = {name: SchemaColumn(pool_of(dataset.frame[name])) for name in names}
    return Schema(
        dataset.name,
        columns,
        dataset.sensitive[:1],
        dataset.labels,
        Words(dataset.words),
        _middle_values(dataset),
    )


def _middle_values(dataset: Dataset) -> dict[str, list[Any]]:
    """Find a value of the data in the middle of each band, lowest first."""
    groups, frame = dataset.groups(), dataset.frame
    within = {name: groups.of(frame)[name] for name in groups.cut}
    return {
        name: frame[name].groupby(of, observed=True).quantile(0.5, interpolation="lower")
        .dropna().tolist()
        for name, of in within.items()
    }  # fmt: skip


def with_proxies(
    schema: Schema, dataset: Dataset, levels: Mapping[str, list[Any]], follow: Sequence[str]
) -> Schema:
    """Learn how strongly each column goes with the attributes, and how some follow them.

    Parameters
    ----------
    schema : Schema
        That of the data set.
    dataset : Dataset
        Where to learn it.
    levels : mapping of str to list
        The attributes that are cloned, with their levels.
    follow : sequence of str
        Columns that are to follow: for each clone they are drawn from the rows with its levels,
        at the rank that they have in its profile.

    Raises
    ------
    RequestError
        There is no such column, or too few rows with the levels of a clone.
    """
    refuse_unknown(schema, follow, levels)
    recoded = recoded_columns(dataset.frame[list(schema.columns)], levels)
    strength = _strength(dataset.frame[list(schema.columns)], levels)
    columns = dict(schema.columns)
    for name, column in schema.columns.items():
        by = _by(dataset.frame, schema, levels, name) if name in follow else {}
        columns[name] = SchemaColumn(
            column.source, tuple(levels) if by else (), by, strength[name], name in recoded
        )
    return replace(schema, columns=columns)


def following_of(
    schema: Schema, dataset: Dataset, levels: Mapping[str, list[Any]], named: Sequence[str]
) -> list[str]:
    """Name what follows the attributes: what was named, and columns that say them in other words.

    Parameters
    ----------
    schema : Schema
        That of the data set.
    dataset : Dataset
        Where to look.
    levels : mapping of str to list
        The attributes that are cloned, with their levels.
    named : sequence of str
        Columns that are to follow.

    Returns
    -------
    list of str
        Without columns of which too few rows say how they follow.
    """
    frame = dataset.frame[list(schema.columns)]
    known = [
        np.logical_and.reduce([frame[name] == level for name, level in row.items()]).sum()
        for _, row in combinations(schema, levels).iterrows()
    ]
    recoded = recoded_columns(frame, levels) if min(known) >= FEWEST_ROWS else []
    return [*named, *(name for name in recoded if name not in named)]


def refuse_unknown(schema: Schema, follow: Sequence[str], levels: Mapping[str, list[Any]]) -> None:
    """Refuse columns to follow that a profile does not have, or that are cloned themselves.

    Raises
    ------
    RequestError
    """
    possible = [name for name in schema.columns if name not in levels]
    for name in follow:
        if name not in possible:
            raise RequestError(f"No column {name!r} can follow. {nearest(name, possible)}")


def _strength(frame: pd.DataFrame, levels: Mapping[str, list[Any]]) -> pd.Series:
    """Say for each column how strongly it goes with the attribute that it goes with most."""
    from fairlab.stats.associations import correlations_with

    some = frame.iloc[:: max(1, len(frame) // ROWS_LOOKED_AT)]
    varied = some.loc[:, some.nunique() > 1]
    measured = [correlations_with(varied, attribute)["strength"] for attribute in levels]
    return pd.concat(measured, axis=1).max(axis=1).reindex(frame.columns)


def _by(
    frame: pd.DataFrame, schema: Schema, levels: Mapping[str, list[Any]], name: str
) -> dict[tuple[str, ...], Source]:
    found: dict[tuple[str, ...], Source] = {}
    for words, row in combinations(schema, levels).iterrows():
        alike = np.logical_and.reduce(
            [frame[attribute] == level for attribute, level in row.items()]
        )
        if alike.sum() < FEWEST_ROWS:
            raise RequestError(
                f"{name!r} cannot follow: only {alike.sum()} rows are {words}, and "
                f"{FEWEST_ROWS} are needed\nto know what it is among them."
            )
        found[tuple(map(str, row))] = pool_of(frame.loc[alike, name])
    return found
