"""A process with other hashing, which has imported what tests need and copies itself for each.

Starting Python and importing pandas and scikit-learn anew takes longer than most such tests.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import fairlab

IMPORTED = ("scipy.stats", "sklearn.linear_model", "sklearn.tree", "fairlab.data", "xgboost")
COPIES = """
import importlib, json, os, sys, tempfile, traceback
for name in json.loads(sys.stdin.readline()):
    importlib.import_module(name)
for line in sys.stdin:
    code, said = json.loads(line), [tempfile.TemporaryFile() for _ in range(2)]
    if not (copy := os.fork()):
        for number, file in enumerate(said, start=1):
            os.dup2(file.fileno(), number)
        failed = 0
        try:
            exec(code, {"__name__": "__main__"})
        except BaseException:
            traceback.print_exc()
            failed = 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(failed)
    ended = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
    texts = [os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0).decode() for file in said]
    print(json.dumps([ended, *texts]), flush=True)
"""


class AnotherProcess:
    """Runs code in copies of one process, none of which knows what another did."""

    def __init__(self) -> None:
        self.process: subprocess.Popen | None = None

    def __call__(self, code: str) -> subprocess.CompletedProcess:
        """Run code; give how it ended and what it said."""
        if self.process is None:
            self.process = _started()
        _write(self.process, code)
        return subprocess.CompletedProcess(code, *json.loads(self.process.stdout.readline()))

    def said(self, code: str) -> str:
        """Give what code prints, which must not fail."""
        done = self(code)
        assert done.returncode == 0, done.stderr
        return str(done.stdout)

    def end(self) -> None:
        """End it, if it was ever started."""
        if self.process is not None:
            self.process.communicate()


def _started() -> subprocess.Popen:
    started = subprocess.Popen(
        [sys.executable, "-c", COPIES],
        cwd=Path(fairlab.__file__).parents[1],
        # variables may say how linear algebra adds up: the same way here, for the same bits
        env={**os.environ, "PYTHONHASHSEED": "1", "OMP_NUM_THREADS": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    _write(started, IMPORTED)
    return started


def _write(process: subprocess.Popen, what: object) -> None:
    process.stdin.write(json.dumps(what) + "\n")
    process.stdin.flush()
