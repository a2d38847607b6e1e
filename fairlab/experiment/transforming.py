"""The step ``transformer``: other features for the model, learned from the training rows."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.data import Dataset
from fairlab.data.messages import quoted
from fairlab.errors import DataError
from fairlab.experiment.steps import in_step

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy

STEP = "transformer"


def fit_transformer(strategy: "Strategy", train: Dataset, seed: int, threads: int) -> Any:
    """Fit the transformer of a strategy.

    Parameters
    ----------
    strategy : Strategy
    train : Dataset
    seed : int
        From which that of the step is derived.
    threads : int
        How many it may use.

    Returns
    -------
    transformer or None
        A fitted one; None where the step is left out.
    """
    if strategy.transformer is None:
        return None
    ready = strategy.ready(STEP, train, seed, threads)
    with in_step(STEP, ready):
        ready.fit(_seen(ready, train), train.y)
    return ready


def columns_read(transformer: Any, train: Dataset) -> list[str]:
    """Name what has to be given of somebody who is scored.

    Parameters
    ----------
    transformer : transformer or None
        A fitted one.
    train : Dataset
        What it was fitted on.

    Returns
    -------
    list of str
        What the transformer says that it reads, or else all that it saw; the features without one.
        In the order of the table.
    """
    if transformer is None:
        return train.features
    seen = list(_seen(transformer, train))
    said = getattr(transformer, "columns_", seen)
    return [column for column in seen if column in said]


def transform_rows(transformer: Any, columns: tuple[str, ...], rows: Dataset) -> Dataset:
    """Give rows the features that a transformer makes.

    Parameters
    ----------
    transformer : transformer
        A fitted one.
    columns : tuple of str
        What ``columns_read`` names.
    rows : Dataset

    Raises
    ------
    DataError
        A column that is balanced came back changed, or one that is no feature as a feature.
    """
    X = transformed(transformer, rows.frame[list(columns)])
    with in_step(STEP, transformer):
        for column in X:
            _refuse_unfit(type(transformer).__name__, X[column], rows)
    others = rows.unlabelled
    return rows.with_features(
        X, None if others is None else transformed(transformer, others[list(columns)])
    )


def transformed(transformer: Any, X: pd.DataFrame) -> pd.DataFrame:
    """Transform rows, and refuse what is no frame with a row for each.

    Parameters
    ----------
    transformer : transformer
        A fitted one.
    X : DataFrame of shape (n, k)

    Returns
    -------
    DataFrame of shape (n, m)
        With the index of X.

    Raises
    ------
    DataError
        When that is no frame, has other rows, or no column.
    """
    with in_step(STEP, transformer):
        found = transformer.transform(X.copy())
        if isinstance(found, pd.DataFrame) and found.shape[1] and found.index.equals(X.index):
            return found
        got = f"shape {found.shape}" if hasattr(found, "shape") else "no rows"
        raise DataError(
            f"{type(transformer).__name__}.transform gave a {type(found).__name__} ({got}) for "
            f"{len(X)} rows.\nIt has to give a frame with these rows; of scikit-learn's ask for "
            'that: .set_output(transform="pandas").'
        )


def _seen(transformer: Any, rows: Dataset) -> pd.DataFrame:
    """Give what a transformer is fitted on: with the sensitive columns that it knows of."""
    settings = (name.rpartition("__")[2] for name in transformer.get_params())
    if not (hasattr(transformer, "attribute_when_deciding") or "sensitive" in settings):
        return rows.X
    named = getattr(transformer, "sensitive", None) or ()
    known = {*rows.balanced, *((named,) if isinstance(named, str) else named)}
    return rows.frame[[c for c in rows.with_sensitive if c in rows.features or c in known]]


def _refuse_unfit(name: str, made: pd.Series, rows: Dataset) -> None:
    column = str(made.name)
    if column in rows.frame and column not in rows.features:
        raise DataError(
            f"{name}.transform gave {quoted(column)}, which is no feature of {rows.name}: the "
            "model must not see it.\nLet it leave the column out."
        )
    if column in rows.balanced and not made.equals(rows.frame[column]):
        raise DataError(
            f"{name}.transform changed {quoted(column)}, which other steps balance.\n"
            "Let it hand on the column as it is, or leave it out."
        )
