"""The options of a file of decisions, and what is made of them."""

from collections.abc import Iterable
from math import isfinite
from pathlib import Path
from typing import Any

import click

from fairlab.commands.options import CUT_OPTIONS, POLICY
from fairlab.data.decisions.asked import Asked
from fairlab.errors import RequestError

DECISION_OPTIONS = (
    click.option("--label", metavar="COLUMN", help="What happened, such as fraud or default."),
    click.option("--score", "scores", multiple=True, metavar="COLUMN",
                 help="A predicted risk; several: the first against each other one."),
    click.option("--decision", metavar="COLUMN", help="What was decided."),
    click.option("--approve", metavar="VALUE", help="The decision that approves."),
    *CUT_OPTIONS,
    click.option("--groups", metavar="COLUMNS", help="Sensitive attributes: gender,age."),
    click.option("--weight", metavar="COLUMN", help="How much a row counts."),
    click.option("--id", "row_id", metavar="COLUMN", help="Whose row it is."),
    click.option("--attributes", "attributes_file", type=Path, metavar="FILE",
                 help="A second file with the attributes, joined by --id."),
    click.option("--bands", multiple=True, metavar="COLUMN=LIST",
                 help="Where a number is cut: age=25,35,62 [ages as lenders do, else quarters]."),
    click.option("--cross", multiple=True, metavar="A*B", help="Intersections too: gender*age."),
    click.option("--reference", "references", multiple=True, metavar="COLUMN=GROUP",
                 help="Hold each group against this one [against all others]."),
    click.option("--pairs", metavar="COLUMNS", help="Hold every two groups against each other."),
    click.option("--min-size", "smallest", type=click.IntRange(1), metavar="N",
                 help="Compare no group of fewer people [25]."),
    click.option("--json", "json_file", type=Path, metavar="FILE", help="Also write all as JSON."),
    click.option("--csv", "csv_file", type=Path, metavar="FILE",
                 help="Also write the statements as CSV."),
    click.option("--max", "most", multiple=True, metavar="METRIC=VALUE", help="May not be above."),
    click.option("--min", "least", multiple=True, metavar="METRIC=VALUE", help="May not be below."),
    click.option("--query", metavar="SQL",
                 help="What to read from a database: --data postgresql://user@host/name."),
    POLICY,
    click.option("--max-rows", type=click.IntRange(1), metavar="N",
                 help="Open no Parquet file that says it has more [50,000,000]."),
)  # fmt: skip
_LISTED = ("groups", "pairs")


def asked_of(options: dict[str, Any]) -> Asked:
    """Read which column is what, as typed.

    Parameters
    ----------
    options : dict
        By the names of the parameters; what was not typed is None or empty.

    Returns
    -------
    Asked

    Raises
    ------
    RequestError
        An option is not written as it must be.

    Examples
    --------
    >>> asked_of({"scores": ("p",), "groups": "sex, age", "bands": ("age=25,62",)}).bands
    {'age': (25.0, 62.0)}
    """
    given = {name: value for name, value in options.items() if value not in (None, (), [])}
    known = {name: given[name] for name in ("label", "positive", "decision", "approve", "threshold",
             "budget", "weight", "time", "smallest") if name in given}  # fmt: skip
    return Asked(
        **known,
        person=given.get("row_id"),
        scores=tuple(given.get("scores", ())),
        groups=_names(given.get("groups", "")),
        every_pair=_names(given.get("pairs", "")),
        bands={name: _edges(name, text) for name, text in _named("bands", given, "age=25,35,62")},
        cross=tuple(_crossed(text) for text in given.get("cross", ())),
        references=dict(_named("references", given, "race=white")),
    )


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _named(option: str, given: dict[str, Any], example: str) -> Iterable[tuple[str, str]]:
    for text in given.get(option, ()):
        name, sign, value = text.partition("=")
        if not (name.strip() and sign and value.strip()):
            typed = option.removesuffix("s") if option == "references" else option
            raise RequestError(f"--{typed} {text!r}: write it as --{typed} {example}.")
        yield name.strip(), value.strip()


def _edges(name: str, text: str) -> tuple[float, ...]:
    try:
        edges = tuple(float(part) for part in _names(text))
    except ValueError:
        edges = ()
    if not edges or not all(map(isfinite, edges)):
        raise RequestError(f"--bands {name}={text}: write numbers, as in --bands age=25,35,62.")
    return edges


def _crossed(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split("*") if part.strip())
    if len(names) < 2:
        raise RequestError(f"--cross {text!r}: write two attributes, as in --cross gender*age.")
    return names
