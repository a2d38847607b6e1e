"""Recall and precision of every group, with the rows that they rest on: the study's Table 5."""

import numpy as np
import pandas as pd

from fairlab.colours import colour, mark
from fairlab.report.pages import Panel, Picture, Sheet
from fairlab.report.pages.drawing import drawing, svg
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.marks import legend, list_rows, room, shift

RATES = {"recall": "bad events caught", "precision": "flags that were right"}
TEXT = (
    "Means over seeds, with the range of the seeds. The denominators in the table are mean rows "
    "per seed: bad events for recall, flagged rows for precision. Few rows make a rate that "
    "another test part would not repeat."
)


def groups_panel(groups: pd.DataFrame, strategies: list[str]) -> Panel:
    """Show the rates of every group.

    Parameters
    ----------
    groups : DataFrame
        ``strategy``, ``seed``, ``attribute``, ``group``, ``measure``, ``value`` and ``size``.
    strategies : list of str
        In the order of the page.

    Returns
    -------
    Panel
    """
    # A cut that moves with the split makes further groups; they stand with their attribute.
    order = {name: place for place, name in enumerate(groups["attribute"].unique())}
    groups = groups.sort_values("attribute", key=lambda names: names.map(order), kind="stable")
    pictures = [
        Picture(rates(rows, strategies), f"{rate.capitalize()}: {meaning}", legend(strategies))
        for rate, meaning in RATES.items()
        if (rows := groups[groups["measure"] == rate])["value"].notna().any()
    ]
    return Panel("Recall and precision of every group", TEXT, pictures, group_sheet(groups))


def rates(rows: pd.DataFrame, strategies: list[str]) -> str:
    """Draw a rate of every group, a row per group and a mark per strategy.

    Parameters
    ----------
    rows : DataFrame
        ``strategy``, ``attribute``, ``group`` and ``value`` of one rate, per seed.
    strategies : list of str
        In the order of the page.

    Returns
    -------
    str
        SVG for a page.
    """
    found = rows.groupby(["attribute", "group", "strategy"], sort=False)["value"]
    table = found.agg(["mean", "min", "max"]).reset_index()
    names = list(dict.fromkeys(map(_name, table["attribute"], table["group"])))
    with drawing(room(names, 0.12 + 0.1 * len(strategies))) as figure:
        axes = figure.subplots()
        for place, strategy in enumerate(strategies):
            mine = table[table["strategy"] == strategy].dropna()
            at = np.array(
                [names.index(name) for name in map(_name, mine["attribute"], mine["group"])]
            )
            at = at + shift(place, len(strategies))
            axes.hlines(at, mine["min"], mine["max"], color=colour(strategy), linewidth=1.2)
            axes.scatter(
                mine["mean"], at, s=20, c=colour(strategy), marker=mark(strategy), zorder=3
            )
        list_rows(axes, names)
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
        return svg(figure)


def _name(attribute: str, group: str) -> str:
    return f"{attribute}: {group}"


def group_sheet(groups: pd.DataFrame) -> Sheet:
    """Write recall and precision per group as a table: Table 5 of the study.

    Parameters
    ----------
    groups : DataFrame
        ``strategy``, ``attribute``, ``group``, ``measure``, ``value`` and ``size`` per seed.

    Returns
    -------
    Sheet
    """
    headings = ("Attribute", "Group", "Strategy", "Recall", "of bad events", "Precision",
                "of flagged rows")  # fmt: skip
    chosen = groups[groups["measure"].isin(["recall", "precision"])]
    wide = chosen.pivot_table(
        values=["value", "size"],
        index=["attribute", "group", "strategy"],
        columns="measure",
        sort=False,
    )
    cells = [
        (
            *map(str, name),
            percent(row["value", "recall"]),
            count(row["size", "recall"].round()),
            percent(row["value", "precision"]),
            count(row["size", "precision"].round()),
        )
        for name, row in wide.iterrows()
    ]
    return Sheet(headings, cells, texts=3)
