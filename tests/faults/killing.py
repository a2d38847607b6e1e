"""Real processes that are killed at random moments, and the tally of what that did."""

import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from itertools import count, takewhile
from multiprocessing.context import ForkServerContext
from pathlib import Path

from fairlab.record.client import SETTINGS
from tests.faults.command_processes import SAID, lead

SEED = int(os.environ.get("FAIRLAB_FAULT_SEED", time.time_ns() % 10_000))
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
PRELOADED = [
    "tests.faults.command_processes", "tests.faults.known_packages", "fairlab.cli",
    "fairlab.commands.sweep", "fairlab.experiment.sweep", "fairlab.commands.explore",
    "fairlab.commands.report", "fairlab.mitigate.fair_smote", "fairlab.record.writing", "hyperopt",
    "mlflow.pyfunc", "mlflow.store.tracking.sqlalchemy_store", "optuna", "xgboost",
]  # fmt: skip


@cache
def nursery() -> ForkServerContext:
    """Give what starts processes from one that has imported what would take seconds in each.

    There is one such process, whose imports are those of who asked first: all ask here.
    """
    os.environ |= SETTINGS
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    return context


class Started:
    """A process of its own group, that has begun.

    Parameters
    ----------
    folder : Path
        Its current folder.
    target : callable
        A function of ``command_processes``, and its arguments.
    """

    def __init__(self, folder: Path, target: Callable, *arguments: object) -> None:
        self.folder = folder
        here, there = nursery().Pipe()
        self.process = nursery().Process(target=lead, args=(there, str(folder), target, *arguments))
        self.process.start()
        there.close()
        assert here.recv() == "begun"

    @property
    def runs(self) -> bool:
        return self.process.is_alive()

    def end(self, seconds: float = 300) -> None:
        """Wait until it has ended by itself, and well."""
        self.process.join(seconds)
        assert self.process.exitcode == 0, f"{self.process.exitcode}\n{self.said()}"

    def kill(self, sign: signal.Signals, whole: bool) -> None:
        """Kill it, alone or with the workers that it has started, and wait until it is gone."""
        (os.killpg if whole else os.kill)(self.process.pid, sign)
        self.process.join(10)
        assert self.process.exitcode is not None, f"{sign.name} did not end it"

    def clear_away(self) -> None:
        """Leave nothing of it: neither itself nor orphans."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.join()

    def said(self) -> str:
        return (self.folder / SAID).read_text()[-3000:]


@dataclass
class Tally:
    """What was killed, when, and what came of it.

    Parameters
    ----------
    what : str
        Was killed.
    signals, moments : Counter
        By which signal, and how far it was.
    lost, twice, differing : int
        Finished runs or files that were gone or broken, that were there twice, and that were
        not those of an undisturbed process, bit for bit.
    running, still_running : int
        Runs left RUNNING, before and after ``fairlab repair``.
    seconds : float
    """

    what: str
    signals: Counter[str] = field(default_factory=Counter)
    moments: Counter[str] = field(default_factory=Counter)
    lost: int = 0
    twice: int = 0
    differing: int = 0
    running: int = 0
    still_running: int = 0
    seconds: float = 0.0

    @property
    def kills(self) -> int:
        return self.signals.total()

    @property
    def harm(self) -> int:
        return self.lost + self.twice + self.differing + self.still_running

    def __str__(self) -> str:
        moments = ", ".join(f"{moment} {count}" for moment, count in self.moments.most_common())
        return (
            f"{self.what}: {self.kills} kills ({moments}), lost {self.lost}, twice {self.twice}, "
            f"differing {self.differing}, RUNNING {self.running} before and {self.still_running} "
            f"after repair, {self.seconds:.0f} s; FAIRLAB_FAULT_SEED={SEED}"
        )


@dataclass
class Killer:
    """Kills at moments that the seed decides.

    Parameters
    ----------
    tally : Tally
        Where each kill is counted.
    most : int
        How many kills.
    """

    tally: Tally
    most: int

    def __post_init__(self) -> None:
        self.chance = random.Random(f"{SEED} {self.tally.what}")

    @property
    def is_done(self) -> bool:
        return self.tally.kills >= self.most

    def rounds(self) -> Iterator[int]:
        """Count rounds, until there were kills enough."""
        return takewhile(lambda _: not self.is_done, count())

    def wait(self, longest: float) -> None:
        time.sleep(self.chance.uniform(0, longest))

    def strike(self, victim: Started, moment: Callable[[Path], str]) -> None:
        """Kill with one of the signals, alone or with its workers, and count it."""
        sign, whole = self.chance.choice(SIGNALS), self.chance.random() < 0.5
        self.tally.moments[moment(victim.folder)] += 1
        self.tally.signals[sign.name] += 1
        victim.kill(sign, whole)


@contextmanager
def timed(tally: Tally) -> Iterator[Path]:
    """Give a folder for a scene, and write down how long it took."""
    start = time.monotonic()
    folder = Path(tempfile.mkdtemp(prefix="fairlab-kills-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
    tally.seconds = time.monotonic() - start
