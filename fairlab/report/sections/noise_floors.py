"""A metric of every attribute and strategy beside what chance alone would show."""

import numpy as np
import pandas as pd

from fairlab.audit.metric_types import GroupMetric
from fairlab.colours import looks
from fairlab.data.messages import begun
from fairlab.report.pages import Panel, Picture, Sheet
from fairlab.report.pages.drawing import GRID, INK, drawing, svg
from fairlab.report.pages.numbers import decimal
from fairlab.report.sections.marks import GAP, legend, list_rows, room, shift

ALPHA = 0.05
HEADINGS = ("Attribute", "Strategy", "Mean", "Spread (sd)", "Noise floor", "Beyond the floor",
            "p < 0.05, corrected")  # fmt: skip


def metric_panel(audits: pd.DataFrame, metric: GroupMetric, strategies: list[str]) -> Panel | None:
    """Show one metric of the groups of every attribute.

    Parameters
    ----------
    audits : DataFrame
        Audits of runs under each other, with ``strategy`` and ``seed``.
    metric : GroupMetric
        What to show.
    strategies : list of str
        In the order of the page.

    Returns
    -------
    Panel or None
        None where no audit has the metric.
    """
    rows = audits[(audits["kind"] == "attribute") & (audits["measure"] == metric.name)]
    if rows.empty:
        return None
    title = begun(metric.words)
    shown = [*legend(strategies), ("grid", "noise")]
    picture = Picture(
        metric_figure(rows, metric, strategies), f"{title} and its noise floor", shown
    )
    text = f"{begun(metric.label)}; it is about who is {metric.outcome}."
    return Panel(title, text, [picture], metric_sheet(rows, metric))


def metric_figure(rows: pd.DataFrame, metric: GroupMetric, shown: list[str]) -> str:
    """Draw a metric per attribute and strategy, its seeds, and the noise floor.

    Parameters
    ----------
    rows : DataFrame
        ``strategy``, ``seed``, ``attribute``, ``value`` and ``floor_95`` of the metric.
    metric : GroupMetric
        Which says on what side of the floor noise lies.
    shown : list of str
        The strategies of the page.

    Returns
    -------
    str
        SVG for a page.
    """
    attributes, strategies = list(rows["attribute"].unique()), list(rows["strategy"].unique())
    look = looks(shown)
    with drawing(room(attributes, 0.16 + 0.16 * len(strategies))) as figure:
        axes = figure.subplots()
        fair = metric.low if metric.lower_is_better else metric.high
        for place, name in enumerate(strategies):
            lower = shift(place, len(strategies))
            for height, attribute in enumerate(attributes):
                mine = rows[(rows["strategy"] == name) & (rows["attribute"] == attribute)]
                at, noise = height + lower, mine["floor_95"].mean() - fair
                axes.barh(at, noise, 0.8 * GAP / len(strategies), left=fair, color=GRID)
                shade, mark, _ = look[name]
                axes.scatter(mine["value"], np.full(len(mine), at), s=5, c=shade, alpha=0.55)
                mean = mine["value"].mean()
                axes.scatter(mean, at, s=30, c=shade, marker=mark, edgecolors=INK, zorder=3)
        left, right = (fair, None) if metric.lower_is_better else (None, fair)
        axes.set_xlim(left=left, right=right)
        list_rows(axes, attributes)
        return svg(figure)


def metric_sheet(rows: pd.DataFrame, metric: GroupMetric) -> Sheet:
    """Write a metric per attribute and strategy as a table: Tables 3 and 4 of the study.

    Parameters
    ----------
    rows : DataFrame
        As for ``metric_figure``, with ``p_holm``.
    metric : GroupMetric
        Which says what is beyond the floor.
    """
    sign = 1 if metric.lower_is_better else -1
    cells = [
        (
            attribute,
            strategy,
            decimal(found["value"].mean()),
            decimal(found["value"].std(ddof=1)),
            decimal(found["floor_95"].mean()),
            _seeds(sign * (found["value"] - found["floor_95"]) > 0, found["value"]),
            _seeds(found["p_holm"] < ALPHA, found["p_holm"]),
        )
        for (attribute, strategy), found in rows.groupby(["attribute", "strategy"], sort=False)
    ]
    return Sheet(HEADINGS, cells, texts=2)


def _seeds(are: pd.Series, among: pd.Series) -> str:
    return f"{are.sum()} of {among.notna().sum()} seeds"
