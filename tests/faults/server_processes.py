"""What the processes of ``test_server_killed`` do, as sweeps of hosts of their own."""

from multiprocessing.connection import Connection

from fairlab.experiment.spec import Cell
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, sweep
from fairlab.learn import TunedXGB
from fairlab.record import Ledger, open_store
from tests.small import small_credit

STRATEGY = Strategy("baseline", TunedXGB(trials=1, trees=20, patience=5))
SEEDS = range(5)


def cells() -> list[Cell]:
    return plan([STRATEGY], small_credit(), SEEDS)


def run_all(uri: str, say: Connection) -> None:
    say.send("ready")
    say.recv()
    ledger = Ledger(open_store(uri), "small")
    sweep(cells(), ledger, watch=lambda cell, metrics: say.send(cell.key))
    say.send("over")
