"""Decisions in a table that is read in pieces, counted: once what there is, once how it goes."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.counted.counting import count_people
from fairlab.audit.counted.meaning import Meaning, meaning_of
from fairlab.audit.impact_ratios import sex_and_race
from fairlab.audit.pairing import Pairing
from fairlab.data.chunks import Chunks
from fairlab.data.chunks.survey import Watch
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import HALF
from fairlab.data.decisions.faults import refuse_faults
from fairlab.data.decisions.group_names import (
    in_group_names,
    refuse_unknown_references,
    words_of_nobody,
)
from fairlab.data.decisions.grouped import about_cuts, about_groups, groups_of
from fairlab.data.decisions.surveyed import Surveyed, surveyed
from fairlab.data.decisions.told import (
    about_cut,
    about_decision,
    about_label,
    about_missing,
    about_range,
)
from fairlab.data.messages import plain, quoted, rows
from fairlab.errors import DataError

MOST_GROUPS = 500  # of all attributes together: counts of every two of them are kept
_NEED_ROWS = {
    "weight": "--weight", "person": "--id", "budget": "--budget", "costs": "--costs",
}  # fmt: skip


def source_of_chunks(table: Chunks, asked: Asked, title: str, watch: Watch) -> CountedSource:
    """Count the people in a table, which is read twice: what there is, and how it goes together.

    Parameters
    ----------
    table : Chunks
    asked : Asked
        Which column is what.
    title : str
        Of the page.
    watch : callable
        Is told how many rows each piece had, of both readings.

    Raises
    ------
    DataError
        With everything that is wrong with the table; it asks for what only rows can give; or it
        changed while it was read.
    """
    _refuse_what_needs_rows(table.name, asked)
    found = surveyed(table, asked, watch)
    _refuse_odd_scores(table.name, asked, found)
    refuse_faults(table.name, asked, found.frame, found.counts)
    groups = groups_of(replace(asked, cross=()), found.frame, found.counts)
    further = sex_and_race([*groups, *(" * ".join(names) for names in asked.cross)])
    meaning = meaning_of(replace(asked, cross=(*asked.cross, *further)), found, groups)
    _refuse_many_groups(table.name, meaning)
    everyone = _counted_again(table, meaning, found, watch)
    people = everyone.without([" * ".join(names) for names in further])
    sizes = {name: own.sort_values(ascending=False) for name, own in _sizes(people).items()}
    known = pd.DataFrame({name: pd.Categorical([], own) for name, own in people.levels.items()})
    asked = in_group_names(asked, known)
    refuse_unknown_references(table.name, asked, known)
    return CountedSource(
        title=title,
        about="",
        people=people,
        further=everyone,
        strategy=asked.decision or asked.scores[0],
        words=asked.words,
        threshold=meaning.threshold,
        pairing=Pairing(asked.smallest, asked.references, frozenset(asked.every_pair)),
        read_as=(*about_label(asked, found.frame), _about_decision(asked, found)),
        notes=(
            *_notes(asked, found, people, meaning),
            *words_of_nobody(asked, known).values(),
            *about_cuts(asked, found.frame, found.counts),
            *about_groups(asked, sizes),
        ),
    )


def _refuse_what_needs_rows(name: str, asked: Asked) -> None:
    options = [option for field, option in _NEED_ROWS.items() if getattr(asked, field) is not None]
    options += ["a second --score"] if len(asked.scores) > 1 else []
    if options:
        raise DataError(
            f"{plain(name)} is counted in pieces, and {' and '.join(options)} needs all rows at "
            "once.\nLeave it out, or audit a file that fits into memory."
        )


def _refuse_odd_scores(name: str, asked: Asked, found: Surveyed) -> None:
    if found.seen.scores and found.seen.scores.odd:
        raise DataError(
            f"{plain(name)}: the score {quoted(asked.scores[0])} is missing or infinite in "
            f"{rows(found.seen.scores.odd)}.\nLeave these rows out, or give them a score."
        )


def _refuse_many_groups(name: str, meaning: Meaning) -> None:
    count = sum(map(len, meaning.labels))
    if count > MOST_GROUPS:
        raise DataError(
            f"{plain(name)}: all attributes and intersections have {count:,} groups together, of "
            f"which at most {MOST_GROUPS} can be counted.\nJoin levels, or name fewer attributes."
        )


def _counted_again(table: Chunks, meaning: Meaning, found: Surveyed, watch: Watch) -> CountedPeople:
    """Read the table once more, and make sure that it is the same."""
    changed = DataError(
        f"{plain(table.name)} changed while it was read.\nAudit it when nothing is written to it."
    )
    try:
        people = count_people(table, meaning, watch)
    except KeyError as error:
        raise changed from error
    sizes = _sizes(people)
    for name, (codes, labels) in meaning.attributes.items():
        wanted = pd.Series(0, labels)
        for cell, count in found.seen.levels[name].items():
            wanted.iloc[codes[cell]] += count
        if not wanted.equals(sizes[name]):
            raise changed
    return people


def _sizes(people: CountedPeople) -> dict[str, pd.Series]:
    """Give the rows of each group, and those in none as NaN, per attribute."""
    made = {}
    for name, counts in people.tallies(labelled=False).items():
        sizes = counts.sum(axis=1)
        in_none = people.rows - int(sizes.sum())
        made[name] = pd.concat([sizes, pd.Series({np.nan: in_none})]) if in_none else sizes
    return made


def _about_decision(asked: Asked, found: Surveyed) -> str:
    if asked.decision:
        return about_decision(asked, found.frame)
    return about_cut(asked, asked.scores[0], HALF if asked.threshold is None else asked.threshold)


def _notes(asked: Asked, found: Surveyed, people: CountedPeople, meaning: Meaning) -> Iterator[str]:
    yield from about_missing(asked, people.rows - people.labelled if asked.label else 0)
    seen = found.seen.scores
    if seen:
        yield from about_range(asked.scores[0], seen.outside, seen.low, seen.high)
    if meaning.bins is not None:
        yield (
            f"The score {quoted(asked.scores[0])} is counted in {len(meaning.bins.mean):,} bins: "
            "people in one bin count as tied, at the mean score of the bin."
        )
