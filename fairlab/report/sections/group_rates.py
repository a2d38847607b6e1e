"""Rates of every group, with the rows that they rest on: the study's Table 5."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fairlab.audit.metric_types import Rate
from fairlab.colours import looks
from fairlab.data.messages import begun
from fairlab.report.pages import Panel, Picture, Sheet
from fairlab.report.pages.drawing import drawing, svg
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.marks import legend, list_rows, room, shift


def groups_panel(
    audits: pd.DataFrame,
    strategies: list[str],
    title: str,
    text: str,
    shown: Sequence[Rate],
    drawn: Sequence[Rate],
) -> Panel:
    """Show rates of every group.

    Parameters
    ----------
    audits : DataFrame
        Audits of runs under each other, with ``strategy`` and ``seed``.
    strategies : list of str
        In the order of the page.
    title, text : str
        Of the panel.
    shown : sequence of Rate
        The columns of its table.
    drawn : sequence of Rate
        Those of them that have a picture.
    """
    groups = audits[audits["kind"] == "group"]
    # A cut that moves with the split makes further groups; they stand with their attribute.
    order = {name: place for place, name in enumerate(groups["attribute"].unique())}
    groups = groups.sort_values("attribute", key=lambda names: names.map(order), kind="stable")
    pictures = [
        Picture(rates(rows, strategies), rate.title, legend(strategies))
        for rate in drawn
        if (rows := groups[groups["measure"] == rate.name])["value"].notna().any()
    ]
    return Panel(title, text, pictures, group_sheet(groups, shown))


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
    look = looks(strategies)
    with drawing(room(names, 0.12 + 0.1 * len(strategies))) as figure:
        axes = figure.subplots()
        for place, strategy in enumerate(strategies):
            mine = table[table["strategy"] == strategy].dropna()
            at = np.array(
                [names.index(name) for name in map(_name, mine["attribute"], mine["group"])]
            )
            at = at + shift(place, len(strategies))
            shade, mark, _ = look[strategy]
            axes.hlines(at, mine["min"], mine["max"], color=shade, linewidth=1.2)
            axes.scatter(mine["mean"], at, s=20, c=shade, marker=mark, zorder=3)
        list_rows(axes, names)
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
        return svg(figure)


def _name(attribute: str, group: str) -> str:
    return f"{attribute}: {group}"


def group_sheet(groups: pd.DataFrame, shown: Sequence[Rate]) -> Sheet:
    """Write rates per group as a table, such as Table 5 of the study.

    Parameters
    ----------
    groups : DataFrame
        ``strategy``, ``attribute``, ``group``, ``measure``, ``value`` and ``size`` per seed.
    shown : sequence of Rate
        Its columns.
    """
    headings = ["Attribute", "Group", "Strategy"]
    for rate in shown:
        headings += [f"{begun(rate.words)} ({rate.outcome})", "of rows"]
    names, figures = [rate.name for rate in shown], ["value", "size"]
    wide = groups[groups["measure"].isin(names)].pivot_table(
        values=figures,
        index=["attribute", "group", "strategy"],
        columns="measure",
        sort=False,
    )
    # A rate that is undefined everywhere is left out of a pivot, and would not be told.
    wide = wide.reindex(columns=pd.MultiIndex.from_product([figures, names]))
    cells = [(*map(str, name), *_cells(row, shown)) for name, row in wide.iterrows()]
    return Sheet(headings, cells, texts=3)


def _cells(row: pd.Series, shown: Sequence[Rate]) -> list[str]:
    return [
        text
        for rate in shown
        for text in (percent(row["value", rate.name]), count(row["size", rate.name].round()))
    ]
