"""Texts that are longer than a tag may be: laid over several tags, and put together again."""

from collections.abc import Mapping

LONGEST_TAG = 5000


def in_tags(name: str, text: str) -> dict[str, str]:
    """Lay a text over as many tags as it needs.

    Parameters
    ----------
    name : str
        Of the first tag; the others have a number behind it.
    text : str
        An empty one needs no tag.

    Examples
    --------
    >>> [(name, len(part)) for name, part in in_tags("why", "x" * 7000).items()]
    [('why', 5000), ('why.1', 2000)]
    """
    starts = range(0, len(text), LONGEST_TAG)
    return {_name(name, n): text[start : start + LONGEST_TAG] for n, start in enumerate(starts)}


def from_tags(name: str, tags: Mapping[str, str]) -> str:
    """Put a text together again.

    Parameters
    ----------
    name : str
        Of the first tag.
    tags : mapping of str to str
        Of a run.

    Returns
    -------
    str
        Empty where there is no such tag.

    Examples
    --------
    >>> from_tags("why", in_tags("why", "x" * 7000)) == "x" * 7000
    True
    """
    parts, number = [], 0
    while _name(name, number) in tags:
        parts.append(tags[_name(name, number)])
        number += 1
    return "".join(parts)


def _name(name: str, number: int) -> str:
    return f"{name}.{number}" if number else name
