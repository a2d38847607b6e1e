"""What is killed, and how it is told afterwards that nothing came of it."""

import shutil
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from fairlab.record import open_store, repair
from fairlab.record.models import fetch_model as fetch_model
from tests.faults import witness
from tests.faults.command_processes import fairlab, make_store
from tests.faults.killing import Killer, Started, Tally, timed
from tests.small import small_credit

SCRIPT = '''"""Few trees, found in few trials."""
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall
from fairlab.experiment.strategy import Strategy
strategy = Strategy({name!r}, TunedXGB(trials=3, trees=20, patience=5){more})
'''
STRATEGIES = {"plain": "", "kept": ", FairSMOTE(), rule=KeepRecall('plain')"}
DATA = ("--data", "small.csv", "--target", "bad", "--sensitive", "sex,age", "--ignore", "id")
OWN = ("--experiments", "experiments", *DATA)
FOLDS, ONE = ("--folds", "2"), ("--design", "holdout")
STOPPED = "Stopped. What is recorded is kept: the same command goes on from there, or begins anew."
LAST_WORDS = "(runs only what is missing)"


@dataclass(frozen=True)
class Work:
    """Commands on one store, each typed again when it was killed.

    Parameters
    ----------
    what : str
        What is killed.
    words : tuple of str
        The command.
    beside : int
        How many of it run at once.
    """

    what: str
    words: tuple[str, ...]
    beside: int = 1


SWEEPS = Work("two sweeps on one store", ("sweep", *OWN, *FOLDS, "--seeds", "3"), beside=2)
WORKERS = Work("a sweep with two workers", ("sweep", *OWN, *FOLDS, "--seeds", "3", "--jobs", "2"))
NO_SEARCH = tuple(
    Work(f"the same without a search, {jobs} worker{'s' * (jobs > 1)}",
         ("sweep", *OWN, "--folds", "3", "--seeds", "2", "--trials", "0", "--jobs", str(jobs)))
    for jobs in (1, 2)
)  # fmt: skip
SEARCHES = tuple(
    Work(f"a search with {tuner}", ("run", "plain", *OWN, *ONE, "--seeds", "1", "--trials", "25",
                                    "--tuner", tuner))
    for tuner in ("hyperopt", "optuna")
)  # fmt: skip


def lay_out(folder: Path, store: Path | None) -> Path:
    """Make a folder with the table, the experiments and an empty store."""
    (folder / "experiments").mkdir(parents=True)
    small_credit().frame.to_csv(folder / "small.csv", index=False)
    for name, more in STRATEGIES.items():
        text = SCRIPT.format(name=name, more=more)
        (folder / "experiments" / f"{name}.py").write_text(text)
    if store:
        shutil.copy(store, folder / "mlflow.db")
    return folder


@contextmanager
def started(folder: Path, *target: object) -> Iterator[Started]:
    process = Started(folder, *target)
    try:
        yield process
    finally:
        process.clear_away()


@dataclass(frozen=True)
class Undisturbed:
    """A command that nobody kills: its folder, what is in its store, and how long it took."""

    folder: Path
    contents: witness.Content
    seconds: float


def undisturbed(work: Work, folder: Path, store: Path) -> Undisturbed:
    """Run a command once, in a folder of its own, from a copy of an empty store."""
    here = lay_out(folder, store)
    seconds = seconds_of(here, fairlab, *work.words)
    return Undisturbed(here, witness.contents(here), seconds)


def seconds_of(folder: Path, *target: object) -> float:
    with started(folder, *target) as process:
        start = time.monotonic()
        process.end()
        return time.monotonic() - start


def kill_work(work: Work, kills: int, store: Path, whole: Undisturbed) -> Tally:
    """Kill commands at random moments and type them again, until each has ended by itself."""
    tally = Tally(work.what)
    killer = Killer(tally, kills)
    with timed(tally) as folder:
        for number in killer.rounds():
            here = lay_out(folder / str(number), store)
            _until_done(work, here, killer, whole.seconds)
            _judge(here, whole.contents, tally)
    return tally


