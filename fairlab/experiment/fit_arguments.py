"""What the ``fit`` of a model takes beside rows and labels, through a pipeline too."""

from collections.abc import Callable
from inspect import signature
from typing import Any

OFFERED = (
    "validation",
    "journal",
    "sensitive_features",
    "validation_sensitive_features",
    "sample_weight",
    "extra_rows",
)


def fit_arguments(model: Any) -> dict[str, str]:
    """Name what can be handed to a model's ``fit``, each with the name that it has there.

    Parameters
    ----------
    model : estimator
        Of a pipeline the last step is asked; what looks at rows as they were before the other
        steps (``validation`` and its groups, ``extra_rows``) is not handed through them.

    Returns
    -------
    dict of str to str
        By our name of it.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> fit_arguments(LogisticRegression())
    {'sample_weight': 'sample_weight'}
    >>> fit_arguments(make_pipeline(StandardScaler(), LogisticRegression()))
    {'sample_weight': 'logisticregression__sample_weight'}
    """
    steps = getattr(model, "steps", None)
    if not steps:
        taken = _named(model.fit) | _handed_on(model)
        if takes_unnamed_weights(model):
            taken = taken | {"sample_weight"}
        if unweighed_parts(model):
            taken = taken - {"sample_weight"}
        return {name: name for name in OFFERED if name in taken}
    if any(hasattr(step, "fit_resample") for _, step in steps):
        return {}  # rows are resampled inside, so that nothing per row would fit any more
    name, last = steps[-1]
    inner = {} if last in (None, "passthrough") else fit_arguments(last)
    return {
        argument: f"{name}__{key}"
        for argument, key in inner.items()
        if argument in ("sample_weight", "sensitive_features")
    }


def unweighed_parts(model: Any) -> list[Any]:
    """List the estimators inside a model that its weights do not reach.

    Parameters
    ----------
    model : estimator
        One that is fitted by fitting others, such as ``CalibratedClassifierCV``.

    Returns
    -------
    list of estimator
        Empty of one that draws rows: there the weights say how often each is drawn.

    Examples
    --------
    >>> from sklearn.calibration import CalibratedClassifierCV
    >>> from sklearn.neighbors import KNeighborsClassifier
    >>> unweighed_parts(CalibratedClassifierCV(KNeighborsClassifier()))
    [KNeighborsClassifier()]
    """
    if hasattr(model, "bootstrap"):
        return []
    one: Any = getattr(model, "estimator", None)
    unnamed = hasattr(one, "fit") and "sample_weight" not in _named(one.fit)
    parts = [part for part in [one, *_voters(model)] if hasattr(part, "fit")]
    # A pipeline takes weights under the name of its step, and so not from what is around it.
    missed = [part for part in parts if fit_arguments(part).get("sample_weight") != "sample_weight"]
    return [one] if unnamed else missed


def takes_unnamed_weights(model: Any) -> bool:
    """Tell a model whose ``fit`` takes weights among others, as scikit-learn's votes do.

    Parameters
    ----------
    model : estimator

    Examples
    --------
    >>> from sklearn.ensemble import VotingClassifier
    >>> from sklearn.linear_model import LogisticRegression
    >>> takes_unnamed_weights(VotingClassifier([("one", LogisticRegression())]))
    True
    """
    return bool(_voters(model)) and "fit_params" in _named(model.fit)


def unlabelled_for(function: Callable, train: Any) -> dict[str, Any]:
    """Hand rows without a label to a sampler's function that takes them.

    Parameters
    ----------
    function : callable
        Such as ``fit_resample``.
    train : Dataset

    Returns
    -------
    dict of str to DataFrame or None
        ``unlabelled``, with the columns that a sampler sees; empty where it is not taken.
    """
    if "unlabelled" not in _named(function):
        return {}
    rows = train.unlabelled
    return {"unlabelled": None if rows is None else rows[list(train.with_sensitive)]}


def _voters(model: Any) -> list[Any]:
    """Name what a vote or a stack fits; what is dropped is a text."""
    named = getattr(model, "estimators", None)
    if not isinstance(named, list) or not all(isinstance(pair, tuple) for pair in named):
        return []
    return [part for _, part in named] + [getattr(model, "final_estimator", None)]


def _named(function: Callable) -> set[str]:
    return set(signature(function).parameters)


def _handed_on(model: Any) -> set[str]:
    """Name what a reduction of fairlearn takes without a name, for its constraints."""
    load_data = getattr(getattr(model, "constraints", None), "load_data", None)
    return _named(load_data) if load_data else set()
