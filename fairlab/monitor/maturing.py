"""Cohorts whose labels are final: each enters once, as its labels are then."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from fairlab.data.messages import quoted
from fairlab.monitor.block_counts import KINDS, added, count_block, crossed_names
from fairlab.monitor.cohorts import cohort_name, cohorts_of, last_day
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import LABELLED, Block
from fairlab.monitor.watched_state import State

TN, FP, FN, TP, APPROVED, FLAGGED = range(len(KINDS))
UNEVEN, BY_CHANCE = 0.1, 4.0  # a difference, and standard errors, that are worth a sentence


def mature(state: State, settings: MonitorSettings, today: int) -> list[str]:
    """Let the cohorts enter whose labels are final by now.

    Returns
    -------
    list of str
        Sentences on what entered, and on what cannot for want of labels.
    """
    processes = {one.process for one in state.batches()}
    return [said for one in processes for said in mature_process(state, settings, one, today)]


def mature_process(state: State, settings: MonitorSettings, process: int, today: int) -> list[str]:
    """Let the cohorts of one process enter whose labels are final by now, in order."""
    told: list[str] = []
    if settings.asked.label is None:
        return told
    for cohort in sorted(_waiting(state, process)):
        first = date.fromordinal(cohort)
        if final_on(first, settings) <= today:
            told += count_cohort(state, settings, process, first)
    return told


def overdue(state: State, settings: MonitorSettings, today: int) -> bool:
    """Tell whether the labels of a cohort of the current process were to be known, and are not."""
    current = state.current
    if settings.asked.label is None or current is None:
        return False
    waiting = _waiting(state, current.number)
    return any(final_on(date.fromordinal(one), settings) <= today for one in waiting)


def _waiting(state: State, process: int) -> set[int]:
    """Give the first days of the cohorts whose labels have not entered."""
    cohorts = {cohort for one in state.batches(process) for cohort in one.cohorts}
    return cohorts - state.entered(process)


def final_on(first: date, settings: MonitorSettings) -> int:
    """Give the day from which on the labels of a cohort are final."""
    return last_day(first, settings.cohort).toordinal() + (settings.maturity or 0)


def count_cohort(state: State, settings: MonitorSettings, process: int, first: date) -> list[str]:
    """Let a cohort enter a process, if any of its labels are known.

    Parameters
    ----------
    state : State
    settings : MonitorSettings
    process : int
    first : date
        Of the cohort.

    Returns
    -------
    list of str
        What is to be said of its labels, in sentences.
    """
    parts, last = [], 0
    names = crossed_names(state.known.groups, settings.asked.cross)
    for batch in state.batches(process):
        if first.toordinal() in batch.cohorts:
            rows, label = state.rows(batch.number), state.labels(batch.number)
            places, firsts = cohorts_of(rows.day, settings.cohort)
            chosen = places == firsts.index(first)
            parts.append(count_block(rows, label, names, chosen))
            last = max(last, int(rows.day[chosen].max()))
    counts = added(parts)
    name = cohort_name(first, settings.cohort)
    cells = _everyone(counts)
    if not sum(cells[:APPROVED]):
        return [
            f"No label of {name} is known, though they were to be final on "
            f"{date.fromordinal(final_on(first, settings))}; it waits for some."
        ]
    state.enter(process, LABELLED, first.toordinal(), Block(name, last, counts))
    return [*_about_known(name, counts, cells)]


def accepted_only(counts: dict[str, Any]) -> bool:
    """Tell whether nobody who was flagged has a label, and others have."""
    cells = _everyone(counts)
    return bool(cells[FLAGGED] and not cells[FP] + cells[TP] and cells[TN] + cells[FN])


def _everyone(counts: dict[str, Any]) -> list[int]:
    own: dict[str, list[int]] = next(iter(counts["groups"].values()), {})
    return [sum(cells[kind] for cells in own.values()) for kind in range(len(KINDS))]


def are_uneven(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether shares of people with a label differ by much, and not by chance alone.

    Parameters
    ----------
    one, other : tuple of int
        How many have a label, of how many.

    Examples
    --------
    >>> are_uneven((90, 100), (500, 1000)), are_uneven((4, 5), (500, 1000))
    (True, False)
    """
    (known, size), (others, count) = one, other
    if not size or not count:
        return False
    apart, common = abs(known / size - others / count), (known + others) / (size + count)
    spread = (common * (1 - common) * (1 / size + 1 / count)) ** 0.5
    return apart > max(UNEVEN, BY_CHANCE * spread)


def _known(cells: list[int], one: int, other: int, unknown: int) -> tuple[int, int]:
    known = cells[one] + cells[other]
    return known, known + cells[unknown]


def _about_known(name: str, counts: dict[str, Any], cells: list[int]) -> Iterator[str]:
    known, people = sum(cells[:APPROVED]), sum(cells)
    if accepted_only(counts):
        yield (
            f"{name}: labels exist for accepted people only, so that recall, precision and fpr are "
            "not known. What is: npv, of approvals that were right (--measures selection_rate,npv)."
        )
        return
    if known < people:
        yield f"{name}: {known / people:.0%} of {people:,} labels are known; others are left out."
    flagged, approved = _known(cells, FP, TP, FLAGGED), _known(cells, TN, FN, APPROVED)
    if are_uneven(flagged, approved):
        of_flagged, of_approved = (known / size for known, size in (flagged, approved))
        yield (
            f"{name}: labels are known of {of_flagged:.0%} of who was flagged and of "
            f"{of_approved:.0%} of who was approved: recall and fpr are of these alone."
        )
    yield from _about_groups(name, counts)


def _about_groups(name: str, counts: dict[str, Any]) -> Iterator[str]:
    for attribute, own in counts["groups"].items():
        known_of = {group: (sum(of[:APPROVED]), sum(of)) for group, of in own.items()}
        shares = {group: one / size for group, (one, size) in known_of.items() if size}
        most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
        if are_uneven(known_of[most], known_of[least]):
            yield (
                f"{name}: labels are known of {shares[most]:.0%} of {quoted(attribute)} {most} and "
                f"of {shares[least]:.0%} of {least}: rates may differ by who has one."
            )
