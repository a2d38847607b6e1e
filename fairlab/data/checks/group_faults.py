"""Faults in what is said of attributes: bands, words for levels, and words for columns."""

from collections.abc import Iterator, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.data.bands import Bands
from fairlab.data.messages import plain, quoted, shown
from fairlab.data.words import Words, faults_of
from fairlab.errors import nearest

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset


def attributes(data: "Dataset") -> Iterator[str]:
    """Refuse bands or words of a column that is not audited."""
    for said, columns in (("bands", data.bands), ("labels", data.labels)):
        for column in columns:
            if column not in data.sensitive:
                hint = nearest(column, data.sensitive)
                yield f"{said} names {quoted(column)}, which is not sensitive. {hint}"


def words(data: "Dataset") -> Iterator[str]:
    """Refuse words of a column that is not there, and those that nobody could read."""
    for column in data.words:
        if column not in data.frame:
            hint = nearest(str(column), map(str, data.frame))
            yield f"words names {quoted(column)}, which is no column. {hint}"
    yield from faults_of(Words(data.words), data.frame)


def bands(data: "Dataset") -> Iterator[str]:
    """Refuse bands that are none, those of what is no number, and those of nobody."""
    for column, edges in data.bands.items():
        if column not in data.sensitive or column not in data.frame:
            continue
        values = data.frame[column]
        if not _rise(edges):
            example = f"bands of {plain(column)}: (25, 35, 62)"
            yield f"the bands of {quoted(column)} must begin at rising numbers, as in {example}."
        elif not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            there = shown(values.dropna().iloc[0]) if values.notna().any() else "nothing"
            yield f"{quoted(column)} holds {there} and is no number: it has no bands."
        elif values.notna().any():
            yield from _of_nobody(column, values, edges)


def _of_nobody(column: str, values: pd.Series, edges: Sequence[float]) -> Iterator[str]:
    found = Bands.learn(values, edges)
    held = set(found.codes(values).tolist())
    empty = [name for place, name in enumerate(found.names) if place not in held]
    if empty:
        yield (
            f"nobody is in the bands {', '.join(empty)} of {quoted(column)}, which runs from "
            f"{values.min():g} to {values.max():g}; choose others."
        )


def _rise(edges: Any) -> bool:
    if isinstance(edges, str) or not isinstance(edges, Sequence) or not edges:
        return False
    if not all(isinstance(e, int | float) and not isinstance(e, bool) for e in edges):
        return False
    return all(map(isfinite, edges)) and list(edges) == sorted(set(edges))
