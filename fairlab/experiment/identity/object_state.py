"""What an object is made of: how it is made anew, and with what state."""

import copyreg
from functools import cached_property
from typing import Any, NamedTuple


class Made(NamedTuple):
    """How an object is made anew: called with arguments, then given a state and elements."""

    maker: Any
    args: tuple
    state: Any
    items: list
    pairs: list


def take_apart(value: Any) -> Made | str:
    """Ask an object for what it is made of, as pickle and copy ask it.

    Parameters
    ----------
    value : object
        Of a class that answers ``__reduce_ex__``; scikit-learn's version and what a
        ``cached_property`` keeps are left out of its state.

    Returns
    -------
    Made or str
        A string is the name of a global object.

    Raises
    ------
    Exception
        Whatever the object raises when it cannot be written down.

    Examples
    --------
    >>> from decimal import Decimal
    >>> take_apart(Decimal("0.1"))[:2]
    (<class 'decimal.Decimal'>, ('0.1',))
    """
    ask = copyreg.dispatch_table.get(type(value))
    reduced = ask(value) if ask else value.__reduce_ex__(4)
    if isinstance(reduced, str):
        return reduced
    maker, args, state, items, pairs = (*reduced, None, None, None)[:5]
    if getattr(maker, "__name__", "") == "__newobj__":
        maker, *args = args
    return Made(maker, tuple(args), _kept(state, value), list(items or ()), list(pairs or ()))


def _kept(state: Any, value: Any) -> Any:
    if not isinstance(state, dict):
        return state
    return {name: held for name, held in state.items() if not _passing(name, value)}


def _passing(name: Any, value: Any) -> bool:
    if not isinstance(name, str):
        return False
    return name == "_sklearn_version" or isinstance(
        getattr(type(value), name, None), cached_property
    )
