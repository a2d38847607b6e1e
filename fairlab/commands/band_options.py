"""The option ``--bands``: where an attribute that is a number is cut into groups."""

from collections.abc import Iterable
from math import isfinite
from typing import Any

import click

from fairlab.errors import RequestError

EXAMPLE = "--bands age=25,35,62"


def bands_typed(texts: Iterable[str]) -> dict[str, tuple[float, ...]]:
    """Read bands, as typed.

    Parameters
    ----------
    texts : iterable of str
        ``"age=25,35,62"``, each of another column.

    Raises
    ------
    RequestError
        One is not written so.

    Examples
    --------
    >>> bands_typed(["age=25, 62"])
    {'age': (25.0, 62.0)}
    """
    found = {}
    for text in texts:
        name, sign, edges = (part.strip() for part in text.partition("="))
        if not (name and sign and edges):
            raise RequestError(f"--bands {text!r}: write it as {EXAMPLE}.")
        if name in found:
            raise RequestError(
                f"--bands names {name!r} twice; write all its edges once: {EXAMPLE}."
            )
        found[name] = _edges(name, edges)
    return found


def _edges(name: str, text: str) -> tuple[float, ...]:
    try:
        edges = tuple(float(part) for part in text.split(",") if part.strip())
    except ValueError:
        edges = ()
    if not edges or not all(map(isfinite, edges)):
        raise RequestError(f"--bands {name}={text}: write numbers, as in {EXAMPLE}.")
    return edges


def _read(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> Any:
    return bands_typed(texts) or None


BANDS = click.option(
    "--bands",
    multiple=True,
    callback=_read,
    metavar="COLUMN=LIST",
    help="Where a sensitive number is cut: age=25,35,62 [ages as lenders do, else quarters; "
    "data of fairlab: halves].",
)
