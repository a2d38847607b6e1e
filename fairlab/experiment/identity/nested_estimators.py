"""What an estimator is set to, and the estimators that it names as parts of itself."""

import inspect
from typing import Any

from sklearn.base import BaseEstimator

BY_NAME = (inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY)


def is_estimator(value: object) -> bool:
    """Say whether something has settings of its own, as an estimator or a kernel has.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> is_estimator(DecisionTreeClassifier()), is_estimator(DecisionTreeClassifier)
    (True, False)
    """
    return hasattr(value, "get_params") and not isinstance(value, type)


def is_frozen(estimator: Any) -> bool:
    """Say whether ``clone`` hands the estimator back as it is, with what it has learnt.

    Examples
    --------
    >>> from sklearn.frozen import FrozenEstimator
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> tree = DecisionTreeClassifier()
    >>> is_frozen(tree), is_frozen(FrozenEstimator(tree))
    (False, True)
    """
    clones = getattr(type(estimator), "__sklearn_clone__", BaseEstimator.__sklearn_clone__)
    return clones is not BaseEstimator.__sklearn_clone__ and clones(estimator) is estimator


def own_settings(estimator: Any) -> dict[str, Any]:
    """Give what an estimator itself is set to.

    Parameters
    ----------
    estimator : estimator
        Anything with ``get_params``.

    Returns
    -------
    dict of str to object
        Its parameters, and where they were used what ``set_output`` and the ``set_..._request``
        methods set, which ``clone`` keeps as well.

    Examples
    --------
    >>> from sklearn.preprocessing import StandardScaler
    >>> scaler = StandardScaler().set_output(transform="pandas")
    >>> own_settings(scaler)["set_output"]
    {'transform': 'pandas'}
    """
    nested = nested_estimators(estimator)
    inside = tuple(f"{name}__" for name in nested)
    found = {k: v for k, v in estimator.get_params().items() if not k.startswith(inside)}
    held = getattr(estimator, "__dict__", {})
    if "_sklearn_output_config" in held:
        found["set_output"] = held["_sklearn_output_config"]
    if "_metadata_request" in held:
        # The request holds its estimator; its text is what was asked for alone.
        found["metadata_request"] = str(held["_metadata_request"])
    return {name: value for name, value in found.items() if name not in nested}


def nested_estimators(estimator: Any) -> dict[str, Any]:
    """Give the estimators that ``get_params`` opens, one level down, by name.

    Parameters
    ----------
    estimator : estimator
        One that is frozen has none: it is one thing with what it has learnt.

    Returns
    -------
    dict of str to estimator

    Examples
    --------
    >>> from sklearn.pipeline import make_pipeline
    >>> from sklearn.preprocessing import StandardScaler
    >>> list(nested_estimators(make_pipeline(make_pipeline(StandardScaler()))))
    ['pipeline']
    """
    if is_frozen(estimator):
        return {}
    found = {k: v for k, v in estimator.get_params().items() if is_estimator(v)}
    inside = tuple(f"{name}__" for name in found)
    return {name: value for name, value in found.items() if not name.startswith(inside)}


def init_names(estimator: Any) -> set[str]:
    """Name what ``__init__`` takes, where ``set_params`` takes it even if it is not shown.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> init_names(DecisionTreeClassifier())
    set()
    """
    # scikit-learn's own set_params refuses what get_params does not show.
    if getattr(type(estimator), "set_params", None) is BaseEstimator.set_params:
        return set()
    taken = inspect.signature(type(estimator).__init__).parameters.values()
    return {one.name for one in taken if one.kind in BY_NAME} - {"self"}


def first_of(names: tuple[str, ...], estimator: Any) -> str | None:
    """Choose the name by which an estimator knows a setting; None if it has no such setting.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> first_of(("random_state", "random_seed"), DecisionTreeClassifier())
    'random_state'
    """
    # A name that was set comes first: CatBoost takes one of random_state and random_seed alone.
    shown, known = estimator.get_params(), init_names(estimator)
    return next((n for n in names if n in shown), next((n for n in names if n in known), None))
