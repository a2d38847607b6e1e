"""What a model is made of: the classes it comes from, and the estimators inside it."""

from collections.abc import Iterator
from typing import Any

import numpy as np

# Others' objects are asked for their class and not for what they hold.
OPENED = {"sklearn", "imblearn", "fairlab"}


def qualified_name(kind: type) -> str:
    """Name a class by its module and itself.

    Examples
    --------
    >>> from collections import OrderedDict
    >>> qualified_name(OrderedDict)
    'collections.OrderedDict'
    """
    return f"{kind.__module__}.{kind.__qualname__}"


def packages_of(model: Any) -> list[str]:
    """Name the packages that the classes of a model come from, its own class first.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> packages_of(DecisionTreeClassifier())[0]
    'sklearn'
    """
    return [kind.__module__.partition(".")[0] for kind in type(model).__mro__]


def packages_in(model: Any) -> set[str]:
    """Name the packages of a model and of all that is inside it."""
    return {package for part in nested(model) for package in packages_of(part)}


def nested(model: Any) -> Iterator[Any]:
    """Go through a model and the objects inside it, each once.

    Parameters
    ----------
    model : object
        Is opened where its class is one of scikit-learn, imbalanced-learn or fairlab.

    Yields
    ------
    object
        The model first.
    """
    seen: set[int] = set()
    waiting = [model]
    while waiting:
        part = waiting.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if not _is_container(part):
            yield part
        waiting.extend(_held(part))


def _is_container(part: Any) -> bool:
    return isinstance(part, dict | list | tuple | set | np.ndarray)


def _held(part: Any) -> list[Any]:
    if isinstance(part, dict):
        return list(part.values())
    if isinstance(part, np.ndarray):
        return part.ravel().tolist() if part.dtype == object else []
    if _is_container(part):
        return list(part)
    opened = not isinstance(part, type) and OPENED.intersection(packages_of(part))
    return list(getattr(part, "__dict__", {}).values()) if opened else []
