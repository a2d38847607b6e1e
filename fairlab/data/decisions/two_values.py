"""Columns of two values: which one is the bad event, and which one approves."""

from collections.abc import Iterator
from shlex import quote

import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.names_in_use import PREDICTION, plain_name
from fairlab.data.decisions.rows_by_value import Counts, known_rows, missing_rows
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import counted, first_row, number_of, quoted, shown

CUT_INSTEAD = "cut the score instead: --threshold X or --budget SHARE"


def label_fault(
    asked: Asked, frame: pd.DataFrame, counted_rows: Counts | None = None
) -> Iterator[str]:
    """Refuse a label that has no two values, or of which it is not known which is the bad one."""
    if asked.label is None or asked.label not in frame:
        return
    counts = known_rows(frame, asked.label, counted_rows)
    target = f"the label {quoted(asked.label)}"
    if counts.empty:
        yield f"{target} is missing in all rows; leave it out to audit who is flagged alone."
    elif not _is_two(counts):
        yield f"{target} has {number_of(len(counts), 'value')}: {counted(counts)}; two are needed."
    elif bad_event(asked, frame) is None:
        typed = f"holds {counted(counts)}" + ("" if asked.positive is None else
                                             f", not {shown(asked.positive)}")  # fmt: skip
        ways = " or ".join(f"--positive {quote(str(value))}" for value in counts.index)
        yield f"{target} {typed}; say which one is the bad event: {ways}."


def decision_fault(
    asked: Asked, frame: pd.DataFrame, counted_rows: Counts | None = None
) -> Iterator[str]:
    """Refuse decisions that are no two values, are missing, or may mean the one or the other."""
    if asked.decision is None or asked.decision not in frame:
        return
    name = f"the decision {quoted(asked.decision)}"
    counts = known_rows(frame, asked.decision, counted_rows)
    if missing := missing_rows(frame, asked.decision, counted_rows):
        where = "" if counted_rows else f" (first: {first_row(frame[asked.decision].isna())})"
        yield (
            f"{name} is missing in {missing:,} of {counts.sum() + missing:,} rows{where}; leave "
            "out who was not decided about."
        )
    if not _is_two(counts):
        yield (
            f"{name} has {number_of(len(counts), 'value')}: {counted(counts)}; two are needed. "
            "If it is a score: --score."
        )
    elif approving(asked, frame) is None:
        said = "" if asked.approve is None else f", not {shown(asked.approve)}"
        ways = " or ".join(f"--approve {quote(str(value))}" for value in counts.index)
        ways += f"; or {CUT_INSTEAD}" if asked.scores else ""
        yield f"{name} holds {counted(counts)}{said}; say which one approves: {ways}."


def bad_event(asked: Asked, frame: pd.DataFrame) -> object | None:
    """Find the label of the bad event; None where it is not clear.

    Examples
    --------
    >>> bad_event(Asked(label="y"), pd.DataFrame({"y": [0, 1]}))
    1
    """
    values = frame[asked.label].dropna().unique().tolist()
    if asked.positive is not None:
        return _meant(asked.positive, values)
    return _one_of_zero_and_one(values)


def approving(asked: Asked, frame: pd.DataFrame) -> object | None:
    """Find the decision that approves; None where it is not clear.

    Examples
    --------
    >>> frame = pd.DataFrame({"y_pred": [0, 1], "decision": [0, 1]})
    >>> approving(Asked(decision="y_pred"), frame), approving(Asked(decision="decision"), frame)
    (0, None)
    """
    values = frame[asked.decision].dropna().unique().tolist()
    if asked.approve is not None:
        return _meant(asked.approve, values)
    if plain_name(str(asked.decision)) not in PREDICTION:
        return None
    flagging = _one_of_zero_and_one(values)
    if flagging is None and asked.label in frame:  # predicted labels are written as labels
        flagging = bad_event(asked, frame)
        labels = frame[asked.label].dropna().unique().tolist()
        if flagging is None or not set(values) <= set(labels):
            return None
        return next(label for label in labels if label != flagging)
    return None if flagging is None else next(iter({0, 1} - {flagging}))


def _meant(typed: str, values: list) -> object | None:
    found = meant_label(typed, values)
    if found in values:
        return found
    plain = {0, 1} | set(values) == {0, 1}  # of 0 and 1 one value may be all there is
    return int(float(typed)) if plain and typed in ("0", "1", "0.0", "1.0") else None


def _one_of_zero_and_one(values: list) -> object | None:
    return 1 if values and {*values} <= {0, 1} else None


def _is_two(counts: pd.Series) -> bool:
    """Tell whether values are two at most, of one kind."""
    return len(counts) in (1, 2) and len({type(value) for value in counts.index}) == 1
