"""Ctrl-C while a command has only begun is answered in words.

Python starts for some hundredths of a second before it reads any line of fairlab. What it says of a
Ctrl-C then is its own and cannot be changed here: such a traceback names no file of ours. Between
lie two milliseconds, in which ``fairlab`` and ``fairlab.system.sigint`` are read themselves and
nothing answers yet: what falls there ends in a traceback of ours. A test here that fails
at a line of those two alone has met it.
"""

import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from tests.faults.scenes import STOPPED

ROOT = Path(__file__).parents[2]
CHANCE = Random(0)
AT_ANY_MOMENT = [CHANCE.uniform(0, 0.6) for _ in range(5)]  # then most machines are done
AMONG_IMPORTS = [CHANCE.uniform(0.03, 0.3) for _ in range(3)]
# How a process ends that was stopped; killed by the signal, which a shell also tells as 130, where
# Ctrl-C fell into Python's own start or into code that is made while it runs.
STOPPED_CODES = (130, -signal.SIGINT)


def stopped_after(seconds, *words):
    """Press Ctrl-C so many seconds after a process was started: its end, and what it said."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def names_our_files(said):
    return f'File "{ROOT}/' in said


@pytest.mark.parametrize("seconds", AT_ANY_MOMENT, ids="{:.2f}".format)
def test_there_is_no_traceback_of_ours_within_the_first_second(seconds):
    """Python's own start is excepted: there a traceback of Python alone is allowed."""
    code, said = stopped_after(seconds, "-m", "fairlab", "data", "list")
    assert not names_our_files(said), said
    assert STOPPED in said or code != 130


@pytest.mark.parametrize("words", [("-m", "fairlab"), ("experiments/baseline.py",)])
@pytest.mark.parametrize("seconds", AMONG_IMPORTS, ids="{:.2f}".format)
def test_nor_among_the_imports(seconds, words):
    code, said = stopped_after(seconds, *words, "--help")
    assert not names_our_files(said), said
    assert code in (0, 1, *STOPPED_CODES)


def test_it_is_answered_as_soon_as_the_first_line_of_ours_has_run():
    interrupted = (
        "import signal, sys\n"
        "class Pressed:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'click':\n"
        "            signal.raise_signal(signal.SIGINT)\n"
        "sys.meta_path.insert(0, Pressed())\n"
        "from fairlab.{} import {}\n"
    )
    for module, name in (("__main__", "main"), ("cli", "main"), ("launch", "launch")):
        done = subprocess.run(
            [sys.executable, "-c", interrupted.format(module, name)],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        assert (done.returncode, done.stderr.strip()) == (130, STOPPED)


def test_other_errors_keep_their_traceback():
    words = ["-c", "import fairlab.system.sigint; nowhere"]
    done = subprocess.run([sys.executable, *words], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1
    assert "NameError" in done.stderr
