import json
import os
import subprocess
from dataclasses import replace

import pytest

from fairlab.record import Ledger, repair
from fairlab.record.owner import Owner


@pytest.fixture
def running(store, finished_run):
    """Make a running run of a given owner."""

    def make(**owner: object) -> str:
        run_id = Ledger(store, "toy").write(*finished_run())
        text = json.dumps(Owner.here().as_dict() | owner)
        store.client.set_tag(run_id, "fairlab.owner", text)
        store.client.update_run(run_id, status="RUNNING")
        return run_id

    return make


def _dead_process() -> int:
    process = subprocess.Popen(["true"])
    process.wait()
    return process.pid


def test_runs_of_the_dead_are_closed_and_say_why(running, store):
    for owner, words in (
        ({"pid": _dead_process()}, "is gone"),
        ({"start": 1}, "is another one now"),
        ({"boot_id": "earlier"}, "the machine was restarted"),
    ):
        run_id = running(**owner)
        (row,) = repair(store).to_dict("records")
        assert (row["run_id"], row["action"]) == (run_id, "killed")
        run = store.client.get_run(run_id)
        assert run.info.status == "KILLED"
        assert words in run.data.tags["fairlab.status_note"]
    assert len(repair(store)) == 0


def test_runs_of_the_living_and_of_other_hosts_are_left(running, store):
    living, other = running(), running(host="elsewhere", boot_id="x")
    told = repair(store).set_index("run_id")
    assert told["action"].tolist() == ["left", "left"]
    assert told.loc[living, "reason"] == "still being written"
    assert told.loc[other, "reason"] == "the host elsewhere is to say"
    assert store.client.get_run(living).info.status == "RUNNING"


def test_runs_that_fairlab_did_not_write_are_left(running, store):
    run_id = running()
    for edited in ("{", "[1]", '{"pid": "../.."}'):
        store.client.set_tag(run_id, "fairlab.owner", edited)
        assert repair(store)["action"].tolist() == ["left"]
    store.client.delete_tag(run_id, "fairlab.owner")
    (reason,) = repair(store)["reason"]
    assert reason == "fairlab did not write it, or its tag fairlab.owner was edited"


def test_an_empty_store_needs_no_repair(store):
    assert len(repair(store)) == 0


def test_a_zombie_counts_as_dead():
    process = subprocess.Popen(["true"])
    os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
    here = Owner.here()
    assert replace(here, pid=process.pid, start=1).death().endswith("is gone")
    process.wait()
