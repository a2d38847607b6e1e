"""Sweeps and searches that are killed or stopped: nothing lost, nothing twice, the same bits.

``make faults`` does the same 200 times.
"""

import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import scenes, witness


def of_one_seed(work: scenes.Work) -> scenes.Work:
    """Four fits and two runs, of which the second needs the first."""
    at = work.words.index("--seeds") + 1
    return replace(work, words=(*work.words[:at], "1", *work.words[at + 1 :]))


SWEEPS, WORKERS = of_one_seed(scenes.SWEEPS), of_one_seed(scenes.WORKERS)


@pytest.fixture(scope="module")
def whole(template_store, tmp_path_factory) -> scenes.Undisturbed:
    return scenes.undisturbed(SWEEPS, tmp_path_factory.mktemp("whole") / "sweep", template_store)


def test_two_sweeps_that_are_killed_and_typed_again_leave_no_trace(whole, template_store):
    tally = scenes.kill_work(SWEEPS, 2, template_store, whole)
    assert tally.kills, tally
    assert not tally.harm, tally


def test_so_does_a_sweep_that_is_killed_with_its_workers_or_without(whole, template_store):
    tally = scenes.kill_work(WORKERS, 1, template_store, whole)
    assert tally.kills, tally
    assert not tally.harm, tally


@pytest.mark.parametrize("search", scenes.SEARCHES, ids=lambda work: work.what)
def test_a_search_that_is_killed_goes_on_to_the_same_model(search, template_store, tmp_path):
    alone = scenes.undisturbed(search, tmp_path / "alone", template_store)
    tally = scenes.kill_work(search, 1, template_store, alone)
    assert tally.kills, tally
    assert not tally.harm, tally


def test_two_sweeps_at_once_share_the_work(whole, template_store, tmp_path):
    here = scenes.lay_out(tmp_path / "shared", template_store)
    target = (scenes.fairlab, *SWEEPS.words)
    with scenes.started(here, *target) as one, scenes.started(here, *target) as other:
        one.end()
        other.end()
    assert witness.contents(here) == whole.contents
    assert sorted(witness.finished(here)) == sorted(whole.contents)


@pytest.mark.parametrize(("work", "presses"), [(SWEEPS, 2), (WORKERS, 1)])
def test_ctrl_c_is_answered_at_any_moment(work, presses, whole, template_store):
    tally, slowest = scenes.press(work, presses, template_store, whole)
    assert not tally.harm, tally
    # Two seconds are promised, of a machine that does nothing else.
    assert slowest < 6, tally


def test_the_command_itself_says_what_to_do_when_it_is_stopped(template_store, tmp_path):
    here = scenes.lay_out(tmp_path / "stopped", template_store)
    command = [sys.executable, "-m", "fairlab", *WORKERS.words]
    process = subprocess.Popen(
        command, cwd=here, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    _wait_for_work(here)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 130, said
    assert scenes.STOPPED in said
    assert "Traceback" not in said


def _wait_for_work(folder: Path) -> None:
    until = time.monotonic() + 60
    while not (folder / ".fairlab" / "work").exists() and time.monotonic() < until:
        time.sleep(0.05)
