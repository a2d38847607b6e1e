"""The strategies side by side: what each changes, and what is left between groups."""

from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.metric_types import Rate
from fairlab.audit.registry import compared_rates
from fairlab.compare.band_marks import accuracy_changes, draw_bands, gaps_of
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_table import (
    CHANGE_COLUMNS,
    GAP_COLUMNS,
    change_rows,
    gap_rows,
)
from fairlab.compare.statement_order import furthest_first
from fairlab.compare.statement_words import records
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import MUTED, drawing, svg
from fairlab.report.sections.marks import legend, list_rows, room

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DRAWN = 2  # rates
LEAST_RATIO = 0.05  # that is drawn
INTRODUCTION = (
    "Each mark is a difference, or a ratio of shares of people; each line is its band. Drawn are "
    "the rates in which groups under {against} are furthest apart. Bands hold at 95 % for all "
    "gaps under {against} at once, for all changes by the others, and for all gaps that they "
    "leave: three families of statements. Filled marks differ from equality; hollow ones are "
    "alike or open, as the tables say."
)


def comparison_section(comparison: Comparison) -> Section:
    """Show what strategies change, and the gaps between groups under each of them."""
    first, others = comparison.against, comparison.strategies[1:]
    panels = [_gap_panel(comparison, rate) for rate in _furthest_rates(comparison)]
    if others:
        panels.insert(0, _accuracy_panel(comparison))
    sheet = Sheet(GAP_COLUMNS, gap_rows(comparison), texts=3)
    panels.append(Panel(f"Every gap under {first}", sheet=sheet, folded=True))
    for name in others:
        sheet = Sheet(CHANGE_COLUMNS, change_rows(comparison, name), texts=1)
        panels.append(Panel(f"Everything that {name} changes", sheet=sheet, folded=True))
    introduction = INTRODUCTION.format(against=first)
    return Section("Strategies side by side", introduction, panels)


def _accuracy_panel(comparison: Comparison) -> Panel:
    changes = accuracy_changes(comparison)
    picture = Picture(
        bands(changes),
        f"Change from {comparison.against}; more is better",
        legend(comparison.strategies, comparison.strategies[1:]),
    )
    return Panel("Accuracy", "", [picture])


def _furthest_rates(comparison: Comparison) -> list[Rate]:
    """Choose the rates that have a picture, of those with any band."""
    known = comparison.every_gap.dropna(subset="low")["metric"].unique()
    named = {rate.name: rate for rate in compared_rates() if rate.name in known}
    order = dict.fromkeys(row["metric"] for row in furthest_first(records(comparison.gaps)))
    return [named[metric] for metric in order if metric in named][:DRAWN]


def _gap_panel(comparison: Comparison, rate: Rate) -> Panel:
    what, none = ("Ratio of", 1) if rate.as_ratio else ("Gap between", 0)
    drawn = bands(gaps_of(comparison, rate.name), none)
    shown = legend(comparison.strategies)
    return Panel(rate.title, "", [Picture(drawn, f"{what} groups; {none} is equal", shown)])


def bands(table: pd.DataFrame, none: float = 0) -> str:
    """Draw statements with their bands, a row per thing that they are about.

    Parameters
    ----------
    table : DataFrame
        What ``gaps_of`` or ``accuracy_changes`` gives.
    none : float
        What no difference is: 1 of ratios.

    Returns
    -------
    str
        SVG for a page.
    """
    names = list(dict.fromkeys(table["about"]))
    with drawing(room(names, 0.16 + 0.14 * table["strategy"].nunique())) as figure:
        axes = figure.subplots()
        # A band that reaches 0 ends at the edge.
        drawn = table.assign(low=table["low"].clip(lower=LEAST_RATIO)) if none else table
        list_rows(axes, draw_bands(axes, drawn, MUTED, "none", none))
        if none:
            _in_times(axes)
        return svg(figure)


def _in_times(axes: "Axes") -> None:
    """Lay out ratios so that half is as far from 1 as twice."""
    from matplotlib.ticker import LogLocator, NullLocator

    axes.set_xscale("log")
    axes.xaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(NullLocator())
