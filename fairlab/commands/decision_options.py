"""The options of a file of decisions, and what is made of them."""

from collections.abc import Iterable
from typing import Any

import click

from fairlab.commands.option_types import FILE
from fairlab.commands.options import CUT_OPTIONS, POLICY
from fairlab.data.decisions.asked import Asked
from fairlab.data.words import read_words
from fairlab.errors import RequestError
from fairlab.typed_names import names_in

LABEL = click.option("--label", metavar="COLUMN", help="What happened, such as fraud or default.")
DECISION = click.option("--decision", metavar="COLUMN", help="What was decided.")
APPROVE = click.option("--approve", metavar="VALUE", help="The decision that approves.")
GROUPS = click.option("--groups", metavar="COLUMNS", help="Sensitive attributes: gender,age.")
ROW_ID = click.option("--id", "row_id", metavar="COLUMN", help="Whose row it is.")
CROSS = click.option("--cross", multiple=True, metavar="A*B", help="Intersections too: gender*age.")
REFERENCE = click.option("--reference", "references", multiple=True, metavar="COLUMN=GROUP",
                         help="Hold each group against this one [against all others].")  # fmt: skip
SMALLEST = click.option("--min-size", "smallest", type=click.IntRange(1), metavar="N",
                        help="Compare no group of fewer people [25; any of two].")  # fmt: skip
QUERY = click.option(
    "--query",
    metavar="SQL",
    help="What to read from a database: --data postgresql://user@host/name.",
)
MAX_ROWS = click.option(
    "--max-rows",
    type=click.IntRange(1),
    metavar="N",
    help="Open no Parquet file that says it has more [50,000,000].",
)
WORDS = click.option("--words", "words", multiple=True, metavar="COLUMN=WORDS",
                     help="What an attribute is called where you read: age='Age in years'; of a "
                     "group: sex:1=male.")  # fmt: skip
LIMITS = (
    click.option("--max", "most", multiple=True, metavar="METRIC=VALUE",
                 help="May not be above it: fair.sex/recall_parity=0.2."),
    click.option("--min", "least", multiple=True, metavar="METRIC=VALUE",
                 help="May not be below it: fair.sex/adverse_impact_ratio=0.8."),
)  # fmt: skip
DECISION_OPTIONS = (
    LABEL,
    click.option("--score", "scores", multiple=True, metavar="COLUMN",
                 help="A predicted risk; several: the first against each of the others."),
    DECISION,
    APPROVE,
    *CUT_OPTIONS,
    GROUPS,
    click.option("--groups-probability", "memberships", multiple=True,
                 metavar="ATTRIBUTE=COLUMNS",
                 help="One that is only guessed: how likely each group is, race=p_a,p_b."),
    click.option("--weight", metavar="COLUMN", help="How much a row counts."),
    ROW_ID,
    click.option("--attributes", "attributes_file", type=FILE, metavar="FILE",
                 help="A second file with the attributes, joined by --id."),
    CROSS,
    REFERENCE,
    click.option("--pairs", metavar="COLUMNS", help="Hold every two groups against each other."),
    SMALLEST,
    WORDS,
    click.option("--csv", "csv_file", type=FILE, metavar="FILE",
                 help="Also write the statements as CSV."),
    *LIMITS,
    QUERY,
    POLICY,
    MAX_ROWS,
)  # fmt: skip


def asked_of(options: dict[str, Any]) -> Asked:
    """Read which column is what, as typed.

    Parameters
    ----------
    options : dict
        By the names of the parameters; what was not typed is None or empty.

    Raises
    ------
    RequestError
        An option is not written as it must be.

    Examples
    --------
    >>> asked_of({"scores": ("p",), "groups": "sex, age", "cross": ("sex*age",)}).cross
    (('sex', 'age'),)
    """
    given = {name: value for name, value in options.items() if value not in (None, (), [])}
    known = {name: given[name] for name in ("label", "positive", "decision", "approve", "threshold",
             "budget", "costs", "weight", "time", "smallest") if name in given}  # fmt: skip
    return Asked(
        **known,
        person=given.get("row_id"),
        scores=tuple(given.get("scores", ())),
        groups=names_in(given.get("groups", "")),
        memberships=_memberships(given.get("memberships", ())),
        every_pair=names_in(given.get("pairs", "")),
        bands=given.get("bands", {}),
        cross=_crosses(given.get("cross", ())),
        references=_references(given.get("references", ())),
        words=read_words(given.get("words", ())),
    )


def _memberships(texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for attribute, columns in map(_membership, texts):
        if attribute in found:
            raise RequestError(
                f"--groups-probability names {attribute!r} twice; write all its columns once."
            )
        found[attribute] = columns
    return found


def _membership(text: str) -> tuple[str, tuple[str, ...]]:
    attribute, _, columns = (part.strip() for part in text.partition("="))
    if not (attribute and names_in(columns)):
        raise RequestError(
            f"--groups-probability {text!r}: write it as --groups-probability race=p_black,p_white."
        )
    return attribute, names_in(columns)


def _references(texts: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, group in map(_reference, texts):
        if name in found:
            raise RequestError(
                f"--reference names {name!r} twice: {found[name]!r} and {group!r}.\n"
                "Leave one out, or hold every two groups against each other: --pairs."
            )
        found[name] = group
    return found


def _reference(text: str) -> tuple[str, str]:
    name, _, group = (part.strip() for part in text.partition("="))
    if not (name and group):
        raise RequestError(f"--reference {text!r}: write it as --reference race=white.")
    return name, group


def _crosses(texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for names in map(_crossed, texts):
        if found.setdefault(frozenset(names), names) is not names:
            raise RequestError(f"--cross names {' and '.join(names)} twice; leave one out.")
    return tuple(found.values())


def _crossed(text: str) -> tuple[str, ...]:
    names = tuple(part.strip() for part in text.split("*") if part.strip())
    if len(names) < 2 or len(set(names)) < len(names):
        raise RequestError(f"--cross {text!r}: write two attributes, as in --cross gender*age.")
    return names
