"""A Ctrl-C is answered wherever it meets the command."""

import subprocess
import sys

MET_WHILE_CLEARING_UP = """
import signal, time
import fairlab.system.sigint

class Cleared:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

Cleared()
time.sleep(20)
print("went on")
"""


def test_one_that_meets_python_clearing_up_an_object_is_answered_a_moment_later():
    ended = subprocess.run(
        [sys.executable, "-c", MET_WHILE_CLEARING_UP], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout) == (130, "")
    assert ended.stderr.startswith("\nStopped.")


def test_other_errors_there_are_told_as_ever():
    failing = "import fairlab.system.sigint\nclass Failing:\n def __del__(self): 1 / 0\nFailing()"
    ended = subprocess.run([sys.executable, "-c", failing], capture_output=True, text=True)
    assert ended.returncode == 0
    assert "ZeroDivisionError" in ended.stderr


def test_one_that_a_library_makes_another_error_of_is_answered_all_the_same():
    met = "import signal\nimport fairlab.system.sigint\n"
    met += "try:\n signal.raise_signal(signal.SIGINT)\nexcept KeyboardInterrupt:\n pass\n"
    met += "raise ImportError('numpy failed to import')"
    ended = subprocess.run([sys.executable, "-c", met], capture_output=True, text=True)
    assert ended.returncode == 130
    assert "ImportError" not in ended.stderr
