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
UNEVEN = 0.1  # of the shares of people with a label, between groups


def mature(state: State, settings: MonitorSettings, today: int) -> list[str]:
    """Let the cohorts enter whose labels are final by now.

    Parameters
    ----------
    state : State
    settings : MonitorSettings
    today : int

    Returns
    -------
    list of str
        Sentences on what entered, and on what cannot for want of labels.
    """
    told: list[str] = []
    if settings.asked.label is None:
        return told
    for process in {one.process for one in state.batches()}:
        entered = state.entered(process)
        waiting = {cohort for one in state.batches(process) for cohort in one.cohorts} - entered
        for cohort in sorted(waiting):
            first = date.fromordinal(cohort)
            if final_on(first, settings) <= today:
                told += count_cohort(state, settings, process, first)
    return told


def overdue(state: State, settings: MonitorSettings, today: int) -> bool:
    """Tell whether the labels of a cohort of the current process were to be known, and are not."""
    current = state.current
    if settings.asked.label is None or current is None:
        return False
    cohorts = {cohort for one in state.batches(current.number) for cohort in one.cohorts}
    waiting = cohorts - state.entered(current.number)
    return any(final_on(date.fromordinal(one), settings) <= today for one in waiting)


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


def _share(cells: list[int], one: int, other: int, unknown: int) -> float:
    known = cells[one] + cells[other]
    return known / max(known + cells[unknown], 1)


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
    of_flagged, of_approved = (_share(cells, *of) for of in ((FP, TP, FLAGGED), (TN, FN, APPROVED)))
    if abs(of_flagged - of_approved) > UNEVEN:
        yield (
            f"{name}: labels are known of {of_flagged:.0%} of who was flagged and of "
            f"{of_approved:.0%} of who was approved: recall and fpr are of these alone."
        )
    for attribute, own in counts["groups"].items():
        shares = {
            group: sum(found[:APPROVED]) / sum(found)
            for group, found in own.items()
            if sum(found) >= 25
        }
        if shares and max(shares.values()) - min(shares.values()) > UNEVEN:
            most, least = max(shares, key=shares.__getitem__), min(shares, key=shares.__getitem__)
            yield (
                f"{name}: labels are known of {shares[most]:.0%} of {quoted(attribute)} {most} and "
                f"of {shares[least]:.0%} of {least}: rates may differ by who has one."
            )
