"""What levels are called: their text, and their kind too where two share one text."""

from collections import Counter
from collections.abc import Iterable
from numbers import Number


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
    texts = [str(level) for level in levels]
    often = Counter(texts)
    return [
        f"{text} ({_kind(level)})" if often[text] > 1 else text
        for level, text in zip(levels, texts, strict=True)
    ]


def _kind(level: object) -> str:
    return {bool: "truth value", str: "text"}.get(
        type(level), "number" if isinstance(level, Number) else type(level).__name__
    )
