"""Strategies by accuracy and unfairness, each with the region that its seeds leave open."""

from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.registry import sign_of_better
from fairlab.colours import colour, mark
from fairlab.compare.difference_figure import plain_figure, words
from fairlab.compare.front import region

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

CAPTION = (
    "Regions: where the difference from the baseline lies, paired by seed, with 95 % confidence; "
    "dashed lines: the baseline.\nHollow: another strategy is better in both beyond chance."
)


def front_figure(table: pd.DataFrame, accuracy: str, unfairness: str) -> "Figure":
    """Draw strategies by accuracy and unfairness, with regions instead of points.

    Parameters
    ----------
    table : DataFrame
        What ``front`` returns.
    accuracy, unfairness : str
        The metrics that it was made of.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    with plain_figure(6.5, 5) as figure:
        axes = figure.subplots()
        draw_front(axes, table, accuracy, unfairness)
        handles, names = axes.get_legend_handles_labels()
        figure.legend(handles, names, loc="outside upper center", ncols=len(names), frameon=False)
        figure.supxlabel(CAPTION, fontsize=8)
    return figure


def draw_front(axes: "Axes", table: pd.DataFrame, accuracy: str, unfairness: str) -> None:
    """Draw what ``front_figure`` shows on axes of another figure.

    Parameters
    ----------
    axes : Axes
        Of matplotlib; neutral lines have the colour of their labels.
    table, accuracy, unfairness
        As for ``front_figure``.
    """
    known = table.dropna(subset=["accuracy", "unfairness"])
    baseline = known[known["pairs"] == 0]
    neutral = axes.xaxis.label.get_color()
    for _, row in baseline.iterrows():
        axes.axhline(row["accuracy"], color=neutral, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.axvline(row["unfairness"], color=neutral, linewidth=0.8, linestyle=(0, (4, 3)))
    for _, row in known.iterrows():
        _draw(axes, row)
    if sign_of_better(unfairness) < 0:
        axes.set_xlim(left=0)  # a region may reach below, a gap may not
    axes.set_xlabel(_label(unfairness))
    axes.set_ylabel(_label(accuracy))


def _draw(axes: "Axes", row: pd.Series) -> None:
    shade = colour(row["strategy"])
    outline = region(row)
    axes.fill(outline[:, 1], outline[:, 0], facecolor=shade, alpha=0.12)
    axes.plot(outline[:, 1], outline[:, 0], color=shade, linewidth=1.2)
    axes.scatter(
        row["unfairness"],
        row["accuracy"],
        s=34,
        marker=mark(row["strategy"]),
        facecolors="none" if row["dominated_by"] else shade,
        edgecolors=shade,
        zorder=3,
        label=row["strategy"],
    )


def _label(metric: str) -> str:
    way = "more is better" if sign_of_better(metric) > 0 else "less is better"
    return f"{words(metric).removesuffix(f' ({way})')} ({way})"
