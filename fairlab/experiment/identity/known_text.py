"""Texts for objects that should not be asked for their state, because that is not what they are."""

import enum
from functools import partial
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from fairlab.experiment.identity.array_text import Tell, array_text, digest, sparse_text, table_text

TABLES = (pd.DataFrame, pd.Series, pd.Index, pd.api.extensions.ExtensionArray)
PLAIN_ARRAYS = (np.ndarray, np.memmap)


def known_text(value: Any, tell: Tell) -> str | None:
    """Describe an array, a table or what Python and scipy keep in a way of their own.

    Parameters
    ----------
    value : object
        Anything.
    tell : callable
        Describes what it holds.

    Returns
    -------
    str or None
        None for anything else.

    Examples
    --------
    >>> known_text(partial(round, ndigits=2), repr)
    "partial(<built-in function round>, (), {'ndigits': 2})"
    """
    return _of_numpy(value, tell) or _of_tables(value, tell) or _of_python(value, tell)


def _of_numpy(value: Any, tell: Tell) -> str | None:
    if type(value) in PLAIN_ARRAYS:
        return array_text(np.asarray(value), tell)
    if isinstance(value, np.void):
        return array_text(np.asarray(value), tell)
    if isinstance(value, np.generic):
        return f"{value.dtype.str}({value!s})"
    if isinstance(value, np.dtype):
        return repr(value)
    # The state of numpy's global generator is whatever was drawn before.
    return "numpy.random" if value is np.random.mtrand._rand else None


def _of_tables(value: Any, tell: Tell) -> str | None:
    if isinstance(value, TABLES):
        return table_text(value, tell)
    return sparse_text(value, tell) if sparse.issparse(value) else None


def _of_python(value: Any, tell: Tell) -> str | None:
    if isinstance(value, enum.Enum):
        return f"{tell(type(value))}.{value.name}"
    if isinstance(value, PurePath):
        return f"Path({value.as_posix()!r})"
    if type(value) is partial:
        held = {name: value.keywords[name] for name in sorted(value.keywords)}
        return f"partial({tell(value.func)}, {tell(value.args)}, {tell(held)})"
    if hasattr(type(value), "_updated_ctor_param"):
        # A distribution of scipy, whose state has numpy's global generator.
        settings = {k: v for k, v in value._updated_ctor_param().items() if k != "seed"}
        return f"{tell(type(value))}({digest(tell(settings))})"
    return None
