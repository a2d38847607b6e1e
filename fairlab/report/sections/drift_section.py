"""The last block in time against the earlier ones, strategy by strategy."""

import pandas as pd

from fairlab.compare.comparison import Comparison
from fairlab.compare.drift_words import DRIFT_COLUMNS, drift_rows
from fairlab.data.messages import plain
from fairlab.report.pages import Panel, Section, Sheet

INTRODUCTION = (
    "The latest people against those who were decided about before them. Bands hold at 95 % for "
    "all statements about a strategy at once, and are of how people vary: each block is decided "
    "about by a model of all that was before it, so that a difference may come from people who "
    "changed, or from a model that had learned more."
)


def drift_section(comparison: Comparison) -> Section | None:
    """Show the drift check.

    Returns
    -------
    Section or None
        None where decisions were not made in blocks of time.
    """
    panels = [
        Panel(plain(str(strategy)), sheet=Sheet(DRIFT_COLUMNS, _cells(rows), texts=2), folded=True)
        for strategy, rows in comparison.drift.groupby("strategy", sort=False)
    ]
    return Section("Drift: the latest people", INTRODUCTION, panels) if panels else None


def _cells(rows: pd.DataFrame) -> list[tuple[str, ...]]:
    return [tuple(map(plain, cells)) for cells in drift_rows(rows)]
