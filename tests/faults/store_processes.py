"""What the processes of ``test_store_survives`` do; each says through its pipe how far it is."""

import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection

from fairlab.record import DataUsed, FinishedRun, Ledger, Part, open_store

METRICS = {f"test/m{i}": i / 200 for i in range(200)}


def make(uri: str, say: Connection) -> None:
    say.send("started")
    say.send(open_store(uri).experiment("toy"))


def claim(uri: str, say: Connection) -> None:
    with Ledger(open_store(uri), "toy").claim("ab") as mine:
        say.send(mine)
        time.sleep(600)


def write(uri: str, say: Connection) -> None:
    ledger = Ledger(open_store(uri), "toy")
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    data = DataUsed("toy", "ab" * 32, (Part("test", 20, 4),))
    for seed in range(10_000):
        run = FinishedRun("toy", seed, f"{seed:016x}", "0", data, {}, METRICS, moment, moment)
        with ledger.claim(run.key) as mine:
            if mine:
                say.send(seed)
                ledger.write(run)
