"""A frontier as a picture for a file: the gap against recall and AUPRC, with the line to beat."""

from typing import TYPE_CHECKING

from fairlab.colours import colour, mark
from fairlab.compare.frontier import Frontier
from fairlab.compare.frontier_marks import draw_frontier
from fairlab.compare.plain_figure import plain_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PANELS = {"recall": "recall", "auprc": "AUPRC"}
LINE = "0.5"


def frontier_figure(found: Frontier) -> "Figure":
    """Draw where strategies lie between a gap and accuracy.

    Parameters
    ----------
    found : Frontier

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    from matplotlib.lines import Line2D

    names = found.points.loc[found.is_drawn, "strategy"].tolist()
    shown = {name: title for name, title in PANELS.items() if name in found.points}
    with plain_figure(9.6, 4.2 + 0.15 * len(names) / 4) as figure:
        for axes, (metric, title) in zip(
            figure.subplots(1, len(shown), squeeze=False)[0], shown.items(), strict=True
        ):
            draw_frontier(axes, found, metric, LINE, "black")
            axes.set_xlabel(f"{found.title}, gap")
            axes.set_ylabel(title)
        handles = [
            Line2D([], [], color=colour(name), marker=mark(name), linewidth=0) for name in names
        ]
        told = [f"{found.numbers[name]} {name}" for name in names]
        figure.legend(handles, told, loc="outside lower center", ncols=4, frameon=False)
        figure.suptitle(
            f"Bands: 95 % for all of a panel at once; line: the scores of {found.against} cut by "
            "group", fontsize=10,
        )  # fmt: skip
    return figure
