"""What a model says about people, read as decisions and scores: 0/1, labels or probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.commands.model_sources import LabelsAndScores, NamedModel
from fairlab.data.decisions.names_in_use import called
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import first_row, rows, shown
from fairlab.errors import RequestError

_FLAGS = {"1": True, "1.0": True, "true": True, "0": False, "0.0": False, "false": False}
ROUNDING = 1e-3  # by which probabilities of 32 bits, and sums of them, may pass 1


@dataclass(frozen=True, eq=False)
class Answers:
    """Answers about people.

    Parameters
    ----------
    decision : Series, shape (rows,), optional
        0 and 1, truth values or labels, as the model says them.
    score : Series of float, shape (rows,), optional
        How suspect each person is; None too where it is not known which label is the bad event.
    flags : bool
        Whether the model itself says that its decisions are flags.
    """

    decision: pd.Series | None
    score: pd.Series | None
    flags: bool = False


def read_answers(model: NamedModel, raw: Any, count: int, bad: object | None = None) -> Answers:
    """Read what a model says.

    Parameters
    ----------
    model : NamedModel
    raw : object
        A value per row, as an array, a list or a frame of one column; two columns of
        probabilities; a frame with a column of decisions (``flagged``) and one of scores; or
        ``LabelsAndScores``.
    count : int
        How many people it was asked about.
    bad : object, optional
        The label of the bad event. Answers that name no labels are about 0 and 1, in this order.

    Raises
    ------
    RequestError
        There is no answer for each person, or it is none of these.

    Examples
    --------
    >>> rules = NamedModel("rules", lambda people: ...)
    >>> read_answers(rules, [[0.9, 0.1], [0.2, 0.8]], 2).score.tolist()
    [0.1, 0.8]
    >>> read_answers(rules, ["yes", "no"], 2).decision.tolist()
    ['yes', 'no']
    """
    if isinstance(raw, LabelsAndScores):
        labels = _table(model, raw.labels, count)
        if raw.scores is None:
            return read_answers(model, labels, count, bad)
        return Answers(labels.iloc[:, 0], _score(model, _table(model, raw.scores, count), bad))
    table = _table(model, raw, count)
    if "flagged" in table:
        score = _numbers(model, table["score"]) if "score" in table else None
        return Answers(_flags(model, table["flagged"]), score, flags=True)
    decisions, scores = called("decision", table), called("score", table)
    if len(decisions) == len(scores) == 1:
        return Answers(table[decisions[0]], _score(model, table[scores], bad))
    if table.shape[1] > 1:
        return Answers(None, _score(model, table, bad))
    only = table.iloc[:, 0]
    return Answers(None, _score(model, table, bad)) if _is_score(only) else Answers(only, None)


def _table(model: NamedModel, raw: Any, count: int) -> pd.DataFrame:
    """Take a row per person, each with an answer."""
    values = raw if isinstance(raw, pd.DataFrame | pd.Series) else np.asarray(raw)
    if values.ndim not in (1, 2) or len(values) != count:
        raise RequestError(
            f"{model.name} gives answers of the shape {values.shape} for {rows(count)}.\n"
            "It must give one for each: 0 or 1, a label, or a probability."
        )
    table = pd.DataFrame(values).reset_index(drop=True)
    lacking = table.isna().any(axis=1)
    if lacking.any():
        raise RequestError(
            f"{model.name} gives no answer about {rows(lacking.sum())} (first: "
            f"{first_row(lacking)})."
        )
    return table


def _flags(model: NamedModel, column: pd.Series) -> pd.Series:
    """Read flags as 1 and 0 or as true and false, of whatever type."""
    flags = column.map(lambda value: _FLAGS.get(str(value).strip().casefold()))
    odd = flags.isna()
    if odd.any():
        raise RequestError(
            f"{model.name} gives flagged as {shown(column[odd].iloc[0])} in {rows(odd.sum())} "
            f"(first: {first_row(odd)}).\n1 and 0 are read, or true and false; a probability is "
            "called score."
        )
    return flags.astype(bool)


def _numbers(model: NamedModel, column: pd.Series) -> pd.Series:
    found = pd.to_numeric(column, errors="coerce")
    if (odd := found.isna()).any():
        raise RequestError(
            f"{model.name} gives scores that are no numbers, such as {shown(column[odd].iloc[0])} "
            f"in {first_row(odd)}."
        )
    return found.astype(float)


def _is_score(column: pd.Series) -> bool:
    """Tell numbers from 0 and 1, which are decisions, and from texts."""
    number = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return number and not column.isin([0, 1]).all()


def _score(model: NamedModel, table: pd.DataFrame, bad: object | None) -> pd.Series | None:
    """Take the column of the bad event; a single one is of the second label."""
    if table.shape[1] == 1:
        place = bad_place(model.labels, bad)
        return None if place is None else _of_place(_numbers(model, table.iloc[:, 0]), place)
    if table.shape[1] != 2 or not _are_probabilities(table):
        raise RequestError(
            f"{model.name} gives {table.shape[1]} columns of answers, such as "
            f"{shown(table.iloc[0].tolist())} for row 1.\n"
            "Two are read as the probabilities of two labels, which add up to 1."
        )
    named = model.labels is None and table.columns.dtype.kind not in "iu"
    place = bad_place(tuple(table) if named else model.labels, bad)
    return None if place is None else table.iloc[:, place].astype(float)


def _of_place(second: pd.Series, place: int) -> pd.Series:
    """Turn the score of the second label round where the first one is the bad event."""
    if place == 1:
        return second
    return 1 - second if second.between(0, 1).all() else -second


def _are_probabilities(table: pd.DataFrame) -> bool:
    if not all(map(pd.api.types.is_numeric_dtype, table.dtypes)):
        return False
    return bool(np.isclose(table.sum(axis=1), 1, atol=ROUNDING).all())


def bad_place(labels: Sequence[Any] | None, bad: object | None) -> int | None:
    """Find the bad event among two labels; None where it is not clear.

    Parameters
    ----------
    labels : sequence, optional
        In the order of the model's columns.
    bad : object, optional
        The label of the bad event.

    Examples
    --------
    >>> bad_place(None, None), bad_place((0, 1), None), bad_place(("bad", "good"), "bad")
    (1, 1, 0)
    >>> bad_place(None, 0), bad_place(("0", "1"), 0)
    (0, 0)
    >>> bad_place(("bad", "good"), None) is None
    True
    """
    if labels is None:
        return 0 if bad == 0 else 1
    known = list(labels)
    for label in (bad, 1):
        meant = meant_label(label, known)
        if label is not None and meant in known:
            return known.index(meant)
    return None
