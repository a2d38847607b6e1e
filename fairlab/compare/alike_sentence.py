"""What is alike, in one sentence: by measure, and of each attribute whom."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from fairlab.audit.pairing import REST
from fairlab.compare.statement_words import groups, is_ratio, measure
from fairlab.data.messages import plain
from fairlab.stats.answers import ALIKE

Row = dict[str, Any]
LISTED = 8  # groups of an attribute


def alike_sentence(rows: Sequence[Row]) -> str:
    """Say which statements are alike, each measure once.

    Parameters
    ----------
    rows : sequence of dict
        All statements of one strategy, see `fairlab.compare.statement_words.records`.

    Returns
    -------
    str
        Empty where none is.

    Examples
    --------
    >>> row = {"attribute": "job", "metric": "recall", "rest": "rest", "pairs": 0, "margin": 0.1}
    >>> cook, smith = row | {"group": "cook"}, row | {"group": "smith"}
    >>> alike_sentence([cook | {"answer": "alike"}, smith | {"answer": "open"}])
    'Alike: recall within 0.1 by job (cook).'
    >>> alike_sentence([cook | {"answer": "alike"}, smith | {"answer": "alike"}])
    'Alike: recall within 0.1 by job (both groups).'
    """
    alike = sorted((row for row in rows if row["answer"] == ALIKE), key=_within)
    told = [f"{within} by {_whom(list(of), rows)}" for within, of in groupby(alike, key=_within)]
    return f"Alike: {'; '.join(told)}." if told else ""


def _within(row: Row) -> str:
    of = "a ratio of " if is_ratio(row) else ""
    return f"{measure(row)} within {of}{row['margin']:g}"


def _whom(alike: list[Row], rows: Sequence[Row]) -> str:
    metric = alike[0]["metric"]
    every = [row for row in rows if row["metric"] == metric]
    told = []
    for attribute in dict.fromkeys(row["attribute"] for row in alike):
        of, among = (
            [row for row in some if row["attribute"] == attribute] for some in (alike, every)
        )
        told.append(plain(attribute) + _which(of, among))
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def _which(alike: list[Row], among: list[Row]) -> str:
    """Name the groups, unless the attribute has one statement alone or they are all of them."""
    if len(among) == 1:
        return ""
    if len(alike) == len(among):
        what = "groups" if alike[0]["rest"] == REST else "pairs"
        return f" ({'both' if len(among) == 2 else f'all {len(among)}'} {what})"
    named = [_group(row) for row in alike[:LISTED]]
    more = len(alike) - LISTED
    return f" ({', '.join(named)}{f' and {more} more' if more > 0 else ''})"


def _group(row: Row) -> str:
    """Name a group; that of an intersection holds a comma, as the list of groups does."""
    name = plain(str(row["group"])) if row["rest"] == REST else groups(row)
    return f'"{name}"' if ", " in name else name
