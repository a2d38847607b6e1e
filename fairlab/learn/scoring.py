"""The score of a classifier: how likely the positive label is."""

from collections.abc import Callable
from typing import Any

import numpy as np
from joblib import parallel_config
from sklearn.base import is_classifier

from fairlab.errors import DataError, RequestError

# fairlearn's reductions that predict at random say with which probability, and in no public way.
SCORERS = ("predict_proba", "_pmf_predict")


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
        That of the second of ``classes_``; the same bits with any ``n_jobs``.

    Raises
    ------
    DataError
        When the model knows one label, or more than two.
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
    if found.ndim != 2 or found.shape[1] != 2:
        raise DataError(
            f"{type(model).__name__} gives probabilities of {found.size // max(len(found), 1)} "
            "labels.\nA score needs two: look at the target, and at the training rows' labels."
        )
    return np.ascontiguousarray(found[:, 1])


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
