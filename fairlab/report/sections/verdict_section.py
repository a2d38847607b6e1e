"""The answer on every attribute, strategy by strategy."""

from typing import Any

import pandas as pd

from fairlab.audit.statistic_rows import RANK
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_legend import page_legend
from fairlab.compare.statement_words import amount, band, differs, groups, measure, said
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.stats.answers import ALIKE, OPEN

HEADINGS = ("Attribute", "Measure", "Groups")


def verdict_section(comparison: Comparison) -> Section:
    """Show what is said of each attribute under each strategy."""
    gaps = comparison.every_gap
    shown = gaps[gaps["metric"] != RANK]
    names = comparison.strategies
    summary = [
        (attribute, *(_summary(rows[rows["strategy"] == name]) for name in names))
        for attribute, rows in shown.groupby("attribute", sort=False)
    ]
    sheet = Sheet(("Attribute", *names), summary, texts=1 + len(names))
    panels = [Panel("", sheet=sheet)]
    for name in names:
        rows = [_row(row) for row in shown[shown["strategy"] == name].to_dict("records")]
        headings = (*HEADINGS, "Gap", "Band", "Says")
        panels.append(Panel(name, sheet=Sheet(headings, rows, texts=6), folded=True))
    return Section("Attribute by attribute", panels=panels, items=page_legend(comparison))


def _summary(rows: pd.DataFrame) -> str:
    """Say in a cell what differs, and how much of the rest is alike or open."""
    records = rows.to_dict("records")
    told = dict.fromkeys(measure(row) for row in records if differs(row))
    counts = [(int((rows["answer"] == name).sum()), name) for name in (ALIKE, OPEN)]
    rest = ", ".join(f"{number} {name}" for number, name in counts if number)
    return "; ".join(filter(None, [f"differs: {', '.join(told)}" if told else "", rest]))


def _row(row: dict[str, Any]) -> tuple[str, ...]:
    return row["attribute"], measure(row), groups(row), amount(row), band(row), said(row)
