"""Packages that can be called: ``fairlab.audit`` is a package, and a function of notebooks.

``docs/decisions/0012-public-names.md`` says why.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from inspect import Signature, getdoc, signature
from types import ModuleType
from typing import Any

from fairlab.errors import RequestError


class CallablePackage(ModuleType):
    """A package that, called, does what the function of its name in ``fairlab.api`` does."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call the function of the package's name."""
        try:
            self.__signature__.bind(*given, **named)
        except TypeError as error:
            names = [one.name for one in self.__signature__.parameters.values()
                     if one.kind is not one.VAR_KEYWORD]  # fmt: skip
            raise RequestError(
                f"{self.__name__}: {error}.\nBy name it takes {', '.join(names)}."
            ) from None
        return self._function(*given, **named)

    @property
    def _function(self) -> Callable[..., Any]:
        return getattr(import_module("fairlab.api"), self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> Signature:
        """What it may be called with, for editors and ``inspect``."""
        return signature(self._function)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        """What the package is, and what its function takes; without examples, which run there."""
        about, _, _ = (getdoc(self._function) or "").partition("\nExamples\n")
        return f"{vars(self)['__doc__']}\n\n{self.__name__}{self.__signature__}\n\n{about}"


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
