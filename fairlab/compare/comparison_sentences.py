"""A comparison in sentences: the answer first, in words for somebody who decides."""

from collections.abc import Iterator, Sequence
from typing import Any

from fairlab.compare.comparison import Comparison
from fairlab.compare.counted_answers import counted
from fairlab.compare.decided_people import decided_by
from fairlab.compare.drift_words import drift_sentences
from fairlab.compare.open_sentences import open_sentences
from fairlab.compare.statement_order import furthest_apart, furthest_first
from fairlab.compare.statement_words import (
    about,
    amount,
    band,
    differs,
    gap_words,
    is_worse,
    records,
    signed,
)
from fairlab.data.messages import number_of

LISTED = 3


def about_sentence(comparison: Comparison) -> str:
    """Say whom a comparison is about, and how sure its bands are."""
    seeds = number_of(comparison.seeds, "seed")
    how = f"on whom models that had not seen them were tested ({seeds})"
    if comparison.design != "holdout":
        by, count = decided_by(comparison.design, comparison.folds)
        how = f"{by} ({count}, {seeds})"
    return f"{comparison.dataset}: {people_in(comparison)}, {how}."


def people_in(comparison: Comparison) -> str:
    """Count the people who were decided about, and their bad events."""
    earlier = comparison.rows if comparison.design == "rolling" else None
    return comparison.judged.told(earlier)


def answer_sentences(comparison: Comparison) -> Iterator[str]:
    """Answer what the strategies were compared for.

    Yields
    ------
    str
        What separates the groups under the first strategy; what each other one changes; what is
        open, and what would close it; with blocks in time, whether the last one is like the others.
    """
    yield _gaps(comparison)
    for strategy in comparison.strategies[1:]:
        yield changes_sentence(comparison, strategy)
    yield from open_sentences(comparison)
    yield from drift_sentences(comparison)


def _gaps(comparison: Comparison) -> str:
    gaps = comparison.gaps
    if gaps.empty:
        return f"{comparison.against}: there are no groups to compare."
    largest = furthest_apart(records(gaps))
    start = f"{comparison.against}, groups against each other: {counted(gaps)}."
    if largest is None:
        return f"{start} No difference between groups is shown."
    return f"{start} Furthest apart: {gap_words(largest, explained=True)}."


def changes_sentence(comparison: Comparison, strategy: str) -> str:
    """Say what a strategy costs, what it narrows or widens, and how much stays unsaid."""
    own = comparison.changes[comparison.changes["strategy"] == strategy]
    rows = [row for row in comparison.changes_of(strategy) if differs(row)]
    start = f"{strategy} against {comparison.against}: {counted(own)}."
    if not rows:
        return f"{start} No change is shown."
    accuracy = [row for row in rows if not row["attribute"]]
    moved = furthest_first(row for row in rows if row["attribute"])
    told = [
        _listed(f"{word} accuracy", [_change(row) for row in accuracy if is_worse(row) == worse])
        for word, worse in (("It costs", True), ("It gains", False))
    ]
    for word, narrower in (("It narrows", True), ("It widens", False)):
        closed = [_moved(comparison, row) for row in moved if _narrows(comparison, row) == narrower]
        told.append(_listed(word, closed))
    return " ".join([start, *filter(None, told)])


def _listed(word: str, parts: Sequence[str]) -> str:
    if not parts:
        return ""
    more = f" and {len(parts) - LISTED} more" if len(parts) > LISTED else ""
    return f"{word}: {', '.join(parts[:LISTED])}{more}."


def _change(row: dict[str, Any]) -> str:
    return f"{about(row)} {amount(row)} ({band(row)})"


def _moved(comparison: Comparison, row: dict[str, Any]) -> str:
    """Say where a gap was and where it is left, so that one with the other sign is seen."""
    before, after = _before_and_after(comparison, row)
    moved = f"{about(row)} from {amount(before)} to {amount(after)}"
    if not signed(before) * signed(after) < 0:  # nor where one of them is not known
        return moved
    return f"{moved} ({'reversed' if differs(after) else 'perhaps reversed'})"


def _narrows(comparison: Comparison, row: dict[str, Any]) -> bool:
    before, after = _before_and_after(comparison, row)
    return abs(signed(after)) < abs(signed(before))


def _before_and_after(
    comparison: Comparison, row: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Find the gap that a change is about under both strategies."""
    return comparison.under(comparison.against, row), comparison.under(row["strategy"], row)


def steadiness_sentence(comparison: Comparison) -> str:
    """Say how many people are decided about differently from seed to seed.

    Returns
    -------
    str
        Empty with one seed.
    """
    told = comparison.unsteady
    if comparison.seeds < 2 or not told["people"].any():
        return ""
    shown = ", ".join(
        f"{row.strategy} {row.differ:,} of the {row.ever_flagged:,} that some seed flags"
        for row in told.itertuples()
    )
    if (by_all := int(told["people"].iloc[0])) < comparison.people:
        tested = f"Of the {by_all:,} {comparison.judged.unit} that every seed tested"
        return f"{tested}, seeds decide differently about: {shown}."
    return f"People whom the seeds decide about differently: {shown}."
