"""What the ``fit`` of a model takes beside rows and labels, through a pipeline too."""

from collections.abc import Callable
from inspect import signature
from typing import Any

OFFERED = ("validation", "journal", "sensitive_features", "sample_weight", "extra_rows")


def fit_arguments(model: Any) -> dict[str, str]:
    """Name what can be handed to a model's ``fit``, each with the name that it has there.

    Parameters
    ----------
    model : estimator
        Of a pipeline the last step is asked; what looks at rows as they were before the other
        steps (``validation``, ``extra_rows``) is not handed through them.

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


def _named(function: Callable) -> set[str]:
    return set(signature(function).parameters)


def _handed_on(model: Any) -> set[str]:
    """Name what a reduction of fairlearn takes without a name, for its constraints."""
    load_data = getattr(getattr(model, "constraints", None), "load_data", None)
    return _named(load_data) if load_data else set()
