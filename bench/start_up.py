"""What it takes until help is on the screen, beside importing MLflow.

python -m bench start_up
"""

import os
import subprocess
import sys

import pandas as pd

from bench.timing import in_turns, row

HELP = ["-m", "fairlab", "--help"]
IMPORT = ["-c", "import mlflow"]


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    answer = asked(HELP)
    assert "Usage:" in answer, answer
    repeats = 3 if quick else 7
    ours, peer = in_turns(lambda: asked(HELP), lambda: asked(IMPORT), repeats, of_children)
    return pd.DataFrame([row("fairlab --help", ours, peer, "0.5 s", "peer: import mlflow")])


def asked(words: list[str]) -> str:
    done = subprocess.run([sys.executable, *words], check=True, capture_output=True, text=True)
    return done.stdout


def of_children() -> float:
    """Give the seconds of the processor that ended subprocesses took."""
    spent = os.times()
    return spent.children_user + spent.children_system
