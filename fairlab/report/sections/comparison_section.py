"""The strategies side by side: the study's Table 16, with intervals."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.colours import colour, mark
from fairlab.compare.difference_figure import words
from fairlab.compare.paired_seeds import REAL
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import MUTED, drawing, svg
from fairlab.report.pages.numbers import decimal, decimals
from fairlab.report.sections.marks import legend, list_rows, room, shift

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INTRODUCTION = (
    "Each mark is the mean difference from the baseline with the same seed and the same split, "
    "with its 95 % interval; filled marks are real differences, hollow ones are within chance. "
    "The p-values are corrected (Holm) for the number of differences looked at, counted apart for "
    "accuracy with the parities of precision and recall, for who is flagged or approved, and for "
    "all other metrics, so that looking at more of the last costs the first nothing."
)
HEADINGS = ("Metric", "Strategy", "Seeds", "Mean", "Spread (sd)", "Difference", "95 % interval",
            "p, corrected", "Finding")  # fmt: skip


def comparison_section(table: pd.DataFrame) -> Section:
    """Show how each strategy differs from the baseline.

    Parameters
    ----------
    table : DataFrame
        What ``fairlab.compare.paired_seeds.compare`` returns.

    Returns
    -------
    Section
    """
    accuracy = table["metric"].str.startswith("test/")
    panels = [
        _panel("Accuracy", "More is better, but where it says otherwise.", table[accuracy]),
        _panel("Unfairness", "Less is better, but where it says otherwise.", table[~accuracy]),
    ]
    return Section("Strategies side by side", INTRODUCTION, [p for p in panels if p])


def _panel(title: str, text: str, table: pd.DataFrame) -> Panel | None:
    if table.empty:
        return None
    told = table[table["verdict"] != ""]
    drawn = told["difference"].notna().any()
    picture = Picture(
        differences(told),
        "Difference from the baseline, 95 % interval",
        legend(list(told["strategy"].unique())),
    )
    return Panel(title, text, [picture] if drawn else [], sheet(table))


def differences(told: pd.DataFrame) -> str:
    """Draw differences from the baseline with their intervals, a row per metric.

    Parameters
    ----------
    told : DataFrame
        Rows of a comparison that have a verdict.

    Returns
    -------
    str
        SVG for a page.
    """
    metrics, strategies = list(told["metric"].unique()), list(told["strategy"].unique())
    names = [words(metric) for metric in metrics]
    with drawing(room(names, 0.16 + 0.14 * len(strategies))) as figure:
        axes = figure.subplots()
        for place, name in enumerate(strategies):
            rows = told[told["strategy"] == name].set_index("metric").reindex(metrics)
            _draw(axes, rows, name, shift(place, len(strategies)))
        axes.axvline(0, color=MUTED, linewidth=1)
        list_rows(axes, names)
        return svg(figure)


def _draw(axes: "Axes", rows: pd.DataFrame, name: str, lower: float) -> None:
    at, shade = np.arange(len(rows)) + lower, colour(name)
    axes.hlines(at, rows["low"], rows["high"], color=shade, linewidth=1.4)
    faces = np.where(rows["verdict"] == REAL, shade, "none")
    where, shape = rows["difference"], mark(name)
    axes.scatter(where, at, s=24, c=faces, marker=shape, edgecolors=shade, zorder=3)


def sheet(table: pd.DataFrame) -> Sheet:
    """Write a comparison as a table.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    Sheet
    """
    rows = [
        (
            words(row["metric"]),
            row["strategy"],
            str(row["seeds"]),
            decimal(row["mean"]),
            decimal(row["sd"]),
            f"{row['difference']:+.4f}" if pd.notna(row["difference"]) else "",
            decimals(row["low"], row["high"]) if row["verdict"] else "",
            decimal(row["p_holm"]) if row["verdict"] else "",
            row["verdict"],
        )
        for row in table.to_dict("records")
    ]
    return Sheet(HEADINGS, rows, texts=2)
