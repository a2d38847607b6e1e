"""What an individual audit says, in sentences and written tables."""

from math import isnan
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.causal.twins.flows import COUNTS
from fairlab.data.messages import plain, quoted
from fairlab.report.pages import Sheet
from fairlab.report.pages.numbers import percent, percents
from fairlab.report.sections.credibility_messages import withheld
from fairlab.report.sections.direction_messages import direction_sentence

if TYPE_CHECKING:  # else whoever needs a sentence alone would import all that discovers graphs
    from fairlab.causal.audited import IndividualAudit
    from fairlab.causal.discovery.modes import CausalGraph

OPPOSITE = "opposite"
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
    "A calibrated spread is the rate less its mean error, and as far as errors vary, in {tables} "
    "tables that the fitted model drew, with twins that are known, and that were audited as a "
    "whole. It holds what the fitted model can show of itself, and neither columns left out nor "
    "people who were turned away."
)
OTHER_EFFECTS = (
    "People who were turned away are not in the data, and with them goes some of what the "
    "attribute changes: the rates are also told for effects of half and of twice the strength."
)


def meanings(rates: pd.DataFrame) -> str:
    """Say what the rates are, and what their spreads do not hold where there are any.

    Parameters
    ----------
    rates : DataFrame
        As ``IndividualAudit.rates``.

    Returns
    -------
    str

    Examples
    --------
    >>> rates = pd.DataFrame({"low": [0.1], "halved": [0.1], "tables": 0})
    >>> meanings(rates).endswith("twice the strength.")
    True
    """
    said, tables = [MEANINGS], int(rates["tables"].max())
    reach = CALIBRATED.format(tables=tables) if tables else NOT_CALIBRATED
    said += [reach] if rates["low"].notna().any() else []
    said += [OTHER_EFFECTS] if rates["halved"].notna().any() else []
    return " ".join(said)


def verdict(audit: "IndividualAudit") -> str:
    """Say in one sentence what was found for an attribute.

    Parameters
    ----------
    audit : IndividualAudit

    Returns
    -------
    str
    """
    if audit.withheld:
        return withheld(audit)
    name = quoted(audit.graph.attribute)
    found = len(audit.graph.descendants)
    rates = audit.rates[audit.rates["rate"] == "FR1"]
    worst = rates.loc[rates["value"].idxmax()]
    if not worst["value"] and not found:
        return (
            f"{name}: no flip, but also no column that moves with it was found, so only the "
            "attribute itself was changed. 0 because nothing was found is not fair."
        )
    if not worst["value"]:
        return f"{name}: no decision flips, although {_columns(found)} with it."
    low, high = worst["low"], worst["high"]
    reach = "" if isnan(low) else f", {_reach(rates)} {percents(low, high)}"
    return (
        f"{name}: of the group {_group(worst)}, {percent(worst['value'])} would have been decided "
        f"about otherwise (flip rate FR1{reach}; without discovery {percent(worst['none'])}); "
        f"{_columns(found)} with it. {direction_sentence(audit.people)} "
        f"{bound_sentence(worst)}{next_step(audit)}"
    )


def bound_sentence(rate: pd.Series) -> str:
    """Say between which values a rate lies for effects of half and of twice the strength.

    Parameters
    ----------
    rate : Series
        A row of ``IndividualAudit.rates``.

    Returns
    -------
    str
        Ends with a space; empty where nothing else is changed than the attribute.

    Examples
    --------
    >>> bound_sentence(pd.Series({"rate": "FR1", "value": 0.1, "halved": 0.05, "doubled": 0.2}))
    'Should the data hide half of what it changes, or show twice as much, FR1 is 5.0 to 20.0 %. '
    """
    low, high = _bound(rate)
    if isnan(low) or low == high:
        return ""
    return (
        "Should the data hide half of what it changes, or show twice as much, "
        f"{rate['rate']} is {percents(low, high)}. "
    )


def _reach(rates: pd.DataFrame) -> str:
    return "calibrated spread" if (rates["tables"] > 0).any() else "spread"


def _bound(rate: "pd.Series | dict") -> tuple[float, float]:
    told = [rate["halved"], rate["value"], rate["doubled"]]
    return min(told), max(told)


