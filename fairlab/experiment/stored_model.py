"""A fitted strategy made ready for the record: its files, one typical row, what it needs."""

import json
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any

import pandas as pd

from fairlab.data import Dataset
from fairlab.errors import FairlabError, StoreError
from fairlab.experiment.fitted import STATE, Fitted
from fairlab.experiment.steps import decided
from fairlab.learn.formats import verified_files
from fairlab.mitigate.rules import read_rule, write_rule
from fairlab.record.run_result import ModelFiles

LOADER = "fairlab.experiment.fitted"
COMPARED = 200  # rows on which the model that is read again must give the same bits


def store_model(fitted: Fitted, train: Dataset) -> tuple[ModelFiles | None, str]:
    """Lay out the files of a fitted strategy, or say why there are none.

    Parameters
    ----------
    fitted : Fitted
    train : Dataset
        Rows on which the stored model must give the same scores, to the bit, and decisions.

    Returns
    -------
    model : ModelFiles or None
    reason : str
        Why the model cannot be kept; empty where it is.
    """
    try:
        decision = write_rule(fitted.rule)
        stored = verified_files(fitted.model, train.X.head(COMPARED))
        _refuse_other_decisions(fitted, decision, train.frame.head(COMPARED))
    except FairlabError as error:
        return None, str(error)
    state = {
        "format": stored.format,
        "features": list(fitted.features),
        "levels": dict(fitted.levels),
        "misread": dict(fitted.misread),
        "decision": decision,
    }
    example = typical_row(train.frame[list(fitted.columns)])
    score, flagged = fitted.predict(example)
    return ModelFiles(
        files={**stored.files, STATE: json.dumps(state).encode()},
        loader=LOADER,
        example=example,
        output=pd.DataFrame({"score": score, "flagged": flagged}),
        requirements=pinned(stored.requires),
    ), ""


def _refuse_other_decisions(
    fitted: Fitted, decision: Mapping[str, Any], rows: pd.DataFrame
) -> None:
    """Refuse a rule that decides otherwise once it has been JSON and is read again."""
    score, flagged = fitted.predict(rows)
    again = decided(read_rule(json.loads(json.dumps(decision))), score, rows)
    other = int((flagged != again).sum())
    if other:
        raise StoreError(
            f"{decision['rule']} decides otherwise once it is stored and read again "
            f"({other} of {len(rows)} rows).\nIts decisions stand, but the model cannot be kept."
        )


def pinned(distributions: Iterable[str]) -> tuple[str, ...]:
    """Name the versions at hand of what a model needs.

    Examples
    --------
    >>> pinned(["numpy"])[0].startswith("numpy==")
    True
    """
    return tuple(f"{name}=={version(name)}" for name in distributions)


def typical_row(X: pd.DataFrame) -> pd.DataFrame:
    """Make up one row of medians and most frequent levels, so that no person's is recorded.

    Of an even number of values the lower median is taken, which whole numbers hold too.

    Parameters
    ----------
    X : DataFrame of shape (n, k)

    Returns
    -------
    DataFrame of shape (1, k)
        With the dtypes of X.

    Examples
    --------
    >>> typical_row(pd.DataFrame({"age": [20, 30, 50], "job": ["a", "b", "b"]})).values.tolist()
    [[30, 'b']]
    """
    made = {name: pd.Series([_typical(column)], dtype=column.dtype) for name, column in X.items()}
    return pd.DataFrame(made)


def _typical(values: pd.Series) -> Any:
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric:
        return values.quantile(0.5, interpolation="lower")
    most_frequent = values.mode()
    return most_frequent.iloc[0] if len(most_frequent) else None
