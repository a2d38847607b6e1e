"""What real processes do to a store when many open it at once, or when they are killed."""

import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

import pytest

from fairlab.record import Ledger, open_store, repair
from tests.faults import store_processes
from tests.faults.killing import nursery

TRIALS = int(os.environ.get("FAIRLAB_FAULT_TRIALS", "2"))


def start(target: Callable, uri: str) -> tuple[BaseProcess, Connection]:
    here, there = nursery().Pipe()
    process = nursery().Process(target=target, args=(uri, there), daemon=True)
    process.start()
    there.close()
    return process, here


def _kill(process: BaseProcess) -> None:
    process.kill()
    process.join()


def test_eight_processes_may_open_a_new_store_at_once(tmp_path):
    uri = f"sqlite:///{tmp_path}/mlflow.db"
    started = [start(store_processes.make, uri) for _ in range(8)]
    assert [said.recv() for _, said in started] == ["started"] * 8
    assert [said.recv() for _, said in started] == ["1"] * 8


@pytest.mark.parametrize("trial", range(TRIALS))
def test_a_store_survives_a_kill_while_it_is_made(trial, tmp_path):
    uri, private = f"sqlite:///{tmp_path}/mlflow.db", tmp_path / ".fairlab"
    process, said = start(store_processes.make, uri)
    said.recv()
    while not (drafts := list(private.glob("draft-*"))) and process.is_alive():
        time.sleep(0.005)
    assert drafts, "the process was not seen making the store"
    time.sleep(random.Random(trial).uniform(0, 2))
    _kill(process)
    store = open_store(uri)
    assert store.experiment("toy") == "1"
    assert not list(private.glob("draft-*"))


def _finished(database: os.PathLike) -> list[int]:
    """Count the metrics of every finished run."""
    with closing(sqlite3.connect(database)) as db:
        rows = db.execute(
            "SELECT count(latest_metrics.key) FROM runs LEFT JOIN latest_metrics USING (run_uuid)"
            " WHERE status = 'FINISHED' GROUP BY runs.run_uuid"
        )
        return [count for (count,) in rows]


def test_a_kill_while_writing_leaves_whole_runs_and_one_to_close(store):
    ledger, before = Ledger(store, "toy"), set()
    for trial in range(2 * TRIALS):
        process, said = start(store_processes.write, store.uri)
        first, second = said.recv(), said.recv()
        assert second == first + 1
        time.sleep(random.Random(trial).uniform(0, 0.3))
        _kill(process)
        told = repair(store)
        assert told["action"].tolist() in ([], ["killed"])
        counts = _finished(store.database)
        assert set(counts) <= {len(store_processes.METRICS)}
        now = ledger.finished().keys()
        assert before <= now
        assert len(now) == len(counts)
        before = set(now)
    seeds = ledger.table()["seed"].tolist()
    assert seeds == list(range(len(seeds)))
    assert len(seeds) >= 2 * TRIALS


def test_a_claim_dies_with_its_process(store):
    process, said = start(store_processes.claim, store.uri)
    assert said.recv() is True
    ledger = Ledger(store, "toy")
    with ledger.claim("ab") as mine:
        assert not mine
    _kill(process)
    with ledger.claim("ab") as mine:
        assert mine
