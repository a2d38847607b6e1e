"""What separates groups under one strategy, in sentences: what differs, is alike, and is open."""

from collections.abc import Iterator, Sequence
from typing import Any

from fairlab.compare.alike_sentence import alike_sentence
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import people_in
from fairlab.compare.counted_answers import counted
from fairlab.compare.decided_people import decided_by
from fairlab.compare.statement_order import furthest_first
from fairlab.compare.statement_words import (
    about,
    differs,
    gap_words,
    is_ratio,
    records,
    said,
    says_nothing,
)
from fairlab.data.messages import plain
from fairlab.stats.answers import OPEN

LISTED = 4
ALONE = (
    "All of it is about these decisions alone: bands hold how people vary, and not what another "
    "training would decide."
)
Row = dict[str, Any]


def whose_sentence(comparison: Comparison) -> str:
    """Say whose decisions were audited, and of what bands speak.

    Parameters
    ----------
    comparison : Comparison
        Of one strategy.
    """
    if comparison.design == "holdout":
        return f"{people_in(comparison)}. {ALONE}"
    by, count = decided_by(comparison.design, comparison.folds)
    return f"{people_in(comparison)}, {by} ({count})."


def audit_sentences(comparison: Comparison) -> Iterator[str]:
    """Say what separates the groups under the strategy that others are compared with.

    Yields
    ------
    str
        How many statements differ, are alike and are open; then which, furthest apart first, and by
        how much those that are open may still differ.
    """
    gaps = comparison.gaps
    name = plain(comparison.against)
    if gaps.empty:
        yield f"{name}: there are no groups to compare."
        return
    yield f"{name}: {counted(gaps)}; bands hold for all of them at once."
    rows: list[Row] = records(gaps)
    shown = [row for row in rows if differs(row)]
    left = [row for row in rows if row["answer"] == OPEN]
    if shown:
        yield f"Differs: {_listed([gap_words(row) for row in furthest_first(shown)])}."
    if alike := alike_sentence(rows):
        yield alike
    if left:
        yield f"Open: {_listed([_open(row) for row in furthest_first(left, 'largest_possible')])}."


def _listed(told: Sequence[str]) -> str:
    more = len(told) - LISTED
    return "; ".join(told[:LISTED]) + (f"; and {more} more" if more > 0 else "")


def _open(row: Row) -> str:
    most = said(row).removeprefix("open: ")
    if says_nothing(row):
        return f"{about(row)} ({most} to tell)"
    return f"{about(row)} {most.replace(' to ', ' to x ') if is_ratio(row) else most}"
