"""The cores of this machine, through joblib."""

import logging
import os
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from fairlab.errors import RequestError
from fairlab.system.rare_collections import collect_rarely
from fairlab.system.workers import WorkerLostError, block_sigint, exit_with_parent

KEPT: dict[str, "Shared"] = {}  # in a worker: of the sweep that it last worked for


@dataclass(frozen=True)
class Shared:
    """What many calls take; a worker keeps the first that it is sent, with what was made of it."""

    data: Any
    name: str

    def __reduce__(self) -> tuple:
        return _kept, (self.data, self.name)


def called(task: Callable, call: tuple) -> Any:
    """Compute a call, of which each part that is shared is handed over itself."""
    return task(*(one.data if isinstance(one, Shared) else one for one in call))


def _kept(data: Any, name: str) -> Shared:
    if name not in KEPT:
        KEPT.clear()
    return KEPT.setdefault(name, Shared(data, name))


class Local:
    """Worker processes on this machine; with one slot, this process itself.

    Parameters
    ----------
    slots : int
        How many calls run side by side; the cores are divided among them.
    """

    shares_files = True

    def __init__(self, slots: int = 1) -> None:
        self.slots = slots
        self.shared: dict[int, Shared] = {}

    def threads(self, slots: int) -> int:
        """Divide the cores that this process may use."""
        from joblib import cpu_count

        return max(1, cpu_count() // slots)

    def share(self, data: Any) -> Any:
        """Leave it to joblib, which maps large arrays from a file that all workers read."""
        if id(data) not in self.shared:
            self.shared[id(data)] = Shared(data, uuid4().hex)
        return self.shared[id(data)]

    def run(self, task: Callable, calls: Iterable[tuple], slots: int) -> Iterator[Any]:
        """Compute the calls, each taken when its turn comes; yield results as they come."""
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import TerminatedWorkerError

        # A sweep that is stopped says so itself; joblib need not add what it dropped, nor its
        # thread that the workers were gone when it wanted to hand out more.
        warnings.filterwarnings("ignore", ".*tasks which were still being processed", UserWarning)
        logging.getLogger("concurrent.futures").addFilter(_is_news)
        work = Parallel(n_jobs=slots, return_as="generator_unordered", pre_dispatch="n_jobs")
        parent = os.getpid()
        with block_sigint():
            results = work(delayed(_beside)(parent, task, call) for call in calls)
        try:
            yield from results
        except TerminatedWorkerError as error:
            raise WorkerLostError(
                "A worker process was killed, most likely for want of memory.\n"
                "What is finished is kept: run the same again, with fewer jobs."
            ) from error


@contextmanager
def connect(address: str | None, jobs: int | None) -> Iterator[Local]:
    """Use so many of this machine's cores; there is no address to it."""
    if address:
        raise RequestError("--address is that of a cluster: name its engine, --engine dask or ray.")
    yield Local(jobs or 1)


def _is_news(record: logging.LogRecord) -> bool:
    from joblib.externals.loky.process_executor import ShutdownExecutorError

    return not (record.exc_info and isinstance(record.exc_info[1], ShutdownExecutorError))


def _beside(parent: int, task: Callable, call: tuple) -> Any:
    exit_with_parent(parent)
    if os.getpid() != parent:
        collect_rarely()
    return called(task, call)
