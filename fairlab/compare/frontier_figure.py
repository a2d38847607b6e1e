"""A frontier as a picture for a file: the gap against accuracy and profit, and the line to beat."""

from typing import TYPE_CHECKING

from fairlab.colours import looks
from fairlab.compare.frontier import Frontier
from fairlab.compare.frontier_marks import draw_frontier, drawn_metrics
from fairlab.compare.plain_figure import plain_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

LINE = "0.5"
WIDE = 4.8  # inches of a panel


def frontier_figure(found: Frontier) -> "Figure":
    """Draw where strategies lie between a gap and accuracy.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    from matplotlib.lines import Line2D

    names = found.points.loc[found.is_drawn, "strategy"].tolist()
    shown, look = drawn_metrics(found.points), looks(found.numbers)
    with plain_figure(WIDE * len(shown), 4.2 + 0.15 * len(names) / 4) as figure:
        panels = figure.subplots(1, len(shown), squeeze=False)[0]
        for axes, metric in zip(panels, shown, strict=True):
            draw_frontier(axes, found, metric, LINE, "black")
        handles = [
            Line2D([], [], color=look[name].colour, marker=look[name].mark, linewidth=0)
            for name in names
        ]
        told = [f"{found.numbers[name]} {name}" for name in names]
        figure.legend(handles, told, loc="outside lower center", ncols=4, frameon=False)
        figure.suptitle(
            f"Bands: 95 % for all of a panel at once; line: the scores of {found.against} cut by "
            "group", fontsize=10,
        )  # fmt: skip
    return figure
