"""A frontier as marks: strategies with their bands, and the line to beat."""

from typing import TYPE_CHECKING

from fairlab.colours import colour, mark
from fairlab.compare.frontier import Frontier

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_frontier(axes: "Axes", found: Frontier, metric: str, edge: str, ink: str) -> None:
    """Draw a number, a mark and two bands for each strategy, and the line to the one it cuts.

    Parameters
    ----------
    axes : matplotlib Axes
    found : Frontier
    metric : str
        The metric of accuracy that is drawn upwards.
    edge, ink : str
        The colours of lines and of numbers.
    """
    points = found.points
    line = points[points["is_line"] & points[metric].notna()]
    if len(line):
        line = points[points["strategy"].isin([*line["strategy"], found.against])]
        line = line.sort_values("gap")
        axes.plot(line["gap"], line[metric], color=edge, linewidth=2, marker="o", markersize=3)
    for at, row in enumerate(points[~points["is_line"]].to_dict("records"), 1):
        shade, x, y = colour(row["strategy"]), row["gap"], row[metric]
        ends = row[f"{metric}_low"], row[f"{metric}_high"]
        axes.hlines(y, row["gap_low"], row["gap_high"], color=shade, linewidth=0.8, alpha=0.6)
        axes.vlines(x, *ends, color=shade, linewidth=0.8, alpha=0.6)
        axes.scatter(x, y, s=34, color=shade, marker=mark(row["strategy"]), zorder=3)
        axes.annotate(str(at), (x, y), (4, 4), textcoords="offset points", color=ink, fontsize=8)
    axes.axvline(0, color=edge, linewidth=1)
