"""What a class or a function of one's own does: who edits it asks for other runs.

Told by its instructions: a notebook, a worker, and a module that was edited after it was imported
have no text of what they run. Another minor version of Python has others, and so asks for other
runs too; ``-O`` does where it takes something away. Being watched, as by a debugger or by what
measures coverage, changes none.
"""

import dis
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

from fairlab.experiment.identity.array_text import digest
from fairlab.experiment.identity.known_text import known_text
from fairlab.experiment.identity.lasting_name import find_name
from fairlab.experiment.identity.nested_estimators import is_estimator

DATA = (type(None), bool, int, float, complex, str, bytes, range, type(...))
GLOBALS = ("LOAD_GLOBAL", "LOAD_NAME")
WRAPPERS = (staticmethod, classmethod)
MUTABLE = (list, dict, set)
FIXED = (tuple, frozenset)  # whether two equal ones are one object depends on who compiled them
FIRST_SEEN: dict[int, tuple[Any, str]] = {}  # of what stands outside of code; kept, and so its id
INSTALLED = {"site-packages", "dist-packages"}


def code_of(value: Any) -> str:
    """Hash what a class or a function does, and what it refers to; empty of what is installed.

    What it refers to is whatever its code names: functions, classes and modules of one's own, and
    plain values, tables and estimators that stand outside it. A list, a dictionary or a set counts
    as it was when it was first seen, since code may note in it what it did. Not told apart are
    other objects of one class, and what is imported within a function or found by a text. Comments,
    docstrings and layout change nothing.

    Examples
    --------
    >>> def cell(text):
    ...     exec(text, made := {"__name__": "__main__"})
    ...     return made["f"]
    >>> code_of(cell("def f(x): return x + 1")) == code_of(cell("def f(x): return x + 2"))
    False
    >>> code_of(digest)
    ''
    """
    value = getattr(value, "__wrapped__", value)
    if not isinstance(value, type | FunctionType) or _is_installed(value.__module__):
        return ""
    return f"@{digest(_Walk().tell(value))}"


def _is_installed(module: str | None) -> bool:
    root = (module or "").partition(".")[0]
    if root == "fairlab" or root in sys.stdlib_module_names:
        return True
    found = sys.modules.get(root)
    places = [getattr(found, "__file__", None), *getattr(found, "__path__", ())]
    return any(INSTALLED & set(Path(place).parts) for place in places if place)


def _name(value: Any) -> str:
    return getattr(value, "__qualname__", None) or repr(value)


def _as_first_seen(value: Any) -> str:
    if id(value) not in FIRST_SEEN:
        FIRST_SEEN[id(value)] = value, "itself"
        FIRST_SEEN[id(value)] = value, digest(_Walk().tell(value))
    return FIRST_SEEN[id(value)][1]


class _Walk:
    """One walk from a class or a function to all that it refers to, each told once."""

    def __init__(self) -> None:
        self.told: dict[int, tuple[int, Any]] = {}  # what is told is kept, and so keeps its id

    def tell(self, value: Any) -> str:
        if isinstance(value, DATA):
            return repr(value)
        if id(value) in self.told:
            return f"<{self.told[id(value)][0]}>"
        if not isinstance(value, FIXED):
            self.told[id(value)] = len(self.told), value
        return f"{type(value).__name__}({', '.join(self._parts(value))})"

    def _parts(self, value: Any) -> Iterator[str]:
        if isinstance(value, list | tuple):
            yield from map(self.tell, value)
        elif isinstance(value, set | frozenset):
            # Ordered before they are told: what both refer to is told of the first alone.
            yield from sorted(map(self.tell, sorted(value, key=_name)))
        elif isinstance(value, dict):
            yield from (f"{self.tell(name)}: {self.tell(held)}" for name, held in value.items())
        elif isinstance(value, ModuleType):
            yield value.__name__
            yield from () if _is_installed(value.__name__) else self._held(value)
        elif isinstance(value, type):
            yield from self._class(value)
        elif isinstance(value, FunctionType):
            yield from self._function(value)
        else:
            yield from self._object(value)

    def _class(self, value: type) -> Iterator[str]:
        if _is_installed(value.__module__):
            yield f"{value.__module__}.{value.__qualname__}"
        else:
            yield from map(self.tell, value.__bases__)
            yield from self._held(value)

    def _held(self, holder: Any) -> Iterator[str]:
        """Tell what a class or a module holds, but for what Python itself notes there."""
        for name, held in sorted(vars(holder).items()):
            if not name.startswith("__") or isinstance(held, (FunctionType, *WRAPPERS)):
                yield f"{name}={self._outside(held)}"

    def _outside(self, value: Any) -> str:
        return _as_first_seen(value) if isinstance(value, MUTABLE) else self.tell(value)

    def _function(self, value: FunctionType) -> Iterator[str]:
        if _is_installed(value.__globals__.get("__name__", "")):
            yield f"{value.__globals__['__name__']}.{value.__code__.co_qualname}"
            yield self.tell(getattr(value, "__wrapped__", None))
            return
        yield from self._code(value.__code__, value.__globals__)
        yield self.tell((value.__defaults__, value.__kwdefaults__, vars(value)))
        for cell in value.__closure__ or ():
            with suppress(ValueError):  # what is not bound yet
                yield self._outside(cell.cell_contents)

    def _code(self, code: CodeType, known: dict[str, Any]) -> Iterator[str]:
        """Tell its steps with what each names; no step takes a docstring or a comment."""
        yield repr((code.co_argcount, code.co_kwonlyargcount, code.co_flags, code.co_varnames))
        yield repr((code.co_freevars, code.co_exceptiontable))
        steps = [(one.opname, one.argval) for one in dis.get_instructions(code)]
        for step, named in steps:
            yield step
            is_code = isinstance(named, CodeType)
            yield from self._code(named, known) if is_code else (self.tell(named),)
        read = {name for step, name in steps if step in GLOBALS}
        own = {name for step, name in steps if step == "STORE_GLOBAL"}
        for name in sorted((read - own) & known.keys()):
            yield f"{name}={self._outside(known[name])}"

    def _object(self, value: Any) -> Iterator[str]:
        if isinstance(value, property):
            yield self.tell((value.fget, value.fset))
        elif isinstance(value, WRAPPERS):
            yield self.tell(value.__func__)
        elif isinstance(value, cached_property):
            yield self.tell(value.func)
        elif is_estimator(value):
            yield self.tell((type(value), value.get_params(deep=False)))
        elif name := find_name(value):
            yield f"{name}{self.tell(getattr(value, '__wrapped__', None))}"
        else:
            yield known_text(value, self.tell) or self.tell(type(value))
