"""The study's figures: absolute counts, normalised counts, and values with their intervals."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.report.pages.drawing import FIRST, INK, MUTED, PALE, SECOND, drawing, svg
from fairlab.report.sections.bars import Bars, few_ticks, short

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 30  # rows; the share of fewer is drawn pale


def absolute(table: pd.DataFrame) -> str:
    """Draw how many rows each level has, and how many of them are positive.

    Parameters
    ----------
    table : DataFrame
        What ``counts`` returns.

    Returns
    -------
    str
        SVG for a page: bars of all rows, the positive ones at their foot.
    """
    bars = Bars(table)
    with drawing(bars.height) as figure:
        axes = figure.subplots()
        positives, rows = table["positives"].to_numpy(), table["rows"].to_numpy()
        bars.draw(axes, positives, SECOND)
        bars.draw(axes, rows - positives, FIRST, start=positives)
        bars.finish(axes, lambda value: f"{value:,.0f}" if value % 1 == 0 else "")
        return svg(figure)


def normalised(table: pd.DataFrame, overall: float) -> str:
    """Draw the share of positives of each level with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        What ``counts`` returns.
    overall : float
        The share of positives of all rows, drawn as a dashed line.

    Returns
    -------
    str
        SVG for a page. Bars of fewer than 30 rows are pale and do not stretch the axis.
    """
    bars = Bars(table)
    few = table["rows"].to_numpy() < FEW
    with drawing(bars.height) as figure:
        axes = figure.subplots()
        bars.draw(axes, table["rate"].to_numpy(), [PALE if pale else SECOND for pale in few])
        bars.whiskers(axes, table["low"], table["high"])
        bars.limit(axes, _top(table, few, overall))
        bars.line(axes, overall)
        bars.finish(axes, lambda share: f"{100 * share:g} %")
        return svg(figure)


def dotted(table: pd.DataFrame, value: str, reference: float, unit: str = "") -> str:
    """Draw values with their intervals, one below the other.

    Parameters
    ----------
    table : DataFrame
        ``name`` to write on the left, the value, and its interval from ``low`` to ``high``.
    value : str
        The column of the value.
    reference : float
        Where the dashed line is.
    unit : str
        ``"%"`` where the values are shares.

    Returns
    -------
    str
        SVG for a page.
    """
    place = np.arange(len(table))
    with drawing(0.55 + 0.25 * len(table)) as figure:
        axes = figure.subplots()
        axes.hlines(place, table["low"], table["high"], color=INK, linewidth=1.2)
        axes.scatter(table[value], place, s=26, color=SECOND, zorder=3)
        axes.axvline(reference, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))
        _list_names(axes, table["name"], table[value].isna())
        axes.xaxis.set_major_formatter(lambda x, _: f"{100 * x:g} %" if unit == "%" else f"{x:.3g}")
        return svg(figure)


def listed(table: pd.DataFrame, value: str) -> str:
    """Draw shares as bars, one below the other.

    Parameters
    ----------
    table : DataFrame
        ``name`` to write on the left, and the share.
    value : str
        The column of the share.

    Returns
    -------
    str
        SVG for a page.
    """
    with drawing(0.55 + 0.25 * len(table)) as figure:
        axes = figure.subplots()
        axes.barh(np.arange(len(table)), table[value], 0.6, color=FIRST)
        _list_names(axes, table["name"], table[value].isna())
        axes.xaxis.set_major_formatter(lambda x, _: f"{100 * x:g} %")
        return svg(figure)


def _list_names(axes: "Axes", names: pd.Series, is_heading: pd.Series) -> None:
    axes.set_yticks(range(len(names)), [short(name) for name in names])
    for label, heading in zip(axes.get_yticklabels(), is_heading, strict=True):
        label.set_color(MUTED if heading else INK)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(few_ticks())


def _top(table: pd.DataFrame, few: np.ndarray, overall: float) -> float:
    """Reach up to the intervals of all levels that have rows enough."""
    enough = table["high"].to_numpy()[~few]
    return 1.08 * max(overall, np.nanmax(enough) if len(enough) else 1.0)
