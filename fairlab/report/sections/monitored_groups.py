"""Accuracy and calibration of every group, over the cohorts whose labels are final."""

from collections.abc import Iterator

from fairlab.compare.statement_words import number
from fairlab.data.messages import plain
from fairlab.monitor.block_counts import added
from fairlab.monitor.e_statements import Evaluated
from fairlab.monitor.maturing import APPROVED, FN, FP, TN, TP
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count

TEXT = (
    "Of people whose label is known, all cohorts together: how many of them were decided about "
    "rightly, how many had the bad event, and what score they had on average. A score that is a "
    "probability is calibrated where both are alike. These figures describe: no alarm is given on "
    "them."
)


def group_section(found: Evaluated) -> Iterator[Section]:
    """Show accuracy and calibration by group; nothing before labels are final."""
    if not found.labelled:
        return
    counts = added([block.counts for block in found.labelled])
    panels = []
    for attribute, own in counts["groups"].items():
        rows = []
        for group, cells in own.items():
            known = sum(cells[:APPROVED])
            if known:
                right, bad = cells[TN] + cells[TP], cells[FN] + cells[TP]
                score = counts["scored"].get(attribute, {}).get(group)
                flagged = cells[FP] + cells[TP]
                called = plain(found.words.group(attribute, group))
                rows.append(
                    [called, count(known), number(right / known), number(flagged / known),
                     number(bad / known), "-" if score is None else number(score / known)]
                )  # fmt: skip
        headings = ("group", "labelled", "accuracy", "flagged", "bad events", "mean score")
        title = plain(found.words.column(attribute))
        panels.append(Panel(title, sheet=Sheet(headings, rows), folded=True))
    yield Section("Accuracy and calibration by group", TEXT, panels)
