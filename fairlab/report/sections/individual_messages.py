"""What an individual audit says, in sentences."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.pairing import FEWEST_PEOPLE
from fairlab.data.messages import begun, quoted
from fairlab.report.pages.numbers import percent, percents
from fairlab.report.sections.credibility_messages import given_away
from fairlab.report.sections.direction_messages import direction_sentence
from fairlab.report.sections.individual_sheets import effects_bound, group_in_words, spread_of

if TYPE_CHECKING:  # else whoever needs a sentence alone would import all that discovers graphs
    from fairlab.causal.audited import IndividualAudit
    from fairlab.causal.causal_graph import CausalGraph

MEANINGS = (
    "Flip rates: a person's twin has another value of the attribute, and of what follows from it. "
    "FR1: all whose decision flips, as a share of the group. FR2 of them: not flagged, but their "
    "twin is; FR3: flagged, but their twin is not. FR4: FR3's as a share of the flagged. FR5: "
    "FR2's as a share of the flagged twins (van der Pol, 2026, section 6.1.2)."
)

NOT_CALIBRATED = (
    "A spread is how far a rate moves with rows, fit and graph, by bootstrap samples. It is no "
    "95 % interval, for it does not hold what columns left out and people turned away beforehand "
    "hide: on simulated credit data, where rates came out up to a seventh too low, it held the "
    "true FR1 of some groups always and of others one time in four."
)
CALIBRATED = (
    "A calibrated spread reaches as far as rates are off in {tables} "
    "tables that the fitted model drew, with twins that are known, and that were audited as a "
    "whole. It holds what the fitted model can show of itself, and neither columns left out nor "
    "people who were turned away."
)
OTHER_EFFECTS = (
    "People who were turned away are not in the data, and with them goes some of what the "
    "attribute changes: the rates are also told for effects of half and of twice the strength. "
    "In a simulated world of such people the truth lay between in 8 of 10 cases, and up to 23 % "
    "beyond in the others."
)


FAIRER = "Next: a strategy that does not look at it (fairlab sweep --individual)."


def meanings(rates: pd.DataFrame) -> str:
    """Say what the rates are, and what their spreads do not hold where there are any.

    Parameters
    ----------
    rates : DataFrame
        As ``IndividualAudit.rates``.

    Examples
    --------
    >>> rates = pd.DataFrame({"low": [0.1], "halved": [0.1], "tables": 0})
    >>> "effects of half and of twice the strength" in meanings(rates)
    True
    """
    said, tables = [MEANINGS], int(rates["tables"].max())
    reach = CALIBRATED.format(tables=tables) if tables else NOT_CALIBRATED
    said += [reach] if rates["low"].notna().any() else []
    said += [OTHER_EFFECTS] if rates["halved"].notna().any() else []
    return " ".join(said)


def verdict(audit: "IndividualAudit") -> str:
    """Say in short what was found for an attribute: against whom, how sure, and how much."""
    name, found = quoted(audit.graph.attribute), len(audit.graph.descendants)
    if audit.withheld:
        return f"{name}: the answer is withheld, for {given_away(audit.credibility)}."
    if audit.same_for_all:
        return (
            f"{name}: nothing is said for or against it. {audit.same_for_all} is flagged, as they "
            "are and as their twins, so that no decision can flip."
        )
    worst = largest_rate(audit)
    if not worst["value"] and not found:
        return (
            f"{name}: no flip, but also no column that moves with it was found, so only the "
            "attribute itself was changed. 0 because nothing was found is not fair."
        )
    if not worst["value"]:
        return f"{name}: no decision flips, although {_columns_move(found)} with it."
    beside = "" if isnan(worst["none"]) else f"; without discovery {percent(worst['none'])}"
    return (
        f"{begun(direction_sentence(audit.graph.attribute, audit.people))} Of the group "
        f"{group_in_words(worst)}, {percent(worst['value'])} would have been decided about "
        f"otherwise (FR1{_how_sure(worst)}){beside}."
    )


def next_step(audit: "IndividualAudit") -> str:
    """Say what to do next, with the command for it; empty where no decision can flip."""
    asked, flips = audit.next_question, not audit.withheld and largest_rate(audit)["value"] > 0
    nothing_found = audit.withheld or not audit.graph.descendants
    if audit.same_for_all or not (flips or nothing_found):
        return ""
    if asked is None:
        return FAIRER if flips else ""
    command = asked.command or f"{asked.option} {asked.value}"
    return f"Next: {asked.when}, ask again: `{command}`"


def largest_rate(audit: "IndividualAudit") -> pd.Series:
    """Give the row of the largest FR1, of a group that is no handful where there is one."""
    rates = audit.rates[audit.rates["rate"] == "FR1"]
    enough = rates["of"] >= FEWEST_PEOPLE
    told = rates[enough] if enough.any() else rates
    return told.loc[told["value"].idxmax()]


def _how_sure(rate: pd.Series) -> str:
    """Write the spread, and what the rate is for effects of half and of twice the strength."""
    spread = percents(rate["low"], rate["high"])
    said = "" if isnan(rate["low"]) else f"; {spread_of(rate['tables'])} {spread}"
    low, high = effects_bound(rate)
    if isnan(low) or low == high:
        return said
    return f"{said}; {percents(low, high)} had it half or twice its effects"


def about_graph(graph: "CausalGraph", kept: Sequence[str] = (), named: bool = True) -> str:
    """Say how the graph came about, what twins keep, and name what moves where no table does.

    Examples
    --------
    >>> from fairlab.causal.graph import Dag
    >>> from fairlab.causal.causal_graph import CausalGraph
    >>> about_graph(CausalGraph("given", "sex", "fraud", Dag.from_edges([("sex", "income")])))
    'Mode `given`: 1 column moves with `sex`: `income`.'
    """
    names = [quoted(name) for name in graph.descendants if name not in kept]
    moved = f": {', '.join(names)}" if names and named else ""
    moved += f"; kept, as a difference is allowed: {', '.join(map(quoted, kept))}" if kept else ""
    return (
        f"Mode `{graph.mode}`: {_columns_move(len(names))} with {quoted(graph.attribute)}{moved}."
    )


def _columns_move(count: int) -> str:
    return "1 column moves" if count == 1 else f"{count} columns move"
