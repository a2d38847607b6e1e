"""What ``make faults`` runs: 200 kills at random moments, and the table of what came of them.

``python -m tests.faults.campaign 40`` kills 40 times; the variable ``FAIRLAB_FAULT_SEED``
brings the moments of an earlier campaign back, as far as a machine repeats itself.
"""

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from fairlab.record import open_store
from tests.faults import file_scenes, scenes, server_scene
from tests.faults.killing import SEED, Tally

USUAL = 200
PRESSES = 20  # of Ctrl-C, to every 200 kills
COLUMNS = (
    "killed", "kills", "KILL/TERM/INT", "lost", "twice", "differing", "RUNNING", "after repair",
    "s",
)  # fmt: skip


def campaign(kills: int) -> Iterator[Tally]:
    """Kill everything in turn, each its share of the kills."""

    def share(percent: int) -> int:
        return max(1, kills * percent // 100)

    with TemporaryDirectory(prefix="fairlab-campaign-") as scratch:
        folder, store = Path(scratch), Path(scratch, "mlflow.db")
        open_store(f"sqlite:///{store}")
        sweep = scenes.undisturbed(scenes.SWEEPS, folder / "sweep", store)
        yield scenes.kill_creation(share(5))
        yield scenes.kill_work(scenes.SWEEPS, share(25), store, sweep)
        yield server_scene.kill_server(scenes.SWEEPS, share(1), store, sweep)
        beside = scenes.undisturbed(scenes.WORKERS, folder / "workers", store)
        yield scenes.kill_work(scenes.WORKERS, share(12), store, beside)
        for number, work in enumerate((*scenes.NO_SEARCH, *scenes.SEARCHES)):
            alone = scenes.undisturbed(work, folder / f"more-{number}", store)
            yield scenes.kill_work(work, share(11), store, alone)
        yield file_scenes.kill_page(*file_scenes.REPORT, share(4), sweep.folder)
        yield file_scenes.kill_page(*file_scenes.EXPLORATION, share(3), sweep.folder)
        yield file_scenes.kill_writing(share(3))
        yield file_scenes.kill_download(share(3))
        for work, alone in ((scenes.SWEEPS, sweep), (scenes.WORKERS, beside)):
            tally, slowest = scenes.press(work, share(PRESSES // 4), store, alone)
            print(f"  the slowest answer to Ctrl-C took {slowest:.1f} s", flush=True)
            yield tally


def row(tally: Tally) -> str:
    """Lay out a tally as a row of a Markdown table."""
    signals = "/".join(str(tally.signals[name]) for name in ("SIGKILL", "SIGTERM", "SIGINT"))
    moments = ", ".join(f"{count} {moment}" for moment, count in tally.moments.most_common())
    cells = (
        f"{tally.what}: {moments}", tally.kills, signals, tally.lost, tally.twice,
        tally.differing, tally.running, tally.still_running, round(tally.seconds),
    )  # fmt: skip
    return "| " + " | ".join(map(str, cells)) + " |"


def main(kills: int) -> int:
    """Run a campaign and print its table; 1 where anything was lost, twice, differing or left."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a job in the background ignores it
    print(f"FAIRLAB_FAULT_SEED={SEED}")
    print("| " + " | ".join(COLUMNS) + " |\n" + "|---" * len(COLUMNS) + "|", flush=True)
    tallies = []
    for tally in campaign(kills):
        tallies.append(tally)
        print(row(tally), flush=True)
    harm = sum(tally.harm for tally in tallies)
    total = sum(tally.kills for tally in tallies)
    print(f"{total} kills, of which {harm or 'none'} did harm.")
    return min(harm, 1)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else USUAL))
