"""What the values of a batch mean: who was flagged, what happened, and by which version."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import HALF
from fairlab.data.decisions.two_values import approving, bad_event
from fairlab.data.messages import plain, quoted, rows, shown
from fairlab.errors import DataError
from fairlab.monitor.batch_rows import UNKNOWN
from fairlab.monitor.known_values import KnownValues
from fairlab.monitor.read_columns import ReadColumns


def flagged_in(read: ReadColumns, known: KnownValues) -> np.ndarray:
    """Tell who was flagged.

    Raises
    ------
    DataError
        A decision is missing, is a third one, or nothing says which one approves.
    """
    asked = read.settings.asked
    if not asked.decision:
        assert read.score is not None
        return read.score >= np.float32(HALF if asked.threshold is None else asked.threshold)
    cells = read.distinct_values[asked.decision]
    if cells.isna().any():
        missing = np.isin(read.codes(asked.decision), np.flatnonzero(cells.isna()))
        raise DataError(
            f"{plain(read.name)}: the decision {quoted(asked.decision)} is missing in "
            f"{rows(int(missing.sum()))}.\nLeave out who was not decided about."
        )
    cells, both = known.as_earlier(asked.decision, cells, read.name)
    approves = approving(asked, pd.DataFrame({asked.decision: both}))
    if approves is None:
        raise DataError(
            f"{plain(read.name)}: {quoted(asked.decision)} holds {shown(both.iloc[0])}; say which "
            "value approves: --approve VALUE"
        )
    return cells.ne(approves).to_numpy(bool)[read.codes(asked.decision)]


def labels_in(read: ReadColumns, known: KnownValues) -> np.ndarray:
    """Tell what happened: 1 for the bad event, 0 for none, -1 where it is not known."""
    label = read.settings.asked.label
    if label is None or label not in read:
        return np.full(read.size, UNKNOWN, np.int8)
    return label_codes(read.name, read.settings.asked, read.distinct_values[label], known)[
        read.codes(label)
    ]


def label_codes(name: str, asked: Asked, cells: pd.Series, known: KnownValues) -> np.ndarray:
    """Say what each distinct label means: 1, 0, or -1 where it is not known.

    Raises
    ------
    DataError
        There is a third value, or nothing says which one is the bad event.
    """
    label = str(asked.label)
    if cells.isna().all():
        return np.full(len(cells), UNKNOWN, np.int8)
    cells, both = known.as_earlier(label, cells, name)
    bad = bad_event(asked, pd.DataFrame({label: both}))
    if bad is None and asked.positive is None:
        raise DataError(
            f"{plain(name)}: {quoted(label)} holds {shown(both.dropna().iloc[0])}; say which one "
            "is the bad event: --positive VALUE"
        )
    return np.where(cells.isna(), UNKNOWN, cells.eq(bad)).astype(np.int8)


def version_in(read: ReadColumns) -> str:
    """Tell which version of the model decided; empty where no column says so.

    Raises
    ------
    DataError
        There are two.
    """
    column = read.settings.version
    if column is None:
        return ""
    versions: Sequence = read.distinct_values[column].tolist()
    if len(versions) > 1 or pd.isna(versions[0]):
        listed = " and ".join(shown(one) for one in versions[:3])
        raise DataError(
            f"{plain(read.name)}: {quoted(column)} holds {listed}, and a batch is of one.\n"
            "Feed the rows of each version as a batch of their own."
        )
    return str(versions[0])
