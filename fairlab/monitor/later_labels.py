"""Labels that come later, put beside the decisions that they are of."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fairlab.data.messages import number_of, plain, rows
from fairlab.errors import DataError
from fairlab.monitor.batch_rows import UNKNOWN
from fairlab.monitor.cohorts import cohorts_of
from fairlab.monitor.entering import Taken, enter_again
from fairlab.monitor.id_keys import NOBODY
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import TakenBatch
from fairlab.monitor.watched_state import State


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
        own, _ = state.keys(batch.number)
        assert own is not None
        place = np.minimum(np.searchsorted(keys, own), max(len(keys) - 1, 0))
        there = (own != NOBODY) & (keys[place] == own) if len(keys) else np.zeros(len(own), bool)
        if there.any():
            matched += np.bincount(place[there], minlength=len(keys))
            found.append((batch, np.where(there, label[place], UNKNOWN).astype(np.int8)))
    _refuse_ambiguous(name, matched)
    taken = add_labels(state, settings, name, found, today, correct)
    if lost := int((matched == 0).sum()):
        taken.told.append(f"{plain(name)}: {rows(lost)} are of ids that no batch had.")
    return taken


def add_labels(
    state: State,
    settings: MonitorSettings,
    name: str,
    found: list[tuple[TakenBatch, np.ndarray]],
    today: int,
    correct: bool,
) -> Taken:
    """Put labels beside decisions, and count anew what rested on others.

    Parameters
    ----------
    state : State
    settings : MonitorSettings
    name : str
        Of the table, for messages.
    found : list of (TakenBatch, ndarray of int8)
        Labels of the rows of batches, -1 where nothing is told.
    today : int
    correct : bool
        Whether labels that were told before may be other now.

    Raises
    ------
    DataError
        Labels contradict earlier ones, and are not said to correct them.
    """
    changes = [_Change.of(state, *one) for one in found]
    other = sum(int(one.contradicts.sum()) for one in changes)
    if other and not correct:
        raise DataError(
            f"{plain(name)}: {rows(other)} have another label than before; nothing was changed.\n"
            "If these are right: --correct, which begins a new process where they were counted."
        )
    new = sum(int(one.first.sum()) for one in changes)
    late = sum(_of_entered(state, settings, one.batch, one.first) for one in changes)
    recount = {
        one.batch.process
        for one in changes
        if _of_entered(state, settings, one.batch, one.contradicts)
    }
    for one in changes:
        state.relabel(one.batch.number, one.label)
    taken = Taken(list(_about_labels(name, new, late, other)))
    reason = f"labels of {plain(name)} were corrected"
    for process in sorted(recount):
        taken.told += enter_again(state, settings, process, today, reason)
    return taken


@dataclass(frozen=True, eq=False)
class _Change:
    """What labels change in a batch: who gets a first one, and who another one."""

    batch: TakenBatch
    label: np.ndarray
    first: np.ndarray
    contradicts: np.ndarray

    @classmethod
    def of(cls, state: State, batch: TakenBatch, label: np.ndarray) -> "_Change":
        known, told = state.labels(batch.number), label != UNKNOWN
        first = told & (known == UNKNOWN)
        contradicts = told & (known != UNKNOWN) & (known != label)
        return cls(batch, np.where(told, label, known), first, contradicts)


def _about_labels(name: str, new: int, late: int, other: int) -> Iterator[str]:
    if new:
        yield f"{plain(name)}: {number_of(new, 'label is', 'labels are')} new."
    if late:
        yield f"{late:,} of them came after their cohort was counted, and stay out of it."
    if other:
        yield f"{plain(name)}: {number_of(other, 'label is', 'labels are')} corrected."


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
