"""What levels are called: their text, and their kind too where two share one text."""

from collections import Counter
from collections.abc import Iterable
from numbers import Number, Real
from typing import Any

_EXACT = 2.0**53  # beyond it a float names more than one whole number


def level_names(levels: Iterable) -> list[str]:
    """Name levels as texts, no two of them alike.

    Parameters
    ----------
    levels : iterable
        Distinct ones.

    Returns
    -------
    list of str
        One per level, in their order.

    Examples
    --------
    >>> level_names(["f", "m"]), level_names([1, "1", 2])
    (['f', 'm'], ['1 (number)', '1 (text)', '2'])
    """
    levels = list(levels)
    texts = [plain_level(level) for level in levels]
    often = Counter(texts)
    return [
        f"{text} ({_kind(level)})" if often[text] > 1 else text
        for level, text in zip(levels, texts, strict=True)
    ]


def plain_level(level: object) -> str:
    """Write one level; a whole number as such, also where an empty cell made a column of floats.

    Examples
    --------
    >>> plain_level(1.0), plain_level(1), plain_level(1.5), plain_level("1.0")
    ('1', '1', '1.5', '1.0')
    """
    if isinstance(level, Real) and not isinstance(level, bool):
        number = float(level)
        return str(int(number)) if number.is_integer() and abs(number) < _EXACT else str(level)
    return str(level)


def python_value(value: Any) -> Any:
    """Give a number as Python's own: numpy's are not JSON's."""
    from numpy import generic  # messages of every command name levels: ``--help`` waits for none

    return value.item() if isinstance(value, generic) else value


def _kind(level: object) -> str:
    return {bool: "truth value", str: "text"}.get(
        type(level), "number" if isinstance(level, Number) else type(level).__name__
    )
