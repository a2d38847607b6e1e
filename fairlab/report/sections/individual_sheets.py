"""The tables of an individual audit: flip rates, the graph, and how decisions move."""

from collections.abc import Iterator
from itertools import groupby
from math import isnan
from operator import itemgetter
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.causal.twins.flows import COUNTS
from fairlab.data.messages import plain
from fairlab.report.pages import Sheet
from fairlab.report.pages.numbers import percent, percents

if TYPE_CHECKING:  # else whoever needs a table alone would import all that discovers graphs
    from fairlab.causal.causal_graph import CausalGraph

OPPOSITE = "opposite"
LISTED = 8  # groups that a note names


def rates_sheet(rates: pd.DataFrame) -> Sheet:
    """Write the flip rates.

    Parameters
    ----------
    rates : DataFrame
        As ``IndividualAudit.rates``.

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "rate": "FR1", "value": 0.5, "low": 0.25}
    >>> row |= {"high": 0.75, "none": 0.5, "flips": 2.0, "of": 4.0, "note": ""}
    >>> row |= {"halved": 0.3, "doubled": 0.8, "tables": 0}
    >>> rates_sheet(pd.DataFrame([row])).rows
    [['f', 'FR1', '50.0 %', '25.0 to 75.0 %', '30.0 to 80.0 %', '50.0 %', '2 of 4']]
    """
    headings = (
        "group",
        "rate",
        "value",
        spread_of(rates["tables"].max()),
        "half to twice the effects",
    )
    rows = [
        [
            group_in_words(row),
            row["rate"],
            percent(row["value"]),
            percents(row["low"], row["high"]),
            percents(*effects_bound(row)),
            percent(row["none"]),
            "-" if isnan(row["flips"]) else f"{row['flips']:,.4g} of {row['of']:,.6g}",
        ]
        for row in rates.to_dict("records")
    ]
    return Sheet((*headings, "without discovery", "flips"), rows, texts=2)


def rates_sheets(rates: pd.DataFrame) -> Iterator[tuple[str, Sheet]]:
    """Write the flip rates group by group, for a terminal too narrow for long names beside them."""
    whole = rates_sheet(rates)
    for group, rows in groupby(whole.rows, key=itemgetter(0)):
        yield str(group), Sheet(whole.headings[1:], [row[1:] for row in rows], texts=1)


def notes_on(rates: pd.DataFrame) -> list[str]:
    """Say of which rates there is something to be said.

    Examples
    --------
    >>> row = {"group": "f", "to": "opposite", "rate": "FR5", "note": "no twin is flagged"}
    >>> notes_on(pd.DataFrame([row, row | {"rate": "FR4"}, row | {"group": "m", "note": ""}]))
    ['FR5, FR4 of f: no twin is flagged.']
    """
    named = rates.assign(whom=[group_in_words(row) for row in rates.to_dict("records")])
    noted = named[named["note"] != ""].groupby("note", sort=False)
    return [f"{'; '.join(_which(own, named))}: {note}." for note, own in noted]


def _which(noted: pd.DataFrame, rates: pd.DataFrame) -> Iterator[str]:
    """Name rates, each with the groups that it is of."""
    if len(noted) == len(rates) > 1:
        yield "All rates"
        return
    of_whom = noted.groupby("whom", sort=False)["rate"].agg(", ".join)
    for which, whom in of_whom.groupby(of_whom, sort=False):
        every = len(whom) == rates["whom"].nunique() > 1
        more = f" and {len(whom) - LISTED} more" if len(whom) > LISTED else ""
        yield f"{which} of {'all groups' if every else ', '.join(whom.index[:LISTED]) + more}"


def edges_sheet(graph: "CausalGraph") -> Sheet:
    """Write the edges of a graph."""
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


def moves_sheet(graph: "CausalGraph") -> Sheet:
    """Write for each column that moves from what it follows, where arrows are too many to draw.

    Examples
    --------
    >>> from fairlab.causal.graph import Dag
    >>> from fairlab.causal.causal_graph import CausalGraph
    >>> drawn = Dag.from_edges([("sex", "income"), ("sex", "debt"), ("income", "debt")])
    >>> moves_sheet(CausalGraph("given", "sex", "bad", drawn)).rows
    [['income', 'sex'], ['debt', 'sex; income']]
    """
    edges = graph.edges
    certain = {
        frozenset(ends) for ends in edges.loc[edges["certain"], ["from", "to"]].to_numpy().tolist()
    }
    rows = []
    for name in graph.descendants:
        causes = graph.dag.parents[name]
        sure = [plain(cause) for cause in causes if frozenset((cause, name)) in certain]
        left = [plain(cause) for cause in causes if plain(cause) not in sure]
        perhaps = [f"perhaps: {'; '.join(left)}"] if left else []
        rows.append([plain(name), "; ".join([*sure, *perhaps])])
    return Sheet(("column that moves", "follows from"), rows, texts=2)


def flows_sheet(table: pd.DataFrame) -> Sheet:
    """Write how decisions move.

    Parameters
    ----------
    table : DataFrame
        What ``flows`` returns.
    """
    headings = ("group", "people", "flagged", "flagged twins", "both", "freed", "new", "neither")
    rows = [
        [
            group_in_words(row),
            f"{row['people']:,}",
            f"{row['flagged']:,}",
            *(f"{row[name]:,.1f}" for name in ("flagged_twins", *COUNTS)),
        ]
        for row in table.to_dict("records")
    ]
    return Sheet(headings, rows)


def group_in_words(row: "pd.Series | dict") -> str:
    """Name a group, and of more than two levels the one that it is moved to.

    Examples
    --------
    >>> group_in_words({"group": "f", "to": "opposite"}), group_in_words({"group": "a", "to": "b"})
    ('f', 'a as b')
    """
    to = "" if row["to"] == OPPOSITE else f" as {row['to']}"
    return f"{plain(str(row['group']))}{plain(to)}"


def effects_bound(rate: "pd.Series | dict") -> tuple[float, float]:
    """Give between which values a rate lies for effects of half and of twice the strength.

    Examples
    --------
    >>> effects_bound({"value": 0.1, "halved": 0.05, "doubled": 0.2})
    (0.05, 0.2)
    """
    told = [rate["halved"], rate["value"], rate["doubled"]]
    return min(told), max(told)


def spread_of(tables: int) -> str:
    """Name a spread, which so many drawn tables may have calibrated.

    Examples
    --------
    >>> spread_of(0), spread_of(8)
    ('spread', 'calibrated spread')
    """
    return "calibrated spread" if tables else "spread"
