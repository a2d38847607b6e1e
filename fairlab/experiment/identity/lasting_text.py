"""A text for any value, the same in every process, and different for what differs."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np

from fairlab.experiment.identity.array_text import digest
from fairlab.experiment.identity.known_text import known_text
from fairlab.experiment.identity.lasting_name import find_name, name_within, owner_of
from fairlab.experiment.identity.nested_estimators import (
    is_estimator,
    is_frozen,
    nested_estimators,
    own_settings,
)
from fairlab.experiment.identity.object_state import take_apart
from fairlab.experiment.identity.own_code import code_of
from fairlab.experiment.identity.refusal import FUNCTIONS, refuse

LONGEST = 300
PLAIN = (type(None), bool, int, float, complex, range)
BYTES = (bytes, bytearray)
ADDRESS = re.compile(r" at 0x[0-9a-f]+")
NUMPY_SCALARS = (np.bool_, np.integer, np.floating, np.str_)
BRACKETS: dict[type, tuple[str, str]] = {
    list: ("[", "]"),
    tuple: ("(", ")"),
    set: ("{", "}"),
    frozenset: ("<", ">"),
}


class Text(str):
    """A text that stands for a value which is no text itself."""

    __slots__ = ()


def describe(value: Any, where: str) -> Text:
    """Write a value so that every process writes it alike, and what differs otherwise.

    Elements of a set are sorted. Those of a dictionary stand as they were put in: where their
    order means something to an estimator, two orders are two settings, and where it does not, a
    run is at worst computed twice. A long text ends in a hash of all of it.

    Parameters
    ----------
    value : object
        What an estimator is set to.
    where : str
        The name of the setting, for the message.

    Raises
    ------
    RequestError
        If some part of it has no lasting name.

    Examples
    --------
    >>> describe({"b": 1, "a": [np.float64(0.5), "x"]}, "model__grid")
    "{'b': 1, 'a': [0.5, 'x']}"
    """
    return Text(_Walk(where).tell(value, cloned=True))


def plain(value: Any) -> Any:
    """Turn a scalar of numpy into Python's own, where there is one.

    Examples
    --------
    >>> plain(np.int64(3)), plain("x")
    (3, 'x')
    """
    if isinstance(value, np.longdouble | np.timedelta64):
        return value
    return value.item() if isinstance(value, NUMPY_SCALARS) else value


class _Walk:
    """One walk through a value: what is told, and what is being told at the moment."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.told: dict[tuple[int, bool], tuple[Any, str]] = {}
        self.open: dict[tuple[int, bool], int] = {}

    def tell(self, value: Any, cloned: bool = False) -> str:
        """Describe a value; ``cloned`` where ``clone`` would forget what it has learnt."""
        value = plain(value)
        if isinstance(value, (*PLAIN, *BYTES, str)) and (told := self._plain(value)) is not None:
            return told
        key = id(value), cloned
        if key in self.open:
            return f"<{len(self.open) - self.open[key]} up>"
        if key not in self.told:
            self.open[key] = len(self.open)
            # The value is kept, so that its id is not given to another one.
            self.told[key] = value, _shorten(self._tell_once(value, cloned))
            del self.open[key]
        return self.told[key][1]

    def _plain(self, value: Any) -> str | None:
        if type(value) is str:
            if ADDRESS.search(value):
                raise refuse(value, self.where)
            return _shorten(repr(value))
        if type(value) in BYTES:
            return f"{type(value).__name__}({len(value)}, {digest(bytes(value))})"
        if type(value) is Text:
            return str(value)
        return repr(value) if type(value) in PLAIN else None

    def _tell_once(self, value: Any, cloned: bool) -> str:
        told = self._collection(value, cloned) or self._named(value) or known_text(value, self.tell)
        if told:
            return told
        if cloned and is_estimator(value) and not is_frozen(value):
            return self._estimator(value)
        return self._object(value)

    def _collection(self, value: Any, cloned: bool) -> str | None:
        if type(value) is dict:
            return f"{{{', '.join(f'{self.tell(k)}: {self.tell(v)}' for k, v in value.items())}}}"
        if type(value) not in BRACKETS:
            return None
        told = [self.tell(element, cloned) for element in value]
        ordered = sorted(told) if isinstance(value, set | frozenset) else told
        left, right = BRACKETS[type(value)]
        return f"{left}{', '.join(ordered)}{',' if left == '(' and len(told) == 1 else ''}{right}"

    def _named(self, value: Any) -> str | None:
        if (name := find_name(value)) is not None:
            return f"{name}{code_of(value)}"
        if (owner := owner_of(value)) is not None:
            return f"{self.tell(owner)}.{value.__name__}"
        if isinstance(value, (type, *FUNCTIONS, Iterator)):
            raise refuse(value, self.where)
        return None

    def _estimator(self, value: Any) -> str:
        settings = {**own_settings(value), **nested_estimators(value)}
        told = ", ".join(f"{k}={self.tell(settings[k], cloned=True)}" for k in sorted(settings))
        return f"{self.tell(type(value))}({told})"

    def _object(self, value: Any) -> str:
        try:
            made = take_apart(value)
        except Exception as error:
            raise refuse(value, self.where) from error
        if type(value) is object:
            raise refuse(value, self.where)
        if isinstance(made, str):
            module = getattr(value, "__module__", None) or type(value).__module__
            if (name := name_within(module, made, value)) is None:
                raise refuse(value, self.where)
            return name
        kind = self.tell(type(value))
        parts = [*map(self.tell, made.args), *self._state(made.state)]
        parts += [f"*{self.tell(item)}" for item in made.items]
        parts += [f"**{self.tell(key)}: {self.tell(held)}" for key, held in made.pairs]
        maker = self.tell(made.maker)
        return f"{'' if maker == kind else kind + ' by '}{maker}({', '.join(parts)})"

    def _state(self, state: Any) -> Iterator[str]:
        # In which order attributes were set is no setting.
        if isinstance(state, dict) and all(isinstance(name, str) for name in state):
            yield from (f"{name}={self.tell(state[name])}" for name in sorted(state))
        elif state is not None:
            yield f"|{self.tell(state)}"


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}... {digest(text)}"
