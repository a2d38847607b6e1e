"""Where the spread over seeds comes from, as bars that add up to all of it."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.colours import colour
from fairlab.compare.difference_figure import plain_figure, words
from fairlab.compare.variation import TESTED, TOGETHER, TRAINED_ON, TRAINING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Shades of one colour that no strategy has, dark to light: told apart in grey too.
SHADES = {TESTED: "#3b2a6b", TRAINED_ON: "#8a78bf", TRAINING: "#d3cbe8", TOGETHER: "#b3a6d8"}


def variation_figure(table: pd.DataFrame) -> "Figure":
    """Draw what makes the variance of each metric over seeds, a panel per strategy.

    Parameters
    ----------
    table : DataFrame
        What ``variation`` returns; metrics and strategies without a known share are left out.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    known = table[table["share"].notna()]
    strategies, metrics = known["strategy"].unique(), list(known["metric"].unique())
    with plain_figure(2.2 + 2.2 * max(1, len(strategies)), 1.3 + 0.24 * len(metrics)) as figure:
        panels = np.atleast_1d(figure.subplots(1, max(1, len(strategies)), sharey=True))
        for axes, name in zip(panels, strategies, strict=False):
            draw_variation(axes, known[known["strategy"] == name], metrics)
            axes.set_title(name, color=colour(name))
        handles, names = panels[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=4, frameon=False)
        figure.suptitle(
            "Share of the variance over seeds; line: 95 % interval of the first part", fontsize=10
        )
    return figure


def draw_variation(axes: "Axes", rows: pd.DataFrame, metrics: list[str]) -> None:
    """Draw the bars of one strategy on axes of another figure.

    Parameters
    ----------
    axes : Axes
        Of matplotlib.
    rows : DataFrame
        Of one strategy, of what ``variation`` returns.
    metrics : list of str
        From top to bottom.
    """
    height = np.arange(len(metrics))
    left = np.zeros(len(metrics))
    for source, shade in SHADES.items():
        part = rows[rows["source"] == source].set_index("metric").reindex(metrics)
        if part["share"].notna().any():
            axes.barh(height, 100 * part["share"], 0.7, left=left, color=shade, label=source)
            left += 100 * part["share"].fillna(0).to_numpy()
    ends = rows[rows["source"] == TESTED].set_index("metric").reindex(metrics)
    axes.hlines(height, 100 * ends["low"], 100 * ends["high"], color="#e08a00", linewidth=1.6)
    axes.set_yticks(height, [words(metric) for metric in metrics])
    axes.set_ylim(len(metrics) - 0.4, -0.6)
    axes.set_xlim(0, 100)
    axes.set_xlabel("%")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
