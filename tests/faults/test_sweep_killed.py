"""Sweeps that are killed: nothing lost, nothing twice, the same bits as without."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest

from fairlab.record import Ledger, open_store, repair
from tests.small import small_credit

KILLS = int(os.environ.get("FAIRLAB_FAULT_TRIALS", "2"))
SETTINGS = ("--target", "bad", "--sensitive", "sex,age", "--ignore", "id", "--seeds", "3")


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("data") / "small.csv"
    small_credit().frame.to_csv(path, index=False)
    return path


def start(table: Path, folder: Path) -> subprocess.Popen:
    command = [sys.executable, "-m", "fairlab", "run", "auprc", "--data", str(table), *SETTINGS]
    return subprocess.Popen(
        [*command, "--trials", "4", "--jobs", "2"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def finish(table: Path, folder: Path) -> pd.DataFrame:
    process = start(table, folder)
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said
    found = Ledger(open_store(f"sqlite:///{folder}/mlflow.db"), "small").table()
    assert found["config_hash"].is_unique
    named = found.set_index(["strategy", "seed"]).sort_index()
    return named.filter(regex="^(test|valid|fair|model|config_hash)")


def wait_for_work(folder: Path, seconds: float) -> None:
    until = time.monotonic() + 60
    while not (folder / ".fairlab" / "work").exists() and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(seconds)


@pytest.fixture(scope="module")
def undisturbed(table, tmp_path_factory) -> pd.DataFrame:
    return finish(table, tmp_path_factory.mktemp("undisturbed"))


def test_killed_at_random_points_and_resumed_every_bit_is_the_same(table, undisturbed, tmp_path):
    seed = int(os.environ.get("FAIRLAB_FAULT_SEED", time.time_ns() % 10_000))
    print(f"FAIRLAB_FAULT_SEED={seed}")
    moments = random.Random(seed)
    for kill in range(KILLS):
        process = start(table, tmp_path)
        wait_for_work(tmp_path, moments.uniform(0, 4))
        # With its workers, or alone: then they are orphans of which the next sweep knows nothing.
        os.killpg(process.pid, signal.SIGKILL) if kill % 2 else process.kill()
        process.wait()
        process.stdout.close()
    found = finish(table, tmp_path)
    pd.testing.assert_frame_equal(found, undisturbed, check_exact=True)
    store = open_store(f"sqlite:///{tmp_path}/mlflow.db")
    repair(store)
    assert repair(store).query("action != 'left'").empty


def test_two_sweeps_at_once_share_the_work(table, undisturbed, tmp_path):
    processes = [start(table, tmp_path) for _ in range(2)]
    for process in processes:
        said, _ = process.communicate(timeout=300)
        assert process.returncode == 0, said
    pd.testing.assert_frame_equal(finish(table, tmp_path), undisturbed, check_exact=True)
    runs = open_store(f"sqlite:///{tmp_path}/mlflow.db").client.search_runs(["1"])
    assert len(runs) == len(undisturbed)


def test_stopped_by_hand_it_says_what_to_do(table, tmp_path):
    process = start(table, tmp_path)
    wait_for_work(tmp_path, 1)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert "the same command goes on" in said
    assert "Traceback" not in said