def _until_done(work: Work, folder: Path, killer: Killer, longest: float) -> None:
    with ExitStack() as stack:

        def begin() -> Started:
            return stack.enter_context(started(folder, fairlab, *work.words))

        under_way = [begin() for _ in range(work.beside)]
        seen: set[str] = set()
        while under_way and not killer.is_done:
            killer.wait(longest / 2)  # what is kept counts: kills fall everywhere all the same
            victim = killer.chance.choice(under_way)
            under_way.remove(victim)
            if victim.runs:
                killer.strike(victim, witness.moment)
                under_way.append(begin())
            else:
                victim.end()
            now = set(witness.finished(folder))
            killer.tally.lost += len(seen - now)
            seen = now
        for process in under_way:
            process.end()


def _judge(folder: Path, expected: witness.Content, tally: Tally) -> None:
    """Compare a store with that of an undisturbed command, and repair it."""
    keys = witness.finished(folder)
    found = witness.contents(folder)
    tally.lost += len(expected.keys() - found.keys())
    tally.twice += len(keys) - len(set(keys))
    tally.differing += sum(found[key] != expected[key] for key in found.keys() & expected.keys())
    repaired(folder, tally)
    store = open_store(f"sqlite:///{folder}/mlflow.db")
    query = (
        "SELECT run_uuid FROM tags JOIN runs USING (run_uuid) WHERE status = 'FINISHED' AND key = ?"
    )
    for number, (run,) in enumerate(witness.ask(folder, query, "fairlab.model_sha256")):
        fetch_model(store, run, folder / "models" / str(number))


def repaired(folder: Path, tally: Tally, uri: str = "") -> None:
    """Let ``repair`` close what the killed left behind; it says each run that it closed."""
    before = witness.running(folder)
    told = repair(open_store(uri or f"sqlite:///{folder}/mlflow.db"))
    after = witness.running(folder)
    assert (told["action"] == "killed").sum() == before - after
    tally.running += before
    tally.still_running += after


def kill_creation(kills: int) -> Tally:
    """Kill two processes that make the same store, one of them or both."""
    tally = Tally("two that make one store")
    killer = Killer(tally, kills)
    with timed(tally) as folder:
        (folder / "alone").mkdir()
        longest = seconds_of(folder / "alone", make_store)
        for number in killer.rounds():
            here = folder / str(number)
            here.mkdir()
            _kill_both(here, killer, longest)
            tally.lost += not _is_usable(here)
    return tally


def _kill_both(folder: Path, killer: Killer, longest: float) -> None:
    with started(folder, make_store) as one, started(folder, make_store) as other:
        for victim in (one, other):
            killer.wait(longest / 2)
            if victim.runs and not killer.is_done:
                killer.strike(victim, _how_far_made)
        if other.runs:
            other.end()


def _how_far_made(folder: Path) -> str:
    if (folder / "mlflow.db").exists():
        return "store in place"
    return "draft under way" if list((folder / ".fairlab").glob("draft-*")) else "nothing yet"


def _is_usable(folder: Path) -> bool:
    store = open_store(f"sqlite:///{folder}/mlflow.db")
    with closing(sqlite3.connect(folder / "mlflow.db")) as db:
        (said,) = db.execute("PRAGMA integrity_check").fetchone()
    left = list((folder / ".fairlab").glob("draft-*"))
    return store.experiment("toy") == "1" and said == "ok" and not left


def press(work: Work, presses: int, store: Path, whole: Undisturbed) -> tuple[Tally, float]:
    """Press Ctrl-C at random moments; give the longest time that one took to be answered."""
    tally = Tally(f"{work.what}, by Ctrl-C")
    killer, slowest = Killer(tally, presses), 0.0
    with timed(tally) as folder:
        for number in killer.rounds():
            here = lay_out(folder / str(number), store)
            with started(here, fairlab, *work.words) as victim:
                killer.wait(whole.seconds)
                if victim.runs:
                    slowest = max(slowest, _stop(victim, tally))
            repaired(here, tally)
    return tally, slowest


def _stop(victim: Started, tally: Tally) -> float:
    moment, start = witness.moment(victim.folder), time.monotonic()
    victim.kill(signal.SIGINT, whole=True)
    seconds, said = time.monotonic() - start, victim.said()
    if LAST_WORDS in said:
        return 0.0  # the command was over before it could be stopped
    tally.moments[moment] += 1
    tally.signals["SIGINT"] += 1
    assert victim.process.exitcode == 130, said
    assert STOPPED in said, said
    assert "Traceback" not in said, said
    tally.lost += witness.running(victim.folder)
    return seconds
