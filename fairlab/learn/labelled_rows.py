"""Labelled rows for training and for validation, checked before anything is trained."""

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import assert_all_finite, column_or_1d

from fairlab.data.messages import number_of
from fairlab.data.same_rows import refuse_other_rows
from fairlab.errors import DataError
from fairlab.learn.encode import as_table

HELD_OUT = 0.2
FEWEST_ROWS = 10


class LabelledRows(NamedTuple):
    """A table of n rows, their labels as 0 and 1, and their weights and groups if they have any.

    Groups are numbers of shape (n, attributes), -1 for none.
    """

    table: pd.DataFrame
    labels: np.ndarray
    weights: np.ndarray | None = None
    groups: np.ndarray | None = None

    def take(self, rows: np.ndarray) -> "LabelledRows":
        """Give some of the rows, by their places."""
        weights = None if self.weights is None else self.weights[rows]
        groups = None if self.groups is None else self.groups[rows]
        return LabelledRows(self.table.iloc[rows], self.labels[rows], weights, groups)


def two_classes(y: Any) -> np.ndarray:
    """Give the two labels in their order; the second is the positive one.

    Raises
    ------
    DataError
        When there are not two.

    Examples
    --------
    >>> two_classes(["paid", "default", "paid"]).tolist()
    ['default', 'paid']
    """
    labels = _column(y)
    check_classification_targets(labels)
    classes = np.unique(labels)
    if len(classes) == 1:
        raise DataError(f"The target holds one class only, {classes[0]!r}. Two are needed.")
    if len(classes) > 2:
        raise DataError(
            "Only binary classification is supported. The type of the target is "
            f"{type_of_target(labels)}; it holds {_counts(labels)}."
        )
    return classes


def labelled_rows(X: Any, y: Any, classes: np.ndarray, weights: Any = None) -> LabelledRows:
    """Bring rows, labels and weights together.

    Parameters
    ----------
    X : DataFrame or array of shape (n, k)
        Features.
    y : array of shape (n,)
        Labels, both of them.
    classes : ndarray of shape (2,)
        The negative and the positive label.
    weights : array of shape (n,), optional
        Not negative.

    Raises
    ------
    DataError
        When lengths or row labels differ, a label is unknown or absent, or a weight is no weight.
    """
    named = {"X": X, "y": y, "sample_weight": weights}
    refuse_other_rows(**{k: v for k, v in named.items() if isinstance(v, pd.Series | pd.DataFrame)})
    table = as_table(X)
    codes = codes_of(y, classes, len(table))
    if len(np.unique(codes)) < 2:
        raise DataError(
            f"Both labels {classes.tolist()} are needed in every part; "
            f"one holds {_counts(_column(y))}."
        )
    return LabelledRows(table, codes, None if weights is None else _checked(weights, len(table)))


def codes_of(y: Any, classes: np.ndarray, rows: int) -> np.ndarray:
    """Write labels as 0 and 1.

    Parameters
    ----------
    y : array of shape (rows,)
        Labels.
    classes : ndarray of shape (2,)
        The negative and the positive label.
    rows : int
        How many labels there are to be.

    Returns
    -------
    ndarray of int of shape (rows,)

    Raises
    ------
    DataError
        When there are more or fewer labels than rows, or one is neither of the two.

    Examples
    --------
    >>> codes_of(["paid", "late"], np.array(["late", "paid"]), 2).tolist()
    [1, 0]
    """
    labels = _column(y)
    if len(labels) != rows:
        raise DataError(f"There are {rows} rows and {number_of(len(labels), 'label')}.")
    codes = pd.Index(classes).get_indexer(labels)
    if (codes < 0).any():
        raise DataError(
            f"The labels are {classes.tolist()} and no others; a part holds {_counts(labels)}."
        )
    return codes


def hold_out(whole: LabelledRows, seed: int) -> tuple[LabelledRows, LabelledRows]:
    """Split off a fifth of the rows for validation, stratified; validation has no weights.

    Raises
    ------
    DataError
        When there are too few rows.
    """
    if len(whole.labels) < FEWEST_ROWS or np.bincount(whole.labels).min() < 2:
        raise DataError(
            f"{len(whole.labels)} rows with {np.bincount(whole.labels).min()} of the rarer class "
            f"are too few to hold out a fifth of them.\nGive at least {FEWEST_ROWS} rows, 2 of "
            "each class, or validation=(X, y)."
        )
    from sklearn.model_selection import train_test_split

    kept, held = train_test_split(
        np.arange(len(whole.labels)), test_size=HELD_OUT, random_state=seed, stratify=whole.labels
    )
    return whole.take(kept), whole.take(held)._replace(weights=None)


def unit_weights(weights: np.ndarray | None) -> np.ndarray | None:
    """Bring weights to a mean of 1: xgboost's penalties would read larger ones as more rows.

    Raises
    ------
    DataError
        When all are zero.

    Examples
    --------
    >>> unit_weights(np.array([1.0, 3.0]))
    array([0.5, 1.5])
    """
    if weights is None:
        return None
    if not weights.any():
        raise DataError("All sample weights are zero: no row would count.")
    return weights / weights.mean()


def _column(y: Any) -> np.ndarray:
    if y is None:
        raise DataError("This estimator requires y to be passed, but the target y is None.")
    labels = column_or_1d(y, warn=True)
    assert_all_finite(labels, input_name="y")
    return labels


def _checked(weights: Any, rows: int) -> np.ndarray:
    weights = np.asarray(weights, dtype=float)
    if weights.shape != (rows,):
        raise DataError(f"There are {rows} rows and sample weights of shape {weights.shape}.")
    wrong = np.flatnonzero(~(np.isfinite(weights) & (weights >= 0)))
    if len(wrong):
        raise DataError(
            f"{len(wrong)} sample weights are negative, missing or infinite (first in row "
            f"{wrong[0] + 1}: {weights[wrong[0]]:g})."
        )
    return weights


def _counts(labels: np.ndarray) -> str:
    found = Counter(labels.tolist()).most_common(5)
    return ", ".join(f"{count} x {label!r}" for label, count in found)
