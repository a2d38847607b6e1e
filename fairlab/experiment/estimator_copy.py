"""A step as it was asked for, so that fitting it leaves the strategy alone."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from sklearn.base import clone


def copy_estimator(estimator: Any) -> Any:
    """Copy an estimator with its settings, as scikit-learn's ``clone`` does.

    Parameters
    ----------
    estimator : estimator
        Left as it is; one that is frozen is handed back itself.

    Returns
    -------
    estimator

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> copy_estimator(DecisionTreeClassifier(max_depth=2))
    DecisionTreeClassifier(max_depth=2)
    """
    try:
        return clone(estimator)
    except RuntimeError:
        # CatBoost copies the lists that it is given, which clone takes for a change of them.
        return deepcopy(estimator)


def copy_with(step: Any, settings: Mapping[str, Any]) -> Any:
    """Copy a step and change some settings of it."""
    changed = copy_estimator(step)
    if settings:  # what is frozen takes none, not even no settings at all
        changed.set_params(**settings)
    return changed
