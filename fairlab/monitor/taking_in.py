"""Batches and labels taken in: each counted once, a corrected one in a process of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from fairlab.data.messages import plain, quoted, rows
from fairlab.errors import DataError
from fairlab.monitor.batch_reading import Batch
from fairlab.monitor.batch_rows import UNKNOWN, BatchRows
from fairlab.monitor.block_counts import count_block, crossed_names
from fairlab.monitor.cohorts import cohorts_of
from fairlab.monitor.id_keys import NOBODY
from fairlab.monitor.maturing import count_cohort
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.watched_state import DECIDED, Block, Process, State, TakenBatch


@dataclass
class Taken:
    """What came of a batch or of labels.

    Parameters
    ----------
    told : list of str
        What is to be said of it, in sentences.
    counted : bool
        Whether a batch entered a process.
    """

    told: list[str] = field(default_factory=list)
    counted: bool = False


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

    Returns
    -------
    Taken

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
    _enter(state, settings, batch, process, today)
    return taken


def take_labels(
    state: State,
    settings: MonitorSettings,
    name: str,
    keys: np.ndarray,
    label: np.ndarray,
    today: int,
    correct: bool,
) -> Taken:
    """Put labels that came later beside the decisions that they are of.

    Parameters
    ----------
    state : State
    settings : MonitorSettings
    name : str
        Of the table, for messages.
    keys : ndarray of uint64, shape (rows,)
        Hashes of the ids.
    label : ndarray of int8, shape (rows,)
    today : int
    correct : bool
        Whether labels that were told before may be other now.

    Returns
    -------
    Taken

    Raises
    ------
    DataError
        An id stands twice with two labels, is of several decisions, or labels contradict earlier
        ones and are not said to correct them.
    """
    told = (label != UNKNOWN) & (keys != NOBODY)
    keys, label = _once(name, keys[told], label[told])
    found: list[tuple[TakenBatch, np.ndarray]] = []
    matched = np.zeros(len(keys), np.int64)
    for batch in reversed(state.batches()):
        own = state.rows(batch.number).keys
        assert own is not None
        place = np.minimum(np.searchsorted(keys, own), max(len(keys) - 1, 0))
        there = (own != NOBODY) & (keys[place] == own) if len(keys) else np.zeros(len(own), bool)
        if there.any():
            matched += np.bincount(place[there], minlength=len(keys))
            found.append((batch, np.where(there, label[place], UNKNOWN).astype(np.int8)))
    _refuse_ambiguous(name, matched)
    taken = _labels_added(state, settings, name, found, today, correct)
    if lost := int((matched == 0).sum()):
        taken.told.append(f"{plain(name)}: {rows(lost)} are of ids that no batch had.")
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
    mine = _of_days(batch.rows)
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
            theirs = _of_days(state.rows(other.number))
            both = 0 if theirs is None else _common(mine, theirs)
            if both:
                raise DataError(
                    f"{plain(batch.name)}: {rows(both)} are of people and days that "
                    f"{plain(other.name)} had; nothing was counted.\nLeave them out; or, if it "
                    f"corrects that batch: --batch '{plain(other.name)}' --correct"
                )


def _of_days(own: BatchRows) -> np.ndarray | None:
    """Give a number of each person and day, of those with an id, in order."""
    if own.keys is None:
        return None
    some = own.keys != NOBODY
    spread = own.day[some].astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    return np.sort(own.keys[some] ^ spread)


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
    taken.told += _labels_added(state, settings, batch.name, later, today, correct).told
    return taken


def _labels_added(
    state: State,
    settings: MonitorSettings,
    name: str,
    found: list[tuple[TakenBatch, np.ndarray]],
    today: int,
    correct: bool,
) -> Taken:
    new = late = other = 0
    changed: list[tuple[TakenBatch, np.ndarray]] = []
    recount = set()
    for batch, label in found:
        known = state.labels(batch.number)
        told = label != UNKNOWN
        contradicts = told & (known != UNKNOWN) & (known != label)
        first = told & (known == UNKNOWN)
        other += int(contradicts.sum())
        new += int(first.sum())
        late += _of_entered(state, settings, batch, first)
        if (first | contradicts).any():
            changed.append((batch, np.where(told, label, known)))
        if _of_entered(state, settings, batch, contradicts):
            recount.add(batch.process)
    if other and not correct:
        raise DataError(
            f"{plain(name)}: {rows(other)} have another label than before; nothing was changed.\n"
            "If these are right: --correct, which begins a new process where they were counted."
        )
    for batch, label in changed:
        state.relabel(batch.number, label)
    taken = Taken(list(_about_labels(name, new, late, other)))
    for process in sorted(recount):
        made = _again(state, settings, process, today, f"labels of {plain(name)} were corrected")
        taken.told.append(_about_process(made))
    return taken


def _about_labels(name: str, new: int, late: int, other: int) -> Iterator[str]:
    if new:
        yield f"{plain(name)}: {new:,} labels are new."
    if late:
        yield f"{late:,} of them came after their cohort was counted, and stay out of it."
    if other:
        yield f"{plain(name)}: {other:,} labels are corrected."


def _of_entered(
    state: State, settings: MonitorSettings, batch: TakenBatch, chosen: np.ndarray
) -> int:
    """Count the rows whose cohort was counted already."""
    entered = state.entered(batch.process)
    if not chosen.any() or not entered.intersection(batch.cohorts):
        return 0
    places, firsts = cohorts_of(state.rows(batch.number).day, settings.cohort)
    there = np.array([first.toordinal() in entered for first in firsts])
    return int((chosen & there[places]).sum())


def _once(name: str, keys: np.ndarray, label: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    both = np.unique(np.stack([keys, label.astype(np.uint64)]), axis=1)
    own, counts = np.unique(both[0], return_counts=True)
    if twice := int((counts > 1).sum()):
        raise DataError(
            f"{plain(name)}: {twice:,} ids stand there with both labels; nothing was changed.\n"
            "Leave one label for each."
        )
    return own, both[1].astype(np.int8)


def _refuse_ambiguous(name: str, matched: np.ndarray) -> None:
    if several := int((matched > 1).sum()):
        raise DataError(
            f"{plain(name)}: {several:,} ids are of several decisions each; nothing was changed.\n"
            "Feed the batch again with its labels, or give each decision an id of its own."
        )


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
    taken.told.append(_about_process(made))
    return made


def _about_process(process: Process) -> str:
    return (
        f"Process {process.number} begins, as {process.reason}. It holds its level by itself; what "
        "came before stays on record."
    )


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


def _enter(
    state: State, settings: MonitorSettings, batch: Batch, process: Process, today: int
) -> int:
    _, firsts = cohorts_of(batch.rows.day, settings.cohort)
    cohorts = [first.toordinal() for first in firsts]
    number = state.take(batch.name, batch.rows, batch.label, process.number, cohorts, today)
    _enter_decided(state, settings, process.number, batch.name, batch.rows, number)
    return number


def _enter_decided(
    state: State, settings: MonitorSettings, process: int, name: str, own: BatchRows, number: int
) -> None:
    names = crossed_names(state.known.groups, settings.asked.cross)
    nothing = np.full(len(own), UNKNOWN, np.int8)
    counts = count_block(own, nothing, names, np.ones(len(own), bool))
    if own.score is not None:
        edges = state.known.score_edges
        place = np.searchsorted(edges, own.score, side="right")
        counts["scores"] = np.bincount(place, minlength=len(edges) + 1).tolist()
    state.enter(process, DECIDED, number, Block(name, int(own.day.max()), counts))


def _corrected(
    state: State, settings: MonitorSettings, old: TakenBatch, batch: Batch, today: int
) -> Taken:
    """Put a batch in the place of another, and count all of its process anew."""
    label = _with_earlier_labels(state, old, batch)
    process = state.process(old.process)
    _, firsts = cohorts_of(batch.rows.day, settings.cohort)
    cohorts = [first.toordinal() for first in firsts]
    number = state.take(batch.name, batch.rows, label, process.number, cohorts, today)
    state.correct(old.number, number)
    made = _again(state, settings, process.number, today, f"{plain(batch.name)} was corrected")
    return Taken([_about_process(made)], counted=True)


def _with_earlier_labels(state: State, old: TakenBatch, batch: Batch) -> np.ndarray:
    """Keep the labels of people who are in both, where the correction has none."""
    earlier = state.rows(old.number)
    if earlier.keys is None or batch.rows.keys is None:
        return batch.label
    known = dict(zip(earlier.keys.tolist(), state.labels(old.number).tolist(), strict=True))
    kept = [known.get(key, UNKNOWN) if key else UNKNOWN for key in batch.rows.keys.tolist()]
    return np.where(batch.label == UNKNOWN, np.array(kept, np.int8), batch.label).astype(np.int8)


def _again(
    state: State, settings: MonitorSettings, number: int, today: int, reason: str
) -> Process:
    """Begin a process with all that an earlier one had, as it is now."""
    old, entered = state.process(number), state.entered(number)
    made = state.begin(today, reason, old.version, old)
    batches = state.batches(number)
    state.move([one.number for one in batches], made.number)
    for one in batches:
        own = state.rows(one.number)
        _enter_decided(state, settings, made.number, one.name, own, one.number)
    for cohort in sorted(entered):
        count_cohort(state, settings, made.number, date.fromordinal(cohort))
    return made
