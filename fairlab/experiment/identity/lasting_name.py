"""The name under which a class or a function is found again by every process."""

import sys
import types
from typing import Any

import numpy as np

METHODS = (types.MethodType, types.BuiltinMethodType)


def find_name(value: Any) -> str | None:
    """Name a class or a function by its module and its name within.

    Parameters
    ----------
    value : object
        Anything.

    Returns
    -------
    str or None
        None where nothing with a name leads to it: a lambda, what is defined inside a function,
        a function whose name was given to another one since, or an object of any other kind.

    Examples
    --------
    >>> from sklearn.metrics import f1_score
    >>> find_name(f1_score), find_name(int), find_name(lambda x: x)
    ('sklearn.metrics._classification.f1_score', 'int', None)
    """
    if isinstance(value, np.ufunc):
        return _find_ufunc(value)
    module, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if not isinstance(module, str) or not isinstance(name, str) or "<" in name:
        return None
    return name_within(module, name, value)


def name_within(module: str, name: str, value: Any) -> str | None:
    """Give ``module.name`` where it leads to the value, else None."""
    found: Any = sys.modules.get(module)
    for part in name.split("."):
        found = getattr(found, part, None)
    # A worker is given what a script defines by value, and has no such module to look into.
    unseen = found is None and (module == "__main__" or module not in sys.modules)
    named = isinstance(value, type | types.FunctionType) if unseen else found is value
    return f"{module}.{name}".removeprefix("builtins.") if named else None


def class_name(estimator: object) -> str:
    """Name the class of an object without its module."""
    return type(estimator).__name__


def owner_of(value: Any) -> Any:
    """Give the object or the class that a method belongs to, None for what is no method."""
    if isinstance(value, METHODS):
        owner = value.__self__
        return None if isinstance(owner, types.ModuleType) else owner
    described = isinstance(value, types.MethodDescriptorType | types.WrapperDescriptorType)
    return value.__objclass__ if described else None


def _find_ufunc(value: np.ufunc) -> str | None:
    import scipy.special

    for module in (np, scipy.special):
        if getattr(module, value.__name__, None) is value:
            return f"{module.__name__}.{value.__name__}"
    return None
