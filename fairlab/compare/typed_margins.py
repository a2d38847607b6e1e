"""Margins as they are typed."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from fairlab.audit.margins import Margins
from fairlab.audit.statement import every_metric
from fairlab.errors import RequestError, nearest


def margins_typed(said: Sequence[str]) -> Margins:
    """Read differences that do not matter.

    Parameters
    ----------
    said : sequence of str
        Each ``kind=value``: ``gap``, ``ratio``, ``auc``, ``accuracy``, or a rate of groups.

    Raises
    ------
    RequestError
        There is no such kind, or it is no number that a margin can be.

    Examples
    --------
    >>> margins_typed(["gap=0.15"]).gap
    0.15
    >>> margins_typed(["gab=0.15"])
    Traceback (most recent call last):
    fairlab.errors.RequestError: There is no margin 'gab'. Did you mean 'gap'?
    """
    given: dict[str, float] = {}
    for text in said:
        kind, _, value = text.partition("=")
        if kind in given:
            raise RequestError(f"--margin says {kind} twice; leave one out.")
        try:
            given[kind] = float(value)
        except ValueError:
            raise RequestError(f"--margin {text!r}: write a number, as in gap=0.1.") from None
    return margins_of(given)


def margins_of(given: Mapping[str, float]) -> Margins:
    """Take differences that do not matter.

    Parameters
    ----------
    given : mapping of str to float
        Some of ``gap``, ``ratio``, ``auc`` and ``accuracy``, and of rates between groups.

    Raises
    ------
    RequestError
        There is no such kind, or it is no number that a margin can be.
    """
    kinds = [field.name for field in fields(Margins) if field.name != "own"]
    known = [*kinds, *every_metric()]
    for kind in given:
        if kind not in known:
            raise RequestError(f"There is no margin {kind!r}. {nearest(kind, known)}")
    own = {name: margin for name, margin in given.items() if name not in kinds}
    try:
        return Margins(**{kind: given[kind] for kind in given if kind in kinds}, own=own)
    except ValueError as error:
        raise RequestError(str(error)) from error
