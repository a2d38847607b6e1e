"""Batches taken in: each counted once, a corrected one in a process of its own."""

from datetime import date

import numpy as np

from fairlab.data.messages import plain, quoted, rows
from fairlab.errors import DataError
from fairlab.monitor.batch_reading import Batch
from fairlab.monitor.batch_rows import UNKNOWN
from fairlab.monitor.cohorts import cohorts_of
from fairlab.monitor.entering import (
    Taken,
    about_process,
    enter_again,
    enter_decided,
    keep_batch,
)
from fairlab.monitor.id_keys import NOBODY
from fairlab.monitor.later_labels import add_labels
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import Process, TakenBatch
from fairlab.monitor.watched_state import State


def take_batch(
    state: State, settings: MonitorSettings, batch: Batch, today: int, correct: bool
) -> Taken:
    """Count a batch, if it was not counted before.

    Parameters
    ----------
    state : State
    settings : MonitorSettings
    batch : Batch
    today : int
        The day, as `datetime.date.toordinal` counts it.
    correct : bool
        Whether what was counted may be corrected.

    Raises
    ------
    DataError
        It holds other decisions than the batch of its name had, or decisions that another batch
        had, and is not said to correct it; or decisions of days to come.
    """
    _refuse_future(batch, today)
    before = state.batches()
    same = next((one for one in before if one.sha256 == batch.rows.sha256), None)
    if same:
        return _counted_already(state, settings, same, batch, today, correct)
    old = next((one for one in before if one.name == batch.name), None)
    _refuse_overlap(state, batch, [one for one in before if one is not old])
    if old and not correct:
        raise DataError(
            f"A batch {plain(batch.name)} was counted before, of {rows(old.people)}, and this one "
            f"holds other decisions ({rows(len(batch.rows))}); nothing was changed.\nIf it "
            "corrects that: --correct, which begins a new process. If it is another: --batch NAME"
        )
    if old:
        return _corrected(state, settings, old, batch, today)
    taken = Taken(counted=True)
    process = _process_for(state, batch, today, taken)
    _tell_order(state, settings, batch, process, taken)
    number = keep_batch(state, settings, batch, batch.label, process.number, today)
    enter_decided(state, settings, process.number, batch.name, batch.rows, number)
    return taken


def _refuse_future(batch: Batch, today: int) -> None:
    late = batch.rows.day > today
    if late.any():
        last = date.fromordinal(int(batch.rows.day.max()))
        raise DataError(
            f"{plain(batch.name)}: {rows(int(late.sum()))} are of days to come (until {last}); "
            "nothing was counted.\nMend the dates; for a rehearsal say which day it is: --today DAY"
        )


def _refuse_overlap(state: State, batch: Batch, before: list[TakenBatch]) -> None:
    """Refuse decisions about people, on one day, that another batch had."""
    mine = _of_days(batch.rows.keys, batch.rows.day)
    if mine is None:
        return
    twice = int((np.diff(mine) == 0).sum())
    if twice:
        raise DataError(
            f"{plain(batch.name)}: {rows(twice)} repeat a person and a day; nothing was counted.\n"
            "Leave out what stands twice."
        )
    first, last = int(batch.rows.day.min()), int(batch.rows.day.max())
    for other in before:
        if other.first <= last and other.last >= first:
            theirs = _of_days(*state.keys(other.number))
            both = 0 if theirs is None else _common(mine, theirs)
            if both:
                raise DataError(
                    f"{plain(batch.name)}: {rows(both)} are of people and days that "
                    f"{plain(other.name)} had; nothing was counted.\nLeave them out; or, if it "
                    f"corrects that batch: --batch '{plain(other.name)}' --correct"
                )


def _of_days(keys: np.ndarray | None, day: np.ndarray) -> np.ndarray | None:
    """Give a number of each person and day, of those with an id, in order."""
    if keys is None:
        return None
    some = keys != NOBODY
    spread = day[some].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.sort(keys[some] ^ spread)


def _common(one: np.ndarray, other: np.ndarray) -> int:
    """Count the numbers that are in both, each in order and without repetition."""
    both = np.sort(np.concatenate([one, other]), kind="stable")
    return int((np.diff(both) == 0).sum())


def _counted_already(
    state: State,
    settings: MonitorSettings,
    same: TakenBatch,
    batch: Batch,
    today: int,
    correct: bool,
) -> Taken:
    """Take what labels a batch has that was counted; nobody is counted twice."""
    as_other = f" as {plain(same.name)}" if same.name != batch.name else ""
    taken = Taken([f"{plain(batch.name)} was counted before{as_other}; it counts once."])
    later = [(same, batch.label)]
    taken.told += add_labels(state, settings, batch.name, later, today, correct).told
    return taken


def _process_for(state: State, batch: Batch, today: int, taken: Taken) -> Process:
    """Give the process that a new batch enters; another version of the model begins another."""
    current = state.current
    if current is None:
        return state.begin(today, "", batch.version, None)
    if current.version == batch.version:
        return current
    was = f"{quoted(current.version)} before" if current.version else "not told before"
    now = quoted(batch.version) if batch.version else "not told any more"
    made = state.begin(
        today, f"the model's version is {now}, and was {was}", batch.version, current
    )
    taken.told.append(about_process(made))
    return made


def _tell_order(
    state: State, settings: MonitorSettings, batch: Batch, process: Process, taken: Taken
) -> None:
    before = state.batches(process.number)
    last = max((one.last for one in before), default=0)
    if int(batch.rows.day.max()) < last:
        taken.told.append(
            f"{plain(batch.name)} is out of order: decisions until {date.fromordinal(last)} were "
            "counted before it. It counts as of now."
        )
    places, firsts = cohorts_of(batch.rows.day, settings.cohort)
    entered = state.entered(process.number)
    there = np.array([first.toordinal() in entered for first in firsts])
    if count := int(there[places].sum()):
        taken.told.append(
            f"{rows(count)} are of cohorts whose labels were counted before: they count in who is "
            "flagged alone."
        )


def _corrected(
    state: State, settings: MonitorSettings, old: TakenBatch, batch: Batch, today: int
) -> Taken:
    """Put a batch in the place of another, and count all of its process anew."""
    label = _with_earlier_labels(state, old, batch)
    number = keep_batch(state, settings, batch, label, old.process, today)
    state.correct(old.number, number)
    reason = f"{plain(batch.name)} was corrected"
    return Taken(enter_again(state, settings, old.process, today, reason), counted=True)


def _with_earlier_labels(state: State, old: TakenBatch, batch: Batch) -> np.ndarray:
    """Keep the labels of people who are in both, where the correction has none.

    Somebody who was decided about on several days has a label of each.
    """
    earlier, days = state.keys(old.number)
    if earlier is None or batch.rows.keys is None:
        return batch.label
    ids, counts = np.unique(earlier, return_counts=True)
    often = ids[counts > 1]
    theirs = _decisions(earlier, days, often)
    known = dict(zip(theirs, state.labels(old.number).tolist(), strict=True))
    mine = _decisions(batch.rows.keys, batch.rows.day, often)
    kept = [known.get(one, UNKNOWN) if one[0] else UNKNOWN for one in mine]
    return np.where(batch.label == UNKNOWN, np.array(kept, np.int8), batch.label).astype(np.int8)


def _decisions(keys: np.ndarray, day: np.ndarray, often: np.ndarray) -> list[tuple[int, int]]:
    """Name each decision by its person, and by its day where the person had several."""
    return list(zip(keys.tolist(), np.where(np.isin(keys, often), day, 0).tolist(), strict=True))
