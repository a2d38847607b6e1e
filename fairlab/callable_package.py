"""Packages that can be called: ``fairlab.audit`` is a package, and a function of notebooks.

``docs/decisions/0012-public-names.md`` says why.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class CallablePackage(ModuleType):
    """A package that, called, does what the function of its name in ``fairlab.api`` does."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call the function of the package's name."""
        return getattr(import_module("fairlab.api"), self.__name__.rpartition(".")[2])(
            *given, **named
        )


def make_callable(package: str) -> None:
    """Let a package be called.

    Parameters
    ----------
    package : str
        Its ``__name__``; it is being imported.

    Examples
    --------
    >>> import fairlab.gate
    >>> callable(fairlab.gate)
    True
    """
    sys.modules[package].__class__ = CallablePackage
