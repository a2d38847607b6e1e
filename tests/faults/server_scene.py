"""A tracking server that is killed under a sweep and started again: nothing lost, nothing twice."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fairlab.errors import StoreError
from fairlab.record.client import SETTINGS
from fairlab.record.place import probe
from tests.faults import witness
from tests.faults.command_processes import fairlab
from tests.faults.killing import SIGNALS, Killer, Tally, timed
from tests.faults.scenes import Undisturbed, Work, lay_out, repaired, started

STOPPED = (1, 2)  # results wait on disk for the same command; nobody answered at its start
LATEST = 300  # seconds in which a server has to answer, and a sweep to end


def kill_server(work: Work, kills: int, store: Path, whole: Undisturbed) -> Tally:
    """Kill the server of a sweep at a random moment, start it again, and go on."""
    tally = Tally("an MLflow server under a sweep")
    killer = Killer(tally, kills)
    with timed(tally) as folder:
        for number in killer.rounds():
            here = lay_out(folder / str(number), store)
            _sweep_on(Server(here), work.words, killer, whole.seconds)
            keys, found = witness.finished(here), witness.contents(here)
            tally.lost += len(whole.contents.keys() - found.keys())
            tally.twice += len(keys) - len(set(keys))
            tally.differing += sum(found[key] != whole.contents[key] for key in found)
    return tally


def fairlab_on_server(*words: str) -> None:
    """Be the command line; what it keeps of a server stays in this folder."""
    os.environ["XDG_CACHE_HOME"] = str(Path.cwd() / "cache")
    fairlab(*words)


class Server:
    """MLflow over the store of a folder, at one address, however often it is started."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.address = f"http://127.0.0.1:{self.port}"

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen]:
        """Start it, and leave nothing of it."""
        command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri"]
        command += [f"sqlite:///{self.folder}/mlflow.db", "--port", str(self.port)]
        light = {**SETTINGS, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
        with (self.folder / "server.txt").open("ab") as log:
            server = subprocess.Popen(
                [*command, "--workers", "1"], cwd=self.folder, env={**os.environ, **light},
                stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        try:
            yield server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, SIGNALS[0])
            server.wait()

    def wait(self) -> None:
        """Wait until it answers."""
        end = time.monotonic() + LATEST
        while True:
            try:
                return probe(self.address)
            except StoreError:
                assert time.monotonic() < end, (self.folder / "server.txt").read_text()[-2000:]
                time.sleep(0.5)


def _sweep_on(server: Server, words: tuple[str, ...], killer: Killer, longest: float) -> None:
    target = (fairlab_on_server, *words, "--store", server.address)
    with server.running() as victim:
        server.wait()
        with started(server.folder, *target) as sweep:
            killer.wait(longest)
            sign = killer.chance.choice(SIGNALS)
            killer.tally.moments[witness.moment(server.folder)] += 1
            killer.tally.signals[sign.name] += 1
            os.killpg(victim.pid, sign)
            victim.wait()
            with server.running():
                sweep.process.join(LATEST)
                assert sweep.process.exitcode in (0, *STOPPED), sweep.said()
                server.wait()
                if sweep.process.exitcode in STOPPED:
                    with started(server.folder, *target) as again:
                        again.end(LATEST)
                repaired(server.folder, killer.tally, server.address)
