"""What the processes of ``test_server_killed`` do, as sweeps of hosts of their own."""

from multiprocessing.connection import Connection

from fairlab.experiment.design import Design
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.record import Ledger, open_store
from tests.small import small_credit

STRATEGY = Strategy("baseline", TunedXGB(trials=1, trees=20, patience=5))
SEEDS = range(4)


def specs() -> list[RunSpec]:
    return plan([STRATEGY], small_credit(), SEEDS, Design("holdout"))


def run_all(uri: str, say: Connection) -> None:
    say.send("ready")
    say.recv()
    ledger = Ledger(open_store(uri), "small")
    run_missing(specs(), small_credit(), ledger, watch=lambda spec, _: say.send(spec.key))
    say.send("over")
