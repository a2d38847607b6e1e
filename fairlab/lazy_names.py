"""Names of a package that are imported from their modules when they are first used."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazily(package: str, home: Mapping[str, str]) -> Callable[[str], Any]:
    """Give the ``__getattr__`` of a package.

    Parameters
    ----------
    package : str
        Its ``__name__``.
    home : mapping of str to str
        The module of each name, seen from the package.

    Examples
    --------
    >>> lazily("fairlab.stats", {"ratio_interval": "score_ratio"})("ratio_interval").__name__
    'ratio_interval'
    """

    def found(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{home[name]}"), name)

    return found
