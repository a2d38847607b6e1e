"""A Dask cluster of real processes, of which one is killed: nothing lost, nothing twice."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread

import pandas as pd
import pytest

from fairlab.engines import open_engine
from fairlab.errors import RequestError
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall
from fairlab.record import Ledger, Store, open_store
from tests.small import small_credit

distributed = pytest.importorskip("distributed", reason="the extra `dask` is not installed")

MODEL = TunedXGB(trials=1, trees=20, patience=5)
STRATEGIES = (
    Strategy("baseline", MODEL),
    Strategy("smote", MODEL, FairSMOTE(), rule=KeepRecall("baseline")),
)
SEEDS = range(1)  # four fits in two folds, of which both workers have some


@contextmanager
def process(folder: Path, module: str, *options: str) -> Iterator[subprocess.Popen]:
    """Start a part of Dask in a folder of its own, as on a host of its own."""
    folder.mkdir()
    path = os.pathsep.join(filter(None, [str(Path.cwd()), os.environ.get("PYTHONPATH")]))
    started = subprocess.Popen(
        [sys.executable, "-m", f"distributed.cli.{module}", *options],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "HOME": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield started
    finally:
        started.kill()
        started.wait()


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with process(tmp_path / "scheduler", "dask_scheduler", "--port", "0", "--no-dashboard",
                 "--scheduler-file", "scheduler.json"):  # fmt: skip
        written = tmp_path / "scheduler" / "scheduler.json"
        while not written.exists():
            time.sleep(0.05)
        yield pd.read_json(written, typ="series")["address"]


@pytest.fixture
def workers(address: str, tmp_path: Path) -> Iterator[list[subprocess.Popen]]:
    with ExitStack() as stack:
        options = (address, "--no-nanny", "--nthreads", "1", "--no-dashboard")
        yield [
            stack.enter_context(process(tmp_path / f"worker-{number}", "dask_worker", *options))
            for number in range(2)
        ]


@pytest.fixture
def other_store(template_store: Path, tmp_path: Path) -> Store:
    (tmp_path / "other").mkdir()
    shutil.copy(template_store, tmp_path / "other")
    return open_store(f"sqlite:///{tmp_path}/other/mlflow.db")


def numbers(store: Store) -> pd.DataFrame:
    table = Ledger(store, "small").table()
    assert table["config_hash"].is_unique
    named = table.set_index(["strategy", "seed"]).sort_index()
    return named.filter(regex="^(test|valid|fair|model|config_hash)")


def kill_who_is_busy(client: "distributed.Client", killed: list[int]) -> None:
    """Kill the first worker that is seen computing a run."""
    pids = client.run(os.getpid)
    while not killed:
        for worker, tasks in client.processing().items():
            if any(task.startswith("result_or_failure") for task in tasks) and not killed:
                killed.append(pids[worker])
                os.kill(pids[worker], signal.SIGKILL)
        time.sleep(0.02)


def test_a_worker_is_killed_and_every_bit_is_the_same(address, workers, store, other_store):
    data = small_credit()
    specs = plan(STRATEGIES, data, SEEDS, Design(folds=2))
    killed: list[int] = []
    with distributed.Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
        killer = Thread(target=kill_who_is_busy, args=(client, killed), daemon=True)
        killer.start()
        with open_engine("dask", address) as engine:
            assert engine.slots == 2
            assert run_missing(specs, data, Ledger(store, "small"), engine) == []
        killer.join(timeout=10)
    assert sorted(worker.poll() is None for worker in workers) == [False, True]
    assert killed[0] in {worker.pid for worker in workers}
    found = numbers(store)
    assert len(store.client.search_runs([store.experiment("small")])) == len(specs) == len(found)
    run_missing(specs, data, Ledger(other_store, "small"))
    pd.testing.assert_frame_equal(found, numbers(other_store), check_exact=True)


def test_a_cluster_without_workers_is_told(address):
    with pytest.raises(RequestError, match="no workers yet"), open_engine("dask", address):
        pass
