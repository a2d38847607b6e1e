"""What makes one run another: each setting under its own name, and the key of them all."""

import json
import math
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from fairlab.experiment.identity.filled_in import left_out
from fairlab.experiment.identity.lasting_name import class_name
from fairlab.experiment.identity.lasting_text import Text, describe, plain
from fairlab.experiment.identity.nested_estimators import is_frozen, nested_estimators, own_settings

KNOWN_BY_CLASS_NAME = ("sklearn", "fairlab")


def leaf_params(step: str, estimator: Any) -> dict[str, Any]:
    """Give every setting of an estimator and of those nested in it, each under its own name.

    What the run fills in is left out. A class from elsewhere than scikit-learn and fairlab is
    named in full as ``class``; an estimator that is frozen has what it has learnt as ``fitted``.

    Parameters
    ----------
    step : str
        The name before all others, such as ``model``.
    estimator : estimator
        A classifier, a sampler or anything else with ``get_params``.

    Returns
    -------
    dict of str to None, bool, int, float or str
        Whatever is none of these is a text that every process writes alike.

    Raises
    ------
    RequestError
        If a setting has no lasting name, such as a lambda.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> from sklearn.pipeline import make_pipeline
    >>> found = leaf_params("model", make_pipeline(LogisticRegression(C=0.5)))
    >>> found["model__steps"], found["model__logisticregression__C"]
    ("[('logisticregression', LogisticRegression)]", 0.5)
    """
    found: dict[str, Any] = {step: Text(class_name(estimator))}
    full = describe(type(estimator), step)
    if full.partition(".")[0] not in KNOWN_BY_CLASS_NAME:
        found[f"{step}__class"] = full
    if is_frozen(estimator):
        return {**found, f"{step}__fitted": describe(estimator, step)}
    settings, nested = own_settings(estimator), nested_estimators(estimator)
    for name in sorted(settings.keys() - left_out(estimator)):
        found[f"{step}__{name}"] = _leaf(_by_name(settings[name], nested), f"{step}__{name}")
    for name, part in nested.items():
        found |= leaf_params(f"{step}__{name}", part)
    return found


def key_of(about: Any) -> str:
    """Hash what a run is about; what differs in type alone has another key.

    Parameters
    ----------
    about : object
        Numbers, texts, lists and mappings of them; mappings have no order.

    Returns
    -------
    str
        16 hex digits, the same in every process.

    Raises
    ------
    RequestError
        If a part of it has no lasting name.

    Examples
    --------
    >>> len({key_of(one) for one in (1, 1.0, True, "1", [1], (1,))})
    6
    """
    return sha256(json.dumps(_canonical(about)).encode()).hexdigest()[:16]


def _leaf(value: Any, where: str) -> Any:
    value = plain(value)
    as_it_is = type(value) in (type(None), bool, int, str)
    if as_it_is or (type(value) is float and math.isfinite(value)):
        return value
    return describe(value, where)


def _by_name(value: Any, nested: Mapping[str, Any]) -> Any:
    """Put class names in a list of named estimators, whose settings follow by themselves."""
    if type(value) not in (list, tuple):
        return value
    return type(value)(_class_in(item, nested) for item in value)


def _class_in(item: Any, nested: Mapping[str, Any]) -> Any:
    match item:
        case (str(name), part, *rest) if name in nested and nested[name] is part:
            return (name, Text(class_name(part)), *rest)
    return item


def _canonical(value: Any) -> Any:
    value = plain(value)
    if type(value) in (type(None), bool, int, str):
        return value
    if type(value) is float:
        return value if math.isfinite(value) else {"float": str(value)}
    if isinstance(value, list | tuple):
        return {type(value).__name__: [_canonical(part) for part in value]}
    if isinstance(value, Mapping):
        pairs = ([_canonical(key), _canonical(part)] for key, part in value.items())
        return {"mapping": sorted(pairs, key=json.dumps)}
    return {"text": describe(value, "The key")}
