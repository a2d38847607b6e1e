"""What has no lasting name, and what to give instead."""

import io
import types
from collections.abc import Iterator
from typing import Any

from fairlab.errors import RequestError

FUNCTIONS = (types.FunctionType, types.BuiltinFunctionType)


def refuse(value: Any, where: str) -> RequestError:
    """Say that a setting has no lasting name, and what to give instead.

    Parameters
    ----------
    value : object
        What has none.
    where : str
        The name of the setting.

    Returns
    -------
    RequestError
        To be raised.

    Examples
    --------
    >>> print(refuse(lambda x: x, "model__func"))
    model__func: a lambda has no lasting name, so its runs could not be told apart.
    Define it with `def` at the top level of a module; functools.partial can hold its arguments.
    """
    what, advice = _advise(value)
    return RequestError(
        f"{where}: {what} has no lasting name, so its runs could not be told apart.\n{advice}"
    )


def _advise(value: Any) -> tuple[str, str]:
    if isinstance(value, io.IOBase):
        return "an open file", "Give its path, as text or as a pathlib.Path."
    if isinstance(value, Iterator):
        return f"a {_type(value)}, which can be read once,", "Give a list of what it yields."
    if isinstance(value, type):
        return f"the class {value.__qualname__}", "Define it at the top level of a module."
    if isinstance(value, FUNCTIONS):
        what = "a lambda" if value.__name__ == "<lambda>" else f"the function {value.__qualname__}"
        return what, (
            "Define it with `def` at the top level of a module; functools.partial can hold its "
            "arguments."
        )
    if isinstance(value, str):
        return f"the text {value[:40]!r}, an address in memory,", "Give what it stands for."
    return f"an object of the class {_type(value)}", (
        "Give its class a `__reduce__` that returns how to make it anew, and leave out of it "
        "locks,\nconnections and whatever else lives in one process alone."
    )


def _type(value: object) -> str:
    return type(value).__qualname__
