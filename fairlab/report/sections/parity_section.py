"""Parities against what chance alone would show, attribute by attribute: Tables 3 and 4."""

import numpy as np
import pandas as pd

from fairlab.colours import colour, mark
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import GRID, INK, drawing, svg
from fairlab.report.pages.numbers import decimal
from fairlab.report.runs import Runs
from fairlab.report.sections.group_rates import groups_panel
from fairlab.report.sections.marks import legend, list_rows, room, shift

MEASURES = {"recall_parity": "Recall parity", "precision_parity": "Precision parity"}
ALPHA = 0.05
INTRODUCTION = (
    "A parity is the largest gap between groups as a share of the largest rate: 0 is equal. Groups "
    "that are equal show one too, since they are small; the grey bar is what 95 % of equal groups "
    "would stay within. A parity inside the bar says nothing. Small marks are seeds, large ones "
    "their mean."
)


def parity_section(runs: Runs) -> Section:
    """Show the parities of every strategy beside their noise floor, and the groups behind them.

    Parameters
    ----------
    runs : Runs
        With ``groups`` tables.

    Returns
    -------
    Section
    """
    audits = runs.joined("groups")
    measured = audits[(audits["kind"] == "attribute") & audits["measure"].isin(MEASURES)]
    panels = [
        Panel(
            title,
            pictures=[Picture(parities(rows), f"{title} and its noise floor", _legend(runs))],
            sheet=parity_sheet(rows),
        )
        for measure, title in MEASURES.items()
        if len(rows := measured[measured["measure"] == measure])
    ]
    groups = groups_panel(audits[audits["kind"] == "group"], runs.strategies)
    return Section("Fairness against its noise floor", INTRODUCTION, [*panels, groups])


def _legend(runs: Runs) -> list[tuple[str, str]]:
    return [*legend(runs.strategies), ("grid", "noise")]


def parities(rows: pd.DataFrame) -> str:
    """Draw a parity per attribute and strategy, its seeds, and the noise floor.

    Parameters
    ----------
    rows : DataFrame
        ``strategy``, ``seed``, ``attribute``, ``value`` and ``floor_95`` of one measure.

    Returns
    -------
    str
        SVG for a page.
    """
    attributes, strategies = list(rows["attribute"].unique()), list(rows["strategy"].unique())
    with drawing(room(attributes, 0.16 + 0.16 * len(strategies))) as figure:
        axes = figure.subplots()
        for place, name in enumerate(strategies):
            lower = shift(place, len(strategies))
            for height, attribute in enumerate(attributes):
                mine = rows[(rows["strategy"] == name) & (rows["attribute"] == attribute)]
                at = height + lower
                axes.barh(at, mine["floor_95"].mean(), 0.8 * 0.62 / len(strategies), color=GRID)
                axes.scatter(mine["value"], np.full(len(mine), at), s=5, c=colour(name), alpha=0.55)
                mean = mine["value"].mean()
                axes.scatter(
                    mean, at, s=30, c=colour(name), marker=mark(name), edgecolors=INK, zorder=3
                )
        axes.set_xlim(0)
        list_rows(axes, attributes)
        return svg(figure)


def parity_sheet(rows: pd.DataFrame) -> Sheet:
    """Write a parity per attribute and strategy as a table: Tables 3 and 4 of the study.

    Parameters
    ----------
    rows : DataFrame
        As for ``parities``, with ``p_holm``.

    Returns
    -------
    Sheet
    """
    headings = ("Attribute", "Strategy", "Mean", "Spread (sd)", "Noise floor", "Above the floor",
                "p < 0.05, corrected")  # fmt: skip
    cells = [
        (
            attribute,
            strategy,
            decimal(found["value"].mean()),
            decimal(found["value"].std(ddof=1)),
            decimal(found["floor_95"].mean()),
            f"{(found['value'] > found['floor_95']).sum()} of {found['value'].notna().sum()} seeds",
            f"{(found['p_holm'] < ALPHA).sum()} of {found['p_holm'].notna().sum()} seeds",
        )
        for (attribute, strategy), found in rows.groupby(["attribute", "strategy"], sort=False)
    ]
    return Sheet(headings, cells, texts=2)
