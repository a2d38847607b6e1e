"""What a library's own file leaves out of a classifier, as JSON: its settings and its labels."""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np


def plain_settings(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the settings that JSON can hold.

    What it cannot, such as a callback or a random generator, was for training; scores are compared
    before a model is recorded.

    Returns
    -------
    dict of str to object
        numpy's numbers as Python's.

    Examples
    --------
    >>> plain_settings({"num_leaves": np.int64(31), "callbacks": [print]})
    {'num_leaves': 31}
    """
    plain = {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in settings.items()
    }
    return {name: value for name, value in plain.items() if _is_json(value)}


def labels_to_dict(classes: np.ndarray) -> dict[str, Any]:
    """Write labels with their type, from which ``labels_from_dict`` reads the same array.

    Examples
    --------
    >>> labels_to_dict(np.array([False, True]))
    {'values': [False, True], 'dtype': '|b1'}
    """
    return {"values": classes.tolist(), "dtype": classes.dtype.str}


def labels_from_dict(labels: Mapping[str, Any]) -> np.ndarray:
    """Read labels that ``labels_to_dict`` wrote.

    Examples
    --------
    >>> labels_from_dict({"values": ["no", "yes"], "dtype": "<U3"}).tolist()
    ['no', 'yes']
    """
    return np.array(labels["values"], dtype=labels["dtype"])


def _is_json(value: Any) -> bool:
    try:
        json.dumps(value)
    except (TypeError, ValueError):
        return False
    return True