def next_step(audit: "IndividualAudit") -> str:
    """Say what to do next about an attribute by which decisions flip.

    Parameters
    ----------
    audit : IndividualAudit

    Returns
    -------
    str
    """
    if not len(audit.graph.descendants):
        return "Next: a strategy that does not look at it, with fairlab sweep --individual."
    return (
        f"Next: ask again with a difference allowed through {quoted(audit.graph.descendants[0])} "
        "or another of these columns (--allowed, by its name in the table)."
    )


def rates_sheet(rates: pd.DataFrame) -> Sheet:
    """Write the flip rates.

    Parameters
    ----------
    rates : DataFrame
        As ``IndividualAudit.rates``.

    Returns
    -------
    Sheet

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "rate": "FR1", "value": 0.5, "low": 0.25}
    >>> row |= {"high": 0.75, "none": 0.5, "flips": 2.0, "of": 4.0, "note": ""}
    >>> row |= {"halved": 0.3, "doubled": 0.8, "tables": 0}
    >>> rates_sheet(pd.DataFrame([row])).rows
    [['f', 'FR1', '50.0 %', '25.0 to 75.0 %', '30.0 to 80.0 %', '50.0 %', '2 of 4']]
    """
    headings = ("group", "rate", "value", _reach(rates), "effects half to twice")
    rows = [
        [
            _group(row),
            row["rate"],
            percent(row["value"]),
            percents(row["low"], row["high"]),
            percents(*_bound(row)),
            percent(row["none"]),
            "-" if isnan(row["flips"]) else f"{row['flips']:,.4g} of {row['of']:,.6g}",
        ]
        for row in rates.to_dict("records")
    ]
    return Sheet((*headings, "without discovery", "flips"), rows, texts=2)


def notes_on(rates: pd.DataFrame) -> list[str]:
    """Say of which rates there is something to be said.

    Parameters
    ----------
    rates : DataFrame
        As ``IndividualAudit.rates``.

    Returns
    -------
    list of str

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "rate": "FR5", "note": "no twin is flagged"}
    >>> notes_on(pd.DataFrame([row]))
    ['FR5 of f: no twin is flagged.']
    """
    named = rates["rate"] + " of " + [_group(row) for row in rates.to_dict("records")]
    noted = named[rates["note"] != ""].groupby(rates["note"], sort=False)
    return [f"{', '.join(names)}: {note}." for note, names in noted]


def edges_sheet(graph: "CausalGraph") -> Sheet:
    """Write the edges of a graph.

    Parameters
    ----------
    graph : CausalGraph

    Returns
    -------
    Sheet
    """
    rows = [
        [
            plain(row["from"]),
            row["edge"],
            plain(row["to"]),
            "certain" if row["certain"] else "open",
            "yes" if row["used"] else "no",
        ]
        for row in graph.edges.to_dict("records")
    ]
    return Sheet(("from", "edge", "to", "direction", "followed"), rows, texts=5)


def flows_sheet(table: pd.DataFrame) -> Sheet:
    """Write how decisions move.

    Parameters
    ----------
    table : DataFrame
        What ``flows`` returns.

    Returns
    -------
    Sheet
    """
    headings = ("group", "people", "flagged", "flagged twins", "both", "freed", "new", "neither")
    rows = [
        [
            _group(row),
            f"{row['people']:,}",
            f"{row['flagged']:,}",
            *(f"{row[name]:,.1f}" for name in ("flagged_twins", *COUNTS)),
        ]
        for row in table.to_dict("records")
    ]
    return Sheet(headings, rows)


def about_graph(graph: "CausalGraph") -> str:
    """Say how the graph came about.

    Parameters
    ----------
    graph : CausalGraph

    Returns
    -------
    str

    Examples
    --------
    >>> from fairlab.causal.graph import Dag
    >>> from fairlab.causal.discovery.modes import CausalGraph
    >>> about_graph(CausalGraph("given", "sex", "fraud", Dag.from_edges([("sex", "income")])))
    'Mode `given`: 1 column moves with `sex`: `income`.'
    """
    names = [quoted(name) for name in graph.descendants]
    moved = f": {', '.join(names)}" if names else ""
    return f"Mode `{graph.mode}`: {_columns(len(names))} with {quoted(graph.attribute)}{moved}."


def _columns(count: int) -> str:
    return "1 column moves" if count == 1 else f"{count} columns move"


def _group(row: "pd.Series | dict") -> str:
    to = "" if row["to"] == OPPOSITE else f" as {row['to']}"
    return f"{plain(str(row['group']))}{plain(to)}"
