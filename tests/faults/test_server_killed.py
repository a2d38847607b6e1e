"""Sweeps that share a tracking server, of which one is killed: nothing lost, nothing twice."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path

import pandas as pd
import pytest

from fairlab.experiment.sweep import run_missing
from fairlab.record import Ledger, Store, open_store, repair
from fairlab.record.artifacts import run_tables
from fairlab.record.models import fetch_model
from fairlab.record.ui import serving
from tests.faults import server_processes
from tests.faults.killing import nursery
from tests.faults.postgres import missing, postgres
from tests.small import small_credit

POSTGRES = pytest.mark.skipif(bool(missing()), reason=missing())
SQLITE = pytest.mark.skipif(not missing(), reason="the same is run over PostgreSQL")


@pytest.fixture(
    params=[pytest.param("postgresql", marks=POSTGRES), pytest.param("sqlite", marks=SQLITE)]
)
def server(request: pytest.FixtureRequest, store: Store, tmp_path: Path) -> Iterator[Store]:
    """An MLflow server on this machine, over PostgreSQL where it is installed."""
    with ExitStack() as stack:
        behind = store if request.param == "sqlite" else Store(stack.enter_context(postgres()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        yield open_store(stack.enter_context(serving(behind, port, tmp_path)))


def start(uri: str) -> tuple[BaseProcess, Connection]:
    here, there = nursery().Pipe()
    process = nursery().Process(target=server_processes.run_all, args=(uri, there), daemon=True)
    process.start()
    there.close()
    assert here.recv() == "ready"
    return process, here


def numbers(store: Store) -> pd.DataFrame:
    table = Ledger(store, "small").table()
    named = table.set_index(["strategy", "seed"]).sort_index()
    return named.filter(regex="^(test|valid|fair|model|config_hash)")


def test_two_share_the_work_and_one_is_killed(server, template_store, tmp_path):
    specs = server_processes.specs()
    ours, theirs = (start(server.uri) for _ in range(2))
    for process in (ours, theirs):
        process[1].send("go")
    done_by_the_killed = {theirs[1].recv()}
    theirs[0].kill()
    theirs[0].join()
    done = set()
    while (said := ours[1].recv()) != "over":
        assert said not in done
        done.add(said)
    ours[0].join()
    found = numbers(server)
    # What the killed one recorded without being able to say so is told by the record alone.
    fits = Ledger(server, "small").beside("fit").finished()
    assert done | done_by_the_killed <= {*found["config_hash"], *fits}
    assert fits.keys() == {fit.key for spec in specs for fit in spec.fits}
    assert not done & done_by_the_killed
    assert sorted(found["config_hash"]) == sorted(spec.key for spec in specs)
    runs = server.client.search_runs([server.experiment("small")])
    assert sum(run.info.status == "FINISHED" for run in runs) == len(specs)
    assert len(runs) <= len(specs) + 1
    assert set(repair(server)["action"]) <= {"killed"}
    assert len(server.client.search_registered_models()) == 0
    for run in Ledger(server, "small").table()["run_id"]:
        assert {"groups", "predictions"} <= set(run_tables(server, run))
        assert fetch_model(server, run, tmp_path / run).is_dir()
    (tmp_path / "alone").mkdir()
    alone = open_store(f"sqlite:///{tmp_path}/alone/mlflow.db")
    run_missing(specs, small_credit(), Ledger(alone, "small"))
    pd.testing.assert_frame_equal(found, numbers(alone), check_exact=True)
