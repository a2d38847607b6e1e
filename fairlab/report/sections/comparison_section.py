"""The strategies side by side: what each changes, and what is left between groups."""

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
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import MUTED, drawing, svg
from fairlab.report.sections.marks import legend, list_rows, room

INTRODUCTION = (
    "Each mark is a difference, each line its band. Bands hold at 95 % for all gaps under "
    "{against} at once, for all changes by the others, and for all gaps that they leave: three "
    "families of statements. Filled marks differ from 0; hollow ones are alike or open, as the "
    "tables say."
)


def comparison_section(comparison: Comparison) -> Section:
    """Show what strategies change, and the gaps between groups under each of them."""
    first, others = comparison.against, comparison.strategies[1:]
    panels = [_gap_panel(comparison, rate) for rate in compared_rates() if not rate.as_ratio]
    if others:
        panels.insert(0, _accuracy_panel(comparison))
    sheet = Sheet(GAP_COLUMNS, gap_rows(comparison), texts=3)
    panels.append(Panel(f"Every gap under {first}", sheet=sheet, folded=True))
    for name in others:
        sheet = Sheet(CHANGE_COLUMNS, change_rows(comparison, name), texts=1)
        panels.append(Panel(f"Everything that {name} changes", sheet=sheet, folded=True))
    introduction = INTRODUCTION.format(against=first)
    return Section("Strategies side by side", introduction, [p for p in panels if p])


def _accuracy_panel(comparison: Comparison) -> Panel:
    changes = accuracy_changes(comparison)
    picture = Picture(
        bands(changes),
        f"Change from {comparison.against}; more is better",
        legend(comparison.strategies, comparison.strategies[1:]),
    )
    return Panel("Accuracy", "", [picture])


def _gap_panel(comparison: Comparison, rate: Rate) -> Panel | None:
    gaps = gaps_of(comparison, rate.name)
    if not gaps["low"].notna().any():
        return None
    shown = legend(comparison.strategies)
    return Panel(rate.title, "", [Picture(bands(gaps), "Gap between groups; 0 is equal", shown)])


def bands(table: pd.DataFrame) -> str:
    """Draw statements with their bands, a row per thing that they are about.

    Parameters
    ----------
    table : DataFrame
        What ``gaps_of`` or ``accuracy_changes`` gives.

    Returns
    -------
    str
        SVG for a page.
    """
    names = list(dict.fromkeys(table["about"]))
    with drawing(room(names, 0.16 + 0.14 * table["strategy"].nunique())) as figure:
        axes = figure.subplots()
        list_rows(axes, draw_bands(axes, table, MUTED, "none"))
        return svg(figure)
