"""What is wrong with the attributes of a table of decisions."""

from collections import Counter
from collections.abc import Iterator
from math import isfinite

import pandas as pd

from fairlab.data.checks.column_faults import unclear_levels
from fairlab.data.columns import is_text
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.rows_by_value import Counts, known_rows
from fairlab.data.level_names import plain_level
from fairlab.data.messages import counted, plain, quoted, shown
from fairlab.data.words import CROSS, faults_of


def attribute_faults(
    asked: Asked, frame: pd.DataFrame, counted_rows: Counts | None = None
) -> Iterator[str]:
    """Refuse attributes whose levels are no groups, and bands of what is no number.

    Parameters
    ----------
    asked : Asked
    frame : DataFrame
        With typed columns.
    counted_rows : mapping of str to Series, optional
        See `rows_by_value`.
    """
    for name in asked.groups:
        if name in frame:
            counts = known_rows(frame, name, counted_rows)
            yield from _levels(name, frame[name], counts, name in asked.bands)
    known = {*asked.groups}
    crosses = {CROSS.join(names) for names in asked.cross}
    worded = {*asked.words.columns, *asked.words.groups} - crosses - {*asked.memberships}
    named = {"--words": sorted(worded), "--bands": asked.bands, "--pairs": asked.every_pair,
             "--cross": [name for names in asked.cross for name in names]}  # fmt: skip
    for option, names in named.items():
        for name in names:
            if name not in known:
                yield f"{option} names {quoted(name)}, which is not among the groups; add it there."
    yield from _unclear_options(asked)
    yield from (f"--words: {fault}" for fault in faults_of(asked.words, asked.groups))


def _unclear_options(asked: Asked) -> Iterator[str]:
    for names in asked.cross:
        if len({*names}) < len(names):
            yield f"--cross {plain('*'.join(names))} names an attribute twice; name others."
    for name, edges in asked.bands.items():
        if list(edges) != sorted(set(edges)) or not edges or not all(map(isfinite, edges)):
            yield (
                f"--bands {plain(name)}: edges must be numbers that rise, as in --bands "
                f"{plain(name)}=25,35,62."
            )


def _levels(name: str, values: pd.Series, counts: pd.Series, banded: bool) -> Iterator[str]:
    if values.dtype == object and values.map(pd.api.types.is_list_like).any():
        yield f"{quoted(name)} holds lists; give one text or number for each person."
    elif values.dtype == object:
        yield f"{quoted(name)} holds text beside other values; keep one kind."
    elif counts.empty:
        yield f"{quoted(name)} is missing in all rows; leave it out of the groups."
    elif len(counts) == 1 and values.notna().all():
        yield f"{quoted(name)} has one value: {counted(counts)}; leave it out of the groups."
    elif banded and not pd.api.types.is_numeric_dtype(values):
        yield f"{quoted(name)} holds {shown(counts.index[0])} and is no number: it has no bands."
    elif twice := _written_alike(values, counts):
        yield f"{quoted(name)} holds {shown(twice)} as text and as another type; write all alike."
    elif is_text(values):
        yield from unclear_levels(quoted(name), counts)


def _written_alike(values: pd.Series, counts: pd.Series) -> str | None:
    """Find a category that is written as another one is, such as 1 and '1'."""
    if values.dtype != "category":
        return None
    level, times = Counter(map(plain_level, counts.index)).most_common(1)[0]
    return level if times > 1 else None
