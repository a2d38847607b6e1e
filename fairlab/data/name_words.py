"""The words that a column's name is made of, and whether they are words of a list."""

import re
import unicodedata

_COMPOUND = 7  # letters of a name that is also found at the end of a longer word


def says(name: str, words: str) -> bool:
    """Tell whether a name has one of some words, or ends in a long one of them.

    Examples
    --------
    >>> says("Kreditausfall", "ausfall bad"), says("badge", "ausfall bad")
    (True, False)
    """
    said, known = words_of(name), words.split()
    ends = tuple(word for word in known if len(word) >= _COMPOUND)
    return not set(known).isdisjoint(said) or any(word.endswith(ends) for word in said)


def words_of(name: str) -> list[str]:
    """Split a name where its letters do.

    Examples
    --------
    >>> words_of("maritalStatus_2")
    ['marital', 'status', '']
    """
    return re.split(r"[\W_\d]+", folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)))


def folded(text: str) -> str:
    """Write a text without capitals and accents."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
