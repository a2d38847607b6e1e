"""How often each group is approved beside the group that is approved most often."""

import pandas as pd

from fairlab.compare.statement_words import number
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, traced
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.impact_section import FOUR_FIFTHS, WORDS

ORDER, TITLE = 70, "Approvals and impact ratios"
ANSWERS = ("Annex IV 2(g)",)
INTRODUCTION = (
    "The share of each group that is approved, and its ratio to the group that is approved most "
    "often. Bands hold at 95 % for every two groups of all attributes at once, so that it does "
    "not matter that the highest group was found in the same data."
)
HEADINGS = ("Attribute", "Group", "Says", "People", "Approval rate", "Impact ratio", "Band")


def write(evidence: Evidence) -> Section:
    """Give the impact ratio of each group."""
    rows = [_row(row, evidence.source) for row in evidence.impact.to_dict("records")]
    panel = Panel("", from_runs("", evidence.source), sheet=Sheet(HEADINGS, rows, texts=3))
    return Section(TITLE, INTRODUCTION, [panel], [FOUR_FIFTHS])


def _row(row: dict, source: tuple[str, ...]) -> list:
    about = f"impact/{row['attribute']}/{row['group']}"
    low, high = row["low"], row["high"]
    written = "" if pd.isna(low) or pd.isna(high) else f"{number(low)} to {number(high)}"
    says = WORDS.get(row["answer"], row["note"])
    return [
        str(row["attribute"]),
        str(row["group"]),
        traced(f"{about}/says", says, says, source),
        traced(f"{about}/people", row["people"], count(row["people"]), source),
        traced(f"{about}/rate", row["rate"], percent(row["rate"]), source),
        traced(f"{about}/ratio", row["ratio"], number(row["ratio"]), source),
        traced(f"{about}/band", [low, high], written, source),
    ]
