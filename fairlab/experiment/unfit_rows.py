"""New rows at the border: columns that are missing, or hold what a model cannot read."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.messages import first_row, quoted, rows, shown
from fairlab.data.na_values import without
from fairlab.data.no_number import has_decimal_comma
from fairlab.errors import DataError, nearest

MOST_NAMED = 8
DECIMAL_COMMAS = "Decimal commas?"


def fit_rows(frame: pd.DataFrame, training: Mapping[str, Any]) -> pd.DataFrame:
    """Give the columns that a model has to be given, or refuse a table that lacks them.

    Parameters
    ----------
    frame : DataFrame of shape (n, ...)
    training : mapping
        What ``describe_rows`` returned of the training rows.

    Returns
    -------
    DataFrame of shape (n, number of columns)
        Levels that are texts are texts again where a reader has made numbers of them, and what
        stood for a missing value is empty.

    Raises
    ------
    DataError
        There is no row, or a column is missing, occurs twice or holds texts in the place of
        numbers; all of them are told at once.

    Examples
    --------
    >>> from fairlab.data import Dataset
    >>> from fairlab.experiment.training_rows import describe_rows
    >>> table = pd.DataFrame({"job": ["a", "b"] * 30, "age": range(60), "bad": [0, 0, 1] * 20})
    >>> training = describe_rows(Dataset("people", table, target="bad"), ("job", "age"))
    >>> fit_rows(pd.DataFrame({"jobs": ["a"], "age": ["n/a"]}), training)
    Traceback (most recent call last):
    fairlab.errors.DataError: The model cannot read 2 of the 2 columns that it needs.
    There is no column `job`. Did you mean 'jobs'?
    `age`: 1 of 1 row is no number (row 1: 'n/a').
    """
    if not len(frame):
        raise DataError("There are no rows to score.")
    about = training["columns"]
    lacking = [name for name in about if name not in frame]
    faults = [_fault(frame, name, about[name]) for name in about if name in frame]
    faults = [*filter(None, faults)]
    if lacking or faults:
        told = filter(None, [_lack(lacking, frame), _listed(faults)])
        raise DataError(
            f"The model cannot read {len(lacking) + len(faults)} of the {len(about)} columns that "
            "it needs.\n" + "\n".join(told)
        )
    made = pd.DataFrame({name: _as_trained(frame[name], known) for name, known in about.items()})
    return without(made, training.get("na_values", ()))


def _lack(names: Sequence[str], frame: pd.DataFrame) -> str:
    """Name all columns that a table lacks, and what it has only once."""
    if not names:
        return ""
    close = [nearest(name, frame.columns) for name in names]
    told = " ".join(dict.fromkeys(close[:MOST_NAMED]))
    return f"There is no column {_some(list(map(quoted, names)), ', ')}. {told}"


def _listed(faults: Sequence[str]) -> str:
    """Say once of several columns that they may have decimal commas."""
    asked = f" {DECIMAL_COMMAS}"
    commas = asked if any(fault.endswith(asked) for fault in faults) else ""
    return f"{_some([fault.removesuffix(asked) for fault in faults], ' ')}{commas}"


def _some(texts: Sequence[str], between: str) -> str:
    more = len(texts) - MOST_NAMED
    shown = between.join(texts[:MOST_NAMED])
    return f"{shown} and {more} more" if more > 0 else shown


def _fault(frame: pd.DataFrame, name: str, known: Mapping[str, Any]) -> str:
    values = frame[name]
    if isinstance(values, pd.DataFrame):
        return f"Column {quoted(name)} occurs {values.shape[1]} times."
    if "levels" in known or pd.api.types.is_numeric_dtype(values):
        return ""
    texts = pd.to_numeric(values.astype(object), errors="coerce").isna() & values.notna()
    if pd.api.types.infer_dtype(values, skipna=True) == "string" and not texts.any():
        texts = values.notna()
    if not texts.any():
        return ""
    first = values.iloc[int(np.argmax(texts))]
    asked = f" {DECIMAL_COMMAS}" if has_decimal_comma(str(first)) else ""
    count = f"{int(texts.sum()):,} of {rows(len(values))} {'is' if texts.sum() == 1 else 'are'}"
    return f"{quoted(name)}: {count} no number ({first_row(texts)}: {shown(first)}).{asked}"


def _as_trained(values: pd.Series, known: Mapping[str, Any]) -> pd.Series:
    levels = known.get("levels", ())
    texts = bool(len(levels)) and {*map(type, levels)} == {str}
    if not texts or not pd.api.types.is_numeric_dtype(values):
        return values
    if pd.api.types.is_bool_dtype(values):
        return values
    return values.map(_written, na_action="ignore").astype(object)


def _written(number: float) -> str:
    """Write a number as a CSV file has it.

    Examples
    --------
    >>> _written(22.0), _written(0.5)
    ('22', '0.5')
    """
    return str(int(number)) if float(number).is_integer() else str(number)
