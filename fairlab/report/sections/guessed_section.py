"""Approvals of groups that are guessed: what holds whatever errs in the guess, and the rest."""

from collections.abc import Iterator

import pandas as pd

from fairlab.compare.statement_words import number
from fairlab.data.messages import plain
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count
from fairlab.stats.answers import OPEN

HEADINGS = (
    "group", "against", "says", "people", "against them", "weighted", "its band", "at least",
    "at most", "band of both",
)  # fmt: skip
INTRODUCTION = (
    "Nobody was asked for these attributes: columns say how likely each person is in each group. "
    "What is claimed rests on the bounds, at least and at most, with the band of both: they hold "
    "however the decision goes with the group among people of the same guess, if the guesses are "
    "right on average. The weighted difference counts everybody by how likely he is in a group. It "
    "is the true one only if, among people with the same guess, decisions do not depend on the "
    "group, which is what an audit is to find out; it carries no claim."
)
HOW = (
    "Differences are of approval rates, one group minus the other. People are cut into at most 20 "
    "strata of like guesses, of 200 people or more; bands hold at 95 % for every pair at once "
    "(Kallus, Mao and Zhou, 2022). The margin is .1.",
    "Recall and precision of groups that are guessed are not given: bounds for them need more than "
    "a guess that knows nothing of what happened.",
)


def guessed_section(found: pd.DataFrame) -> Section:
    """Show the differences of guessed groups.

    Parameters
    ----------
    found : DataFrame
        What ``guessed_attributes`` returns.
    """
    panels = [
        Panel(plain(str(attribute)), sheet=Sheet(HEADINGS, [_cells(row) for row in rows], texts=3))
        for attribute, of_it in found.groupby("attribute", sort=False)
        for rows in [of_it.to_dict("records")]
    ]
    return Section("Approvals by attributes that are guessed", INTRODUCTION, panels, HOW)


def guessed_sentences(found: pd.DataFrame) -> Iterator[str]:
    """Say of each pair of guessed groups what can be said.

    Parameters
    ----------
    found : DataFrame
        What ``guessed_attributes`` returns.
    """
    for row in found.to_dict("records"):
        pair = f"{plain(row['group'])} and {plain(row['against'])}"
        if pd.isna(row["low"]):
            yield f"Guessed {plain(row['attribute'])}: nobody is likely in one of {pair}."
            continue
        says = "is open" if row["answer"] == OPEN else row["answer"].replace("alike", "is alike")
        yield (
            f"Guessed {plain(row['attribute'])}: how often {pair} are approved {says}; whatever "
            f"errs in the guess, the difference is from {number(row['low'])} to "
            f"{number(row['high'])}."
        )


def _cells(row: dict) -> list[str]:
    band = _span(row["low"], row["high"])
    weighted = _span(row["weighted_low"], row["weighted_high"])
    return [
        plain(row["group"]), plain(row["against"]), row["answer"], count(round(row["people"])),
        count(round(row["people_against"])), number(row["weighted"]), weighted,
        number(row["least"]), number(row["most"]), band,
    ]  # fmt: skip


def _span(low: float, high: float) -> str:
    return "" if pd.isna(low) else f"{number(low)} to {number(high)}"
