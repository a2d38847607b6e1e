"""A monitor that is killed in the middle goes on: no batch is lost, and none counts twice."""

import os
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.monitor.months import COLUMNS, LABELS, LATER, write

MONTHS = 8
STATE = Path("monitor-monitor.db")


def counted():
    """Give the blocks of both kinds in their order."""
    with closing(sqlite3.connect(STATE, timeout=20)) as db:
        return db.execute("SELECT kind, name, counts FROM blocks ORDER BY id").fetchall()


def started(files):
    command = [sys.executable, "-m", "fairlab", "monitor", *files, *COLUMNS, *LABELS, *LATER]
    home = str(Path(__file__).parents[2])
    return subprocess.Popen(
        command, env=os.environ | {"PYTHONPATH": home}, stdout=subprocess.DEVNULL
    )


def killed_after(blocks, files):
    """Kill the command as soon as so many blocks stand in its file; tell whether it was running."""
    process = started(files)
    while process.poll() is None:
        with suppress(sqlite3.Error):
            if STATE.exists() and STATE.stat().st_size and len(counted()) >= blocks:
                process.kill()
        time.sleep(0.005)
    return process.returncode == -9


@pytest.mark.slow
def test_a_killed_monitor_counts_every_batch_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    files = [write(at, people=3000) for at in range(1, MONTHS + 1)]
    struck = [killed_after(blocks, files) for blocks in (2, MONTHS)]
    assert any(struck), "none was killed in time"
    assert started(files).wait() == 2
    found = counted()
    assert [name for kind, name, _ in found if kind == "decided"] == files
    assert sum(kind == "labelled" for kind, _, _ in found) == MONTHS
    STATE.unlink()
    assert started(files).wait() == 2
    assert counted() == found
