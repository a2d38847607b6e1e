"""A comparison as a picture for a file: accuracy that changes, and gaps of recall that are left."""

from typing import TYPE_CHECKING

import pandas as pd

from fairlab.compare.band_marks import accuracy_changes, draw_bands, gaps_of
from fairlab.compare.comparison import Comparison
from fairlab.compare.plain_figure import plain_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def comparison_figure(comparison: Comparison) -> "Figure":
    """Draw what each strategy changes of accuracy, and the gaps of recall under all of them.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    gaps, changes = gaps_of(comparison, "recall"), accuracy_changes(comparison)
    rows = max(gaps["about"].nunique(), changes["about"].nunique(), 2)
    with plain_figure(9.6, 1.4 + 0.42 * rows) as figure:
        left, right = figure.subplots(1, 2)
        draw_panel(left, changes, f"accuracy, change from {comparison.against}")
        draw_panel(right, gaps, "recall: gap between groups")
        handles, names = right.get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
        figure.suptitle("Bands: 95 % for all of a panel's family at once; filled: differs from 0",
                        fontsize=10)  # fmt: skip
    return figure


def draw_panel(axes: "Axes", table: pd.DataFrame, title: str, none: float = 0) -> None:
    """Draw statements, a row each, with a line where there is no difference."""
    names = draw_bands(axes, table, "black", "white", none)
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.set_title(title, loc="right")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5)
