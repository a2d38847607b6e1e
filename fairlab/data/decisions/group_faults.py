"""What is wrong with the attributes of a table of decisions."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.alike_levels import alike
from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.columns import is_text
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.rows_by_value import Counts, known_rows
from fairlab.data.messages import counted, plain, quoted, shown


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

    Yields
    ------
    str
    """
    for name in asked.groups:
        if name in frame:
            counts = known_rows(frame, name, counted_rows)
            yield from _levels(name, frame[name], counts, name in asked.bands)
    known = {*asked.groups}
    named = {"--bands": asked.bands, "--pairs": asked.every_pair,
             "--cross": [name for names in asked.cross for name in names]}  # fmt: skip
    for option, names in named.items():
        for name in names:
            if name not in known:
                yield f"{option} names {quoted(name)}, which is not among the groups; add it there."
    for name, edges in asked.bands.items():
        if list(edges) != sorted(set(edges)) or not edges:
            yield f"--bands {plain(name)}: edges must rise, as in --bands {plain(name)}=25,35,62."


def _levels(name: str, values: pd.Series, counts: pd.Series, banded: bool) -> Iterator[str]:
    if values.dtype == object:
        yield f"{quoted(name)} holds text beside other values; keep one kind."
    elif counts.empty:
        yield f"{quoted(name)} is missing in all rows; leave it out of the groups."
    elif len(counts) == 1 and values.notna().all():
        yield f"{quoted(name)} has one value: {counted(counts)}; leave it out of the groups."
    elif banded and not pd.api.types.is_numeric_dtype(values):
        yield f"{quoted(name)} holds {shown(counts.index[0])} and is no number: it has no bands."
    elif is_text(values) and len(counts) > MOST_LEVELS:
        yield (
            f"{quoted(name)} has {len(counts):,} levels (such as {shown(counts.index[0])}); at "
            f"most {MOST_LEVELS}: join them to broader groups."
        )
    elif is_text(values):
        for same in alike(counts):
            yield f"{quoted(name)} writes one level as {counted(same)}; make them one."
