"""How columns of decisions were read, and what is missing or odd, in sentences."""

from collections.abc import Iterator
from numbers import Real

import pandas as pd

from fairlab.data.decisions.asked import RECALL, Asked
from fairlab.data.decisions.person_ids import as_ids
from fairlab.data.decisions.spoken_values import denies, went_well
from fairlab.data.decisions.two_values import approving, bad_event
from fairlab.data.messages import quoted, rows, shown


def about_label(asked: Asked, frame: pd.DataFrame) -> Iterator[str]:
    """Say which label is the bad event."""
    if asked.label:
        event = bad_event(asked, frame)
        yield (
            f"What happened is the column {quoted(asked.label)}; {shown(event)} is the bad event."
            + (f" By its word {shown(event)} is none: look again." if went_well(event) else "")
        )


def about_decision(asked: Asked, frame: pd.DataFrame) -> str:
    """Say which decision approves."""
    let_go = approving(asked, frame)
    return (
        f"What was decided is the column {quoted(asked.decision)}: {shown(let_go)} is approved, "
        "everything else is flagged."
        + (f" By its word {shown(let_go)} denies: look again." if denies(let_go) else "")
    )


def about_nobody(score: str, share: Real) -> str:
    """Say that a budget flags nobody, since more people than it allows share the highest score."""
    return (
        f"Nobody is flagged: more people than {100 * share:g} % share the highest value of "
        f"{quoted(score)}, and who has one score is decided about alike."
    )


def about_cut(asked: Asked, score: str, threshold: float | None) -> str:
    """Say from which score on people are flagged; of amounts there is no such score."""
    if threshold is None:
        return (
            f"Flagged is for whom letting go is expected to cost at least as much as flagging, by "
            f"the score {quoted(score)} and the costs {asked.costs}; who is not is approved."
        )
    why = "which nobody named otherwise" if asked.threshold is None else "as asked"
    if asked.budget == RECALL and score != asked.scores[0]:
        why = f"which catches no fewer bad events than {quoted(asked.scores[0])}"
    elif isinstance(asked.budget, Real):
        why = f"which flags no more than {100 * asked.budget:g} % of people"
    if asked.costs is not None:
        why = f"at which both ways are expected to cost the same ({asked.costs})"
    return (
        f"Flagged is whose score {quoted(score)} is at least {threshold:g}, {why}; who is not is "
        "approved."
    )


def about_weight(asked: Asked) -> Iterator[str]:
    """Say that rows weigh."""
    if asked.weight:
        yield (
            f"Each row counts by its weight {quoted(asked.weight)}, in all rates and bands; counts "
            "of people are of rows. No exact test is made of people who weigh differently."
        )


def about_missing(asked: Asked, unknown: int) -> Iterator[str]:
    """Say of how many it is not known what happened."""
    if unknown:
        yield (
            f"The label {quoted(asked.label)} is missing in {rows(unknown)}: they are left "
            "out of what needs it, and count in who is flagged and approved."
        )


def about_people(asked: Asked, frame: pd.DataFrame, person: pd.Series | None) -> Iterator[str]:
    """Say whose rows they are."""
    if person is None:
        return
    if empty := int(as_ids(frame[asked.person]).isna().sum()):
        yield (
            f"The id {quoted(asked.person)} is empty in {rows(empty)}: each is taken as of a "
            "person of its own."
        )
    if (people := person.nunique()) < len(person):
        yield f"{rows(len(person))} are of {people:,} people; bands go by people."


def about_range(score: str, outside: int, low: float, high: float) -> Iterator[str]:
    """Say that a score is no probability."""
    if outside:
        yield (
            f"The score {quoted(score)} lies outside 0 to 1 in {rows(outside)} ({low:g} "
            f"to {high:g}): it is no probability, and ranks people all the same."
        )


def about_time(asked: Asked, frame: pd.DataFrame) -> Iterator[str]:
    """Say from when to when the rows are."""
    if asked.time:
        known = frame[asked.time].dropna()
        known = known.astype(str) if known.dtype == object else known
        first, last = known.min(), known.max()
        yield f"Rows are from {shown(first)} to {shown(last)}, by {quoted(asked.time)}."
