"""Decisions that a notebook hands over as arrays, as what can be audited."""

from collections.abc import Hashable, Iterable, Mapping, Set
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.api.arguments import described
from fairlab.audit.arrays import numbers, zero_or_one
from fairlab.data.columns import typed
from fairlab.data.groups import Groups
from fairlab.data.messages import first_row, quoted, rows, shown
from fairlab.errors import DataError, RequestError

if TYPE_CHECKING:
    from fairlab.audit.sources import AuditSource


def source_of_arrays(y: Any, decision: Any, groups: Any, score: Any, title: str) -> "AuditSource":
    """Make decisions that were given as arrays what can be audited.

    Parameters
    ----------
    y, decision, groups, score, title
        As in ``fairlab.audit``.

    Returns
    -------
    AuditSource
        People are grouped as those of a ``Dataset``: numbers of many values in two halves, and
        who has no value in a group of its own.

    Raises
    ------
    RequestError
        Something is missing, or is no column.
    DataError
        The columns do not fit each other, or hold what cannot be audited.
    """
    from fairlab.audit.sources import AuditSource

    if y is None or decision is None or groups is None:
        raise RequestError("Give y, decision and groups, or a source or a run's id to audit.")
    frame = _attributes(groups)
    plain = typed(frame)
    learned = Groups.learn(plain, tuple(plain))
    scores = None if score is None else _column("score", score, frame.index)
    happened, decided = (
        _column(what, values, frame.index) for what, values in (("y", y), ("decision", decision))
    )
    return AuditSource(
        title=title,
        about="Decisions that were given as arrays.",
        y=pd.Series(zero_or_one("y", happened), happened.index),
        decision=pd.Series(zero_or_one("decision", decided), decided.index),
        groups=learned.of(plain).set_axis(frame.index),
        score=None if scores is None else pd.Series(numbers("score", scores), scores.index),
        row_ids=frame.index,
        cuts=learned.cuts_told("these rows, where a recorded run takes those of its whole table"),
    )


def _attributes(groups: Any) -> pd.DataFrame:
    """Take a column per attribute, each by a name of its own."""
    _refuse_no_column("groups", groups, pd.DataFrame | Mapping)
    named = groups if isinstance(groups, pd.DataFrame | pd.Series | Mapping) else _values(groups)
    frame = pd.DataFrame(named)
    frame.columns = [str(name) for name in frame]
    twice = frame.columns[frame.columns.duplicated()]
    if len(twice):
        raise DataError(
            f"groups has more than one column called {quoted(twice[0])}.\n"
            "Give each attribute a name of its own."
        )
    if frame.empty:
        raise DataError("There is nobody to audit: groups has no rows, or no columns.")
    for name in frame:
        _refuse_unclear_levels(frame[name])
    return frame


def _refuse_unclear_levels(column: pd.Series) -> None:
    """Refuse levels that are no values, or that are written alike and are not."""
    if column.dtype != object:
        return
    strange = np.array([not isinstance(cell, Hashable) for cell in column])
    if strange.any():
        raise DataError(
            f"{quoted(column.name)} holds what is no level in {rows(strange.sum())} (first: "
            f"{first_row(strange)}, {shown(column.iloc[strange.argmax()])}).\nGive text or numbers."
        )
    written = column.dropna().drop_duplicates().astype(str)
    if written.duplicated().any():
        level = written[written.duplicated()].iloc[0]
        raise DataError(
            f"{quoted(column.name)} holds {shown(level)} as text and as another type.\n"
            "Give one of them another name, or write all alike: .astype(str)"
        )


def _column(what: str, values: Any, index: pd.Index) -> pd.Series:
    """Take one value per row; what has no labels of its own gets those of the groups."""
    _refuse_no_column(what, values, pd.DataFrame)
    if isinstance(values, pd.DataFrame) and values.shape[1] == 1:
        return values.iloc[:, 0]
    if isinstance(values, pd.Series):
        return values
    given = _values(values)
    if given.ndim == 2 and given.shape[1] == 1:
        given = given[:, 0]
    if given.ndim != 1:
        raise DataError(
            f"{what} must be one value per row, but has the shape {given.shape}.\n"
            "Give one column of it."
        )
    if len(given) != len(index):
        raise DataError(f"There are {rows(len(index))} of groups and {len(given):,} of {what}.")
    return pd.Series(given, index)


def _values(given: Any) -> np.ndarray:
    if isinstance(given, np.ndarray | pd.DataFrame | pd.Index | pd.api.extensions.ExtensionArray):
        return np.asarray(given)
    listed = list(given)
    nested = listed and isinstance(listed[0], Iterable) and not isinstance(listed[0], str)
    # Left to itself, numpy would write numbers beside text as text.
    return np.asarray(listed) if nested else pd.Series(listed, dtype=object).to_numpy()


def _refuse_no_column(what: str, given: Any, tables: Any) -> None:
    single = isinstance(given, str | bytes | Set) or not isinstance(given, Iterable)
    table = isinstance(given, Mapping) and not issubclass(Mapping, tables)
    if single or table or getattr(given, "ndim", 1) == 0:
        wanted = "a frame with a column per attribute" if what == "groups" else "a value per row"
        raise RequestError(f"{what} must be {wanted}, but got {described(given)}.")
