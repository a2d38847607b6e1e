"""A batch read from a table that comes in pieces: what was decided about whom, and when."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from fairlab.data.chunks import Chunks
from fairlab.data.decisions.faults import refuse_faults
from fairlab.data.decisions.group_names import refuse_unknown_references
from fairlab.data.messages import plain, quoted
from fairlab.errors import DataError, nearest
from fairlab.monitor.batch_rows import BatchRows
from fairlab.monitor.block_counts import crossed_names
from fairlab.monitor.known_values import KnownValues
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.read_columns import ReadColumns
from fairlab.monitor.value_meanings import flagged_in, labels_in, version_in
from fairlab.monitor.written_days import as_days


@dataclass(frozen=True, eq=False)
class Batch:
    """A batch as it was read.

    Parameters
    ----------
    name : str
    rows : BatchRows
    label : ndarray of int8, shape (rows,)
        1 for the bad event, 0 for none, -1 where it is not known.
    version : str
        Of the model that decided; empty where nothing says so.
    """

    name: str
    rows: BatchRows
    label: np.ndarray
    version: str = ""


def read_batch(
    name: str,
    table: Chunks,
    settings: MonitorSettings,
    known: KnownValues,
    day: date | None = None,
    version: str = "",
    date_format: str | None = None,
) -> Batch:
    """Read a batch.

    Parameters
    ----------
    name : str
        That the batch bears.
    table : Chunks
    settings : MonitorSettings
    known : KnownValues
        Of earlier batches; what is new is put in.
    day : date, optional
        Of all decisions, where no column says so.
    version : str
        Of the model, where no column says so.
    date_format : str, optional
        How days are written, where they are texts.

    Raises
    ------
    DataError
        It is empty, lacks a column, or holds what cannot be read as in earlier batches.
    """
    _refuse_absent(name, table, settings)
    read = ReadColumns(name, table, settings, date_format)
    is_first = not known.groups
    if is_first:
        _learn(read, known)
    days = np.full(read.size, as_days(day), np.int32) if read.days is None else read.days
    groups = {
        one: known.places(one, read.distinct_values[one], name)[read.codes(one)]
        for one in settings.asked.groups
    }
    if is_first:
        named = crossed_names(known.groups, settings.asked.cross)
        levels = {a: pd.Categorical([], of) for a, of in named.items()}
        refuse_unknown_references(name, settings.asked, pd.DataFrame(levels), words_too=True)
    made = BatchRows(days, flagged_in(read, known), groups, read.score, read.keys)
    return Batch(name, made, labels_in(read, known), version_in(read) or version)


def _learn(read: ReadColumns, known: KnownValues) -> None:
    """Check the first batch as a file is checked that is audited, and cut its numbers."""
    asked, (frame, counts) = read.settings.asked, read.distinct()
    labelled = asked.label in frame and bool(frame[asked.label].notna().any())
    beside = [read.settings.version, None if labelled else asked.label]
    looked_at = replace(asked, person=None, time=None, label=asked.label if labelled else None)
    others = [one for one in beside if one in frame]
    refuse_faults(read.name, looked_at, frame.drop(columns=others), counts)
    known.learn(asked, frame, counts, read.score)


def _refuse_absent(name: str, table: Chunks, settings: MonitorSettings) -> None:
    """Refuse a table without a column; labels alone may come later, in a table of their own."""
    asked = settings.asked
    named = [(role, one) for role, one in asked.columns() if role != "label"]
    named += [("model-version", settings.version)] if settings.version else []
    lines = [
        f"{plain(name)}: there is no column {quoted(one)} (--{role}). {nearest(one, table.columns)}"
        for role, one in named
        if one not in table.columns
    ]
    if lines:
        raise DataError("\n".join(lines[:3]))
