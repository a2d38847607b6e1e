"""Batches that enter a process: one as it comes, or all of them again."""

from dataclasses import dataclass, field

import numpy as np

from fairlab.monitor.batch_reading import Batch
from fairlab.monitor.batch_rows import UNKNOWN, BatchRows
from fairlab.monitor.block_counts import count_block, crossed_names
from fairlab.monitor.cohorts import cohorts_of
from fairlab.monitor.maturing import mature_process
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import DECIDED, Block, Process
from fairlab.monitor.watched_state import State


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


def keep_batch(
    state: State,
    settings: MonitorSettings,
    batch: Batch,
    labels: np.ndarray,
    process: int,
    today: int,
) -> int:
    """Keep the rows of a batch, and give its number."""
    _, firsts = cohorts_of(batch.rows.day, settings.cohort)
    cohorts = [first.toordinal() for first in firsts]
    return state.take(batch.name, batch.rows, labels, process, cohorts, today)


def enter_decided(
    state: State, settings: MonitorSettings, process: int, name: str, own: BatchRows, number: int
) -> None:
    """Let the decisions of a batch enter a process."""
    names = crossed_names(state.known.groups, settings.asked.cross)
    nothing = np.full(len(own), UNKNOWN, np.int8)
    counts = count_block(own, nothing, names, np.ones(len(own), bool))
    if own.score is not None:
        edges = state.known.score_edges
        place = np.searchsorted(edges, own.score, side="right")
        counts["scores"] = np.bincount(place, minlength=len(edges) + 1).tolist()
    state.enter(process, DECIDED, number, Block(name, int(own.day.max()), counts))


def enter_again(
    state: State, settings: MonitorSettings, number: int, today: int, reason: str
) -> list[str]:
    """Begin a process with all that an earlier one had, as it is now, in the order of its dates."""
    old = state.process(number)
    made = state.begin(today, reason, old.version, old)
    batches = state.batches(number)
    state.move([one.number for one in batches], made.number)
    for one in sorted(batches, key=lambda batch: (batch.last, batch.first)):
        own = state.rows(one.number)
        enter_decided(state, settings, made.number, one.name, own, one.number)
    return [about_process(made), *mature_process(state, settings, made.number, today)]


def about_process(process: Process) -> str:
    """Say that a process begins, and why."""
    return (
        f"Process {process.number} begins, as {process.reason}. It holds its level by itself; what "
        "came before stays on record."
    )
