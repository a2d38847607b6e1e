"""What the processes of ``test_store_survives`` do; each says through its pipe how far it is."""

import time
from multiprocessing.connection import Connection

from fairlab.record import Ledger, open_store
from tests.named_run import named_run

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
    for seed in range(10_000):
        about, result = named_run(seed=seed, key=f"{seed:016x}", metrics=METRICS)
        with ledger.claim(about.key) as mine:
            if mine:
                say.send(seed)
                ledger.write(about, result)
