"""The steps of a strategy, each named where it fails."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from fairlab.errors import DataError
from fairlab.learn.scoring import positive_score
from fairlab.mitigate.rules import DecisionRule

FAILED_IN = "failed_in"  # of an exception: the step that raised it


class in_step:  # noqa: N801 - it reads as a function
    """Let an exception say in which step it came up; it stays the same exception.

    Parameters
    ----------
    name : str
        Of the step.
    step : estimator

    Examples
    --------
    >>> try:
    ...     with in_step("sampler", object()):
    ...         raise ValueError("no rows")
    ... except ValueError as error:
    ...     print(error.failed_in)
    sampler (object)
    """

    def __init__(self, name: str, step: Any) -> None:
        self.name = name
        self.step = step

    def __enter__(self) -> None:
        pass

    # No generator, and no setattr: an exception that is a frozen dataclass takes neither.
    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, Exception | SystemExit):
            vars(error).setdefault(FAILED_IN, f"{self.name} ({type(self.step).__name__})")


def checked_resample(
    sampler: Any, X: pd.DataFrame, y: pd.Series, beside: Mapping[str, Any] | None = None
) -> tuple[pd.DataFrame, Any]:
    """Resample rows, and refuse what is no table with a label per row.

    Parameters
    ----------
    sampler : estimator
        Has ``fit_resample(X, y)``.
    X : DataFrame of shape (n, k)
    y : Series of shape (n,)
    beside : mapping of str to object, optional
        What else ``fit_resample`` is handed.

    Returns
    -------
    X : DataFrame of shape (m, k)
    y : array-like of shape (m,)
        What the sampler gave.

    Raises
    ------
    DataError
        When that is no pair, no frame, or not as many labels as rows.
    """
    given = sampler.fit_resample(X, y, **(beside or {}))
    if not isinstance(given, tuple | list) or len(given) != 2:
        pair = isinstance(given, tuple | list)
        got = f"{len(given)} values" if pair else _kind(given)
    elif not isinstance(given[0], pd.DataFrame):
        got = f"{_kind(given[0])} as rows"
    elif np.shape(given[1]) != (len(given[0]),):
        got = f"{_kind(given[1])} of shape {np.shape(given[1])} as labels of {len(given[0])} rows"
    else:
        return given[0], given[1]
    raise DataError(
        f"{type(sampler).__name__}.fit_resample gave {got}.\n"
        "It has to give a pair: rows, as a frame with the columns that it got, and a label per row."
    )


def _kind(given: Any) -> str:
    return "None" if given is None else f"a {type(given).__name__}"


def checked_weights(weigher: Any, X: pd.DataFrame, y: pd.Series) -> Any:
    """Weigh rows, and refuse what would train as if nothing was weighed, or as nothing can.

    Parameters
    ----------
    weigher : estimator
        Has ``weights(X, y)``.
    X : DataFrame of shape (n, k)
    y : Series of shape (n,)

    Returns
    -------
    array-like of shape (n,)
        What the weigher gave.

    Raises
    ------
    DataError
        When that is not a number per row, at least 0 and not all 0.
    """
    given, name = weigher.weights(X, y), type(weigher).__name__
    if given is None or np.shape(given) != (len(X),):
        got = "None" if given is None else f"shape {np.shape(given)}"
        raise DataError(
            f"{name}.weights gave {got} for {len(X)} rows.\n"
            "It has to give a weight per row; without weights, leave the step out."
        )
    weights = np.asarray(given, dtype=float)
    if not (np.isfinite(weights).all() and (weights >= 0).all() and weights.any()):
        raise DataError(
            f"{name}.weights gave weights from {weights.min():g} to {weights.max():g}.\n"
            "Each has to be a number of at least 0, and one has to be above it."
        )
    return given


def scored(model: Any, X: pd.DataFrame) -> np.ndarray:
    """Score rows, as the step ``model``.

    Parameters
    ----------
    model : estimator
        A fitted classifier.
    X : DataFrame of shape (n, k)

    Returns
    -------
    ndarray of float64, of shape (n,)
    """
    with in_step("model", model):
        return positive_score(model, X)


def looked_at(rule: DecisionRule, frame: pd.DataFrame) -> pd.DataFrame:
    """Copy what a rule may look at, so that it sees no label and changes no one's rows.

    Parameters
    ----------
    rule : DecisionRule
    frame : DataFrame of shape (n, ...)
        Has at least the rule's ``columns``.

    Returns
    -------
    DataFrame of shape (n, number of columns)
        With the index of ``frame``.
    """
    return frame[list(rule.columns)].copy()


def learned_from(rule: DecisionRule, frame: pd.DataFrame) -> pd.DataFrame:
    """Copy what a rule is fitted on: also the ``training_columns`` of one that has some.

    Parameters
    ----------
    rule : DecisionRule
    frame : DataFrame of shape (n, ...)

    Returns
    -------
    DataFrame of shape (n, number of columns)
        With the index of ``frame``.
    """
    further = getattr(rule, "training_columns", ())
    return frame[list(dict.fromkeys([*rule.columns, *further]))].copy()


def decided(rule: DecisionRule, score: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
    """Decide about scored rows, as the step ``rule``.

    Parameters
    ----------
    rule : DecisionRule
        A fitted one.
    score : ndarray of shape (n,)
    frame : DataFrame of shape (n, ...)

    Returns
    -------
    ndarray of bool, shape (n,)

    Raises
    ------
    DataError
        When the rule gives no decision per row, or one that is not 0 or 1.
    """
    with in_step("rule", rule):
        given = rule.decide(score.copy(), looked_at(rule, frame))
        return _decisions(type(rule).__name__, given, len(score))


def _decisions(name: str, given: Any, rows: int) -> np.ndarray:
    if (shape := np.shape(given)) != (rows,):
        got = type(given).__name__ if shape == () else f"shape {shape}"
        raise DataError(
            f"{name}.decide gave {got} for {rows} rows.\n"
            f"It has to give one decision per row: an array of bool of shape ({rows},)."
        )
    found = pd.Series(np.asarray(given))
    strange = found[~found.isin([0, 1])]
    if len(strange):
        raise DataError(
            f"{name}.decide gave what is no decision for {len(strange)} of {rows} rows "
            f"(first in row {strange.index[0] + 1}: {strange.tolist()[0]!r}).\n"
            "It has to give True or 1 for a row that is flagged, and False or 0 otherwise."
        )
    return found.to_numpy().astype(bool)
