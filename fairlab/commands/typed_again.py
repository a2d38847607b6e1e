"""How a table was read, written as it may be typed again."""

from collections.abc import Mapping
from shlex import quote
from typing import Any

_OPTIONS = {
    "attributes_file": "--attributes", "separator": "--separator", "decimal": "--decimal",
    "max_rows": "--max-rows", "ignore": "--ignore", "timeout": "--timeout",
    "na_values": "--na-values",
}  # fmt: skip


def reading_typed(options: Mapping[str, Any]) -> str:
    """Write the options that say how a table is read, and a model is asked.

    Parameters
    ----------
    options : mapping
        By the names of the parameters; what was not typed is None or absent.

    Returns
    -------
    str
        Each with a space before it.

    Examples
    --------
    >>> reading_typed({"separator": ";", "decimal": None, "trust": True})
    " --separator ';' --trust"
    """
    given = {option: options.get(name) for name, option in _OPTIONS.items()}
    typed = [f" {name} {quote(str(value))}" for name, value in given.items() if value is not None]
    return "".join([*typed, " --trust" * bool(options.get("trust"))])
