"""A frontier as marks: strategies with their bands, and the line to beat."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.registry import in_money, overall_metrics, sign_of_better
from fairlab.colours import looks
from fairlab.compare.frontier import PRICE, Frontier

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 8  # strategies whose bands can be told from each other
ROOM = 0.15  # beside the points, of what they span
FIRST = (PRICE, "auprc")  # metrics that are drawn; those of money follow


def drawn_metrics(points: pd.DataFrame) -> list[str]:
    """Name the metrics that are drawn against the gap, of those that are measured.

    Parameters
    ----------
    points : DataFrame
        Of a frontier.
    """
    of_money = [metric.name for metric in overall_metrics() if metric.in_money]
    return [name for name in (*FIRST, *of_money) if name in points and points[name].notna().any()]


def metric_title(metric: str) -> str:
    """Call a metric as an axis does.

    Examples
    --------
    >>> metric_title("auprc"), metric_title("cost_per_1000")
    ('AUPRC', 'cost per 1000')
    """
    return "AUPRC" if metric == "auprc" else metric.replace("_", " ")


def draw_frontier(axes: "Axes", found: Frontier, metric: str, edge: str, ink: str) -> None:
    """Draw a number, a mark and two bands for each strategy, and the line to the one it cuts.

    Parameters
    ----------
    axes : matplotlib Axes
    found : Frontier
    metric : str
        The metric of accuracy of which the better is drawn higher.
    edge, ink : str
        The colours of lines and of numbers.
    """
    points = found.points
    line = points[points["is_line"] & points[metric].notna()]
    if len(line):
        line = points[points["strategy"].isin([*line["strategy"], found.against])]
        line = line.sort_values("gap")
        axes.plot(line["gap"], line[metric], color=edge, linewidth=2, marker="o", markersize=3)
    shown, look = points[found.is_drawn], looks(found.numbers)
    faint = 0.6 if len(shown) <= FEW else 0.2
    for row in shown.to_dict("records"):
        (shade, mark, _), x, y = look[row["strategy"]], row["gap"], row[metric]
        ends = row[f"{metric}_low"], row[f"{metric}_high"]
        axes.hlines(y, row["gap_low"], row["gap_high"], color=shade, linewidth=0.8, alpha=faint)
        axes.vlines(x, *ends, color=shade, linewidth=0.8, alpha=faint)
        axes.scatter(x, y, s=34, color=shade, marker=mark, zorder=3)
        number = str(found.numbers[row["strategy"]])
        axes.annotate(number, (x, y), (4, 4), textcoords="offset points", color=ink, fontsize=8)
    axes.axvline(0, color=edge, linewidth=1)
    if len(shown) > FEW:  # then bands would leave no room for the points
        axes.set_xlim(*_range([0.0, *shown["gap"]]))
        axes.set_ylim(*_range(shown[metric].dropna().tolist()))
    axes.set_xlabel(f"{found.title}, gap")
    axes.set_ylabel(metric_title(metric))
    if in_money(metric) and sign_of_better(f"test/{metric}") < 0:
        axes.invert_yaxis()


def _range(values: Sequence[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    room = ROOM * (high - low)
    return low - room, high + room
