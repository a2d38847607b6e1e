"""Accuracy against the gap between groups that matters most: where each strategy lies."""

from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.colours import colour, mark
from fairlab.compare.comparison import Comparison
from fairlab.compare.statement_words import about, band, number
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import MUTED, drawing, svg
from fairlab.report.sections.marks import legend

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACCURACY, FAIRNESS = "auprc", "recall"
INTRODUCTION = (
    "Higher is more accurate; nearer to the line at 0 is more equal, and on its other side the "
    "gap has turned round. The lines are bands: of the accuracy of each strategy, and of its gap."
)


def trade_off_section(comparison: Comparison) -> Section | None:
    """Show accuracy against the largest gap of recall under the first strategy.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    Section or None
        None where no gap of recall is known.
    """
    gaps = comparison.gaps[comparison.gaps["metric"] == FAIRNESS]
    known = gaps[gaps["low"].notna()]
    if known.empty:
        return None
    largest: dict[str, Any] = known.loc[known["estimate"].abs().idxmax()].to_dict()
    table = _joined(comparison, largest)
    with drawing(3.4) as figure:
        axes = figure.subplots()
        _draw(axes, table)
        axes.set_xlabel(f"{about(largest)}, gap")
        axes.set_ylabel("AUPRC")
        picture = Picture(svg(figure), "AUPRC and gap", legend(list(table["strategy"])))
    rows = [
        (row["strategy"], number(row["level"]), row["level_band"], number(row["estimate"], "+"),
         band(row))
        for row in table.to_dict("records")
    ]  # fmt: skip
    sheet = Sheet(("Strategy", "AUPRC", "band", "gap", "band"), rows)
    panel = Panel(f"The largest gap: {about(largest)}", pictures=[picture], sheet=sheet)
    return Section("Accuracy against unfairness", INTRODUCTION, [panel])


def _joined(comparison: Comparison, of: dict[str, Any]) -> pd.DataFrame:
    """Put the AUPRC of every strategy beside its gap."""
    own = pd.DataFrame([comparison.under(name, of) for name in comparison.strategies])
    levels = comparison.levels[comparison.levels["metric"] == ACCURACY].set_index("strategy")
    level = levels.reindex(own["strategy"])
    return own.assign(
        level=level["estimate"].to_numpy(),
        level_low=level["low"].to_numpy(),
        level_high=level["high"].to_numpy(),
        level_band=[band(row) for row in level.to_dict("records")],
    )


def _draw(axes: "Axes", table: pd.DataFrame) -> None:
    for row in table.to_dict("records"):
        shade, x, y = colour(row["strategy"]), row["estimate"], row["level"]
        axes.hlines(y, row["low"], row["high"], color=shade, linewidth=1.5)
        axes.vlines(x, row["level_low"], row["level_high"], color=shade, linewidth=1.5)
        axes.scatter(x, y, s=34, color=shade, marker=mark(row["strategy"]), zorder=3)
    axes.axvline(0, color=MUTED, linewidth=1)
