"""Groups of which too little is known for a limit, and what leaves them out of it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from fairlab.audit.pairing import REST
from fairlab.audit.registry import rates
from fairlab.audit.statistic_rows import RANK
from fairlab.compare.statement_words import records
from fairlab.data.messages import number_of
from fairlab.data.words import Words

FEW = 25  # below it a share has no normal band
NAMED = 3
FEWEST_GROUPS = 2  # that can be held against each other
BAD = "bad events"
OF_CELLS = {
    frozenset({"tp", "fn"}): BAD,
    frozenset({"tn", "fp"}): "people without the bad event",
    frozenset({"tp", "fp"}): "flagged people",
    frozenset({"tn", "fn"}): "approved people",
}


@dataclass(frozen=True)
class ThinGroup:
    """A group that a limit asks about, and how many its rate is a share of.

    Parameters
    ----------
    attribute, group, metric : str
    people : int
        How many are in it.
    events : float
        How many of them its rate is a share of.
    """

    attribute: str
    group: str
    metric: str
    people: int
    events: float

    def of(self, words: Words) -> "ThinGroup":
        """Call it and its attribute as a person does."""
        group = words.group(self.attribute, self.group)
        return replace(self, attribute=words.column(self.attribute), group=group)

    @property
    def words(self) -> str:
        """Count it in words.

        Examples
        --------
        >>> ThinGroup("region", "island", "recall", 56, 0).words
        'island of region has no bad events among 56 people'
        """
        who, noun = f"{self.group} of {self.attribute} has", _noun(self.metric)
        if noun is None:
            return f"{who} {number_of(self.people, 'person', 'people')}"
        count = f"{self.events:,.0f}" if self.events else "no"
        return f"{who} {count} {noun} among {number_of(self.people, 'person', 'people')}"


def thin_groups(limits: pd.DataFrame, untold: Collection[str]) -> list[ThinGroup]:
    """Find the groups with few of those whom a rate is a share of.

    Parameters
    ----------
    limits : DataFrame
        Statements of the family ``limits``.
    untold : collection of str
        The strategies of which it is not told whether they keep the limits.

    Returns
    -------
    list of ThinGroup
        Each once, by the strategy that leaves it the fewest; the thinnest first.
    """
    asked = [row for row in records(limits) if row["strategy"] in untold]
    every = [one for row in asked for one in _both(row) if one.events < FEW]
    every.sort(key=lambda one: one.events)
    named = {(one.attribute, one.group, one.metric): one for one in reversed(every)}
    return sorted(named.values(), key=lambda one: one.events)


def thin_sentence(found: list[ThinGroup], sizes: Mapping[str, Collection[int]]) -> str:
    """Say of which groups too little is known, and what leaves them out; empty of none.

    Parameters
    ----------
    found : list of ThinGroup
    sizes : mapping of str to collection of int
        The people of each group of every limited attribute.

    Examples
    --------
    >>> thin = [ThinGroup("region", "island", "recall", 7, 0)]
    >>> print(thin_sentence(thin, {"region": [900, 7]}))
    Too little is known: island of region has no bad events among 7 people. Wider groups (--bands)
    or more people tell more; --min-size 8 would leave no two groups of region.
    """
    if not found:
        return ""
    more = f", and {len(found) - NAMED} more" if len(found) > NAMED else ""
    size = max(one.people for one in found) + 1
    start = f"Too little is known: {', '.join(one.words for one in found[:NAMED])}{more}."
    for attribute, people in sizes.items():
        if sum(count >= size for count in people) < FEWEST_GROUPS:
            return (
                f"{start} Wider groups (--bands) or more people tell more; --min-size {size} would "
                f"leave no two groups of {attribute}."
            )
    return (
        f"{start} Groups of fewer than {size:,} people are left out of all limits by --min-size "
        f"{size}; a sweep with wider groups (--bands) or more people keeps them in."
    )


def group_sizes(limits: pd.DataFrame) -> dict[str, list[int]]:
    """Count the people of each group that limits are about, by attribute.

    Parameters
    ----------
    limits : DataFrame
        Statements of the family ``limits``.
    """
    every = {(o.attribute, o.group): o.people for row in records(limits) for o in _both(row)}
    return {
        name: [people for (of, _), people in every.items() if of == name]
        for name in dict.fromkeys(of for of, _ in every)
    }


def _both(row: Mapping[str, Any]) -> Iterator[ThinGroup]:
    sides = {"group": row["group"]} | ({} if row["rest"] == REST else {"rest": row["rest"]})
    for side, name in sides.items():
        people, events = int(row[f"n_{side}"]), float(row[f"events_{side}"])
        yield ThinGroup(row["attribute"], str(name), row["metric"], people, events)


def _noun(metric: str) -> str | None:
    """Name those whom a rate is a share of; None where that is everybody."""
    cells = {rate.name: frozenset([*rate.hits, *rate.misses]) for rate in rates()}
    return BAD if metric == RANK else OF_CELLS.get(cells[metric])
