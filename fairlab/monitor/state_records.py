"""What a monitor keeps of batches, processes and the blocks that entered them."""

from dataclasses import dataclass
from typing import Any

DECIDED, LABELLED = "decided", "labelled"


@dataclass(frozen=True)
class Block:
    """What entered a process at once.

    Parameters
    ----------
    name : str
        Of the batch; of a cohort its first day.
    last : int
        The last day of a decision in it.
    counts : dict
        See `fairlab.monitor.block_counts.count_block`.
    """

    name: str
    last: int
    counts: dict[str, Any]


@dataclass(frozen=True)
class Process:
    """A run of looks that holds its level by itself.

    Parameters
    ----------
    number : int
    began : int
        The day.
    reason : str
        Why it began, as a sentence goes on.
    version : str
        Of the model.
    ended : int, optional
        The day on which another one took its place.
    """

    number: int
    began: int
    reason: str
    version: str
    ended: int | None


@dataclass(frozen=True)
class TakenBatch:
    """A batch that was counted.

    Parameters
    ----------
    number, process, people, first, last : int
        ``first`` and ``last`` are the days of its decisions.
    name, sha256 : str
    cohorts : list of int
        The first days of the cohorts that its people are of.
    """

    number: int
    name: str
    sha256: str
    process: int
    people: int
    first: int
    last: int
    cohorts: list[int]
