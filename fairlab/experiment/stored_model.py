"""A fitted model made ready for the record: its files, one typical row, what it needs."""

import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data import Dataset
from fairlab.errors import FairlabError, StoreError
from fairlab.experiment.fitted import STATE, FittedModel
from fairlab.experiment.steps import decided
from fairlab.experiment.stored_transformer import store_transformer
from fairlab.learn.formats import verified_files
from fairlab.mitigate.rules import DecisionRule, read_rule, write_rule
from fairlab.record.run_result import ModelFiles
from fairlab.versions import installed_version

LOADER = "fairlab.experiment.fitted"
COMPARED = 200  # rows on which the model that is read again must give the same bits


def store_model(fitted: FittedModel, train: Dataset) -> tuple[ModelFiles | None, str]:
    """Lay out the files of a fitted model, or say why there are none.

    Parameters
    ----------
    fitted : FittedModel
    train : Dataset
        Rows on which the stored model must give the same scores, to the bit.

    Returns
    -------
    model : ModelFiles or None
    reason : str
        Why the model cannot be kept; empty where it is.
    """
    try:
        stored = verified_files(fitted.model, fitted.read(train.frame.head(COMPARED)))
        beside = store_transformer(fitted.transformer, train.frame.head(COMPARED), fitted.features)
    except FairlabError as error:
        return None, str(error)
    state = {
        "format": stored.format,
        "features": list(fitted.features),
        "levels": dict(fitted.levels),
        "misread": dict(fitted.misread),
    }
    example = typical_row(train.frame[list(fitted.features)])
    return ModelFiles(
        files={**stored.files, **beside.files, STATE: json.dumps(state).encode()},
        loader=LOADER,
        example=example,
        output=pd.DataFrame({"score": [0.5]}),
        requirements=pinned(dict.fromkeys([*stored.requires, *beside.requires])),
    ), ""


def store_rule(rule: DecisionRule, score: np.ndarray, rows: pd.DataFrame) -> dict[str, Any]:
    """Give a fitted rule as what JSON can hold.

    Parameters
    ----------
    rule : DecisionRule
    score : ndarray of shape (n,)
    rows : DataFrame of shape (n, ...)
        On which the rule must decide the same once it is read again.

    Raises
    ------
    StoreError
        It cannot be kept, or decides otherwise once it has been JSON and is read again.
    """
    decision = write_rule(rule)
    again = read_rule(json.loads(json.dumps(decision)))
    other = int((decided(rule, score, rows) != decided(again, score, rows)).sum())
    if other:
        raise StoreError(
            f"{decision['rule']} decides otherwise once it is stored and read again "
            f"({other} of {len(rows)} rows).\nIts decisions stand, but the model cannot be kept."
        )
    return decision


def pinned(distributions: Iterable[str]) -> tuple[str, ...]:
    """Name the versions at hand of what a model needs.

    Examples
    --------
    >>> pinned(["numpy"])[0].startswith("numpy==")
    True
    """
    return tuple(f"{name}=={installed_version(name)}" for name in distributions)


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
    return pd.DataFrame({name: _typical(column) for name, column in X.items()})


def _typical(values: pd.Series) -> Any:
    """Give one value, of the type of the column."""
    if pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values):
        if len(known := values.dropna()):
            return _lower_median(known)
    elif isinstance(values.dtype, pd.CategoricalDtype):
        return _most_frequent(values.array)
    most_frequent = values.mode()
    return pd.Series([*most_frequent[:1]] or [None], dtype=values.dtype)


def _lower_median(known: pd.Series) -> Any:
    values = known.to_numpy()
    median = np.sort(values)[(len(values) - 1) // 2]  # faster than to part
    place = int((values == median).argmax())
    return known.array[place : place + 1]


def _most_frequent(levels: pd.Categorical) -> pd.Categorical:
    codes = levels.codes[levels.codes >= 0]
    most = np.bincount(codes).argmax() if len(codes) else -1
    return pd.Categorical.from_codes([most], dtype=levels.dtype)
