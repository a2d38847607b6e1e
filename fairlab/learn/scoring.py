"""The score of a classifier: how likely the positive label is."""

from collections.abc import Callable
from typing import Any

import numpy as np
from joblib import parallel_config
from sklearn.base import is_classifier

from fairlab.data.messages import number_of
from fairlab.errors import DataError, RequestError

# fairlearn's reductions that predict at random say with which probability, and in no public way.
SCORERS = ("predict_proba", "_pmf_predict")
ROUNDING = 1e-6  # by which a mean of many probabilities may pass 1


def positive_score(model: Any, X: Any) -> np.ndarray:
    """Give the probability of the positive label.

    Parameters
    ----------
    model : estimator
        A fitted classifier of two labels, with ``predict_proba`` or one of fairlearn's reductions.
    X : DataFrame of shape (n, k)
        Rows to score.

    Returns
    -------
    ndarray of float64, of shape (n,)
        That of the label 1, or else of the second of ``classes_``; the same bits with any
        ``n_jobs``.

    Raises
    ------
    DataError
        When the model knows one label, or more than two, or gives what is no probability.
    RequestError
        When the model gives no probabilities.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> positive_score(DecisionTreeClassifier().fit([[1], [2]], ["no", "yes"]), [[2], [1]])
    array([1., 0.])
    """
    score = _scorer(model)
    if score is None:
        raise RequestError(_advice(model))
    # Trees of a forest that are added up side by side are added in any order, to other bits.
    with parallel_config(backend="sequential"):
        found = np.asarray(score(X), dtype=float)
    _refuse_other_labels(found, type(model).__name__)
    positive = np.ascontiguousarray(found[:, _positive_column(model)])
    _refuse_odd(positive, type(model).__name__, np.shape(X)[0])
    return positive


def _positive_column(model: Any) -> int:
    """Find the column of the label 1: a model of one's own may have it in front."""
    labels = getattr(model, "classes_", None)
    known = [] if labels is None else list(labels)
    return known.index(1) if 1 in known else 1


def _refuse_other_labels(found: np.ndarray, name: str) -> None:
    if found.ndim == 0:
        raise DataError(
            f"{name} gives no table of probabilities.\n"
            "Its predict_proba has to give a column per label."
        )
    if found.ndim != 2 or found.shape[1] != 2:
        raise DataError(
            f"{name} gives probabilities of "
            f"{number_of(found.size // max(len(found), 1), 'label')}.\n"
            "A score needs two: look at the target, and at the training rows' labels."
        )


def _refuse_odd(score: np.ndarray, name: str, rows: int) -> None:
    if len(score) != rows:
        raise DataError(
            f"{name} gives probabilities of {len(score)} rows for {rows}.\n"
            "A score per row is needed: look at its predict_proba."
        )
    odd = np.flatnonzero(~((score >= -ROUNDING) & (score <= 1 + ROUNDING)))
    if len(odd):
        raise DataError(
            f"{name} gives a score that is missing or outside 0 to 1 for {len(odd)} of {rows} rows "
            f"(first in row {odd[0] + 1}: {score[odd[0]]:g}).\n"
            "A score is a probability: look at what its predict_proba gives for these rows."
        )


def refuse_unscored(model: Any) -> None:
    """Refuse a model that will give no probabilities, before anything is trained.

    Parameters
    ----------
    model : estimator
        Not fitted yet.

    Raises
    ------
    RequestError
        Says how it can be made to give them.

    Examples
    --------
    >>> from sklearn.svm import LinearSVC
    >>> refuse_unscored(LinearSVC())
    Traceback (most recent call last):
    fairlab.errors.RequestError: LinearSVC gives no probabilities (it has no predict_proba).
    Wrap it: CalibratedClassifierCV(LinearSVC(...)), from sklearn.calibration.
    """
    if _scorer(model) is None and not _stacks_by_default(model):
        raise RequestError(_advice(model))


def _scorer(model: Any) -> Callable[[Any], Any] | None:
    """Find what gives probabilities; a pipeline shows only the public way of its last step."""
    for name in SCORERS:
        if hasattr(model, name):
            found: Callable[[Any], Any] = getattr(model, name)
            return found
    steps = getattr(model, "steps", None)
    last = _scorer(steps[-1][1]) if steps else None
    return (lambda X: last(model[:-1].transform(X))) if last else None


def _stacks_by_default(model: Any) -> bool:
    # Before it is fitted, scikit-learn does not say that this default gives probabilities.
    last = _innermost(model)
    return is_classifier(last) and getattr(last, "final_estimator", last) is None


def _innermost(model: Any) -> Any:
    while True:
        if getattr(model, "steps", None):
            model = model.steps[-1][1]
        elif hasattr(getattr(model, "estimator", None), "fit"):
            model = model.estimator
        else:
            return model


def _advice(model: Any) -> str:
    last = _innermost(model)
    name = type(last).__name__
    lacks = f"{name} gives no probabilities (it has no predict_proba)."
    if not is_classifier(last):
        return f"{lacks}\nIt is no classifier: take one, such as LogisticRegression."
    if hasattr(last, "voting"):
        return f'{lacks}\nLet it vote by probabilities: {name}(..., voting="soft").'
    return f"{lacks}\nWrap it: CalibratedClassifierCV({name}(...)), from sklearn.calibration."
