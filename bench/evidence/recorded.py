"""A recorded sweep of telecom for the simulations that ask one, and what its runs decided."""

import subprocess
import sys
from pathlib import Path

import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.commands.finished import finished_runs
from fairlab.compare.decided_people import decided_people
from fairlab.record.artifacts import run_tables
from fairlab.record.ledger import Ledger

AT_ONE_BUDGET = ["--dataset", "telecom", "--budget", "0.05", "--jobs", "2"]


def swept(folder: str | Path, *options: str) -> str:
    """Run the usual strategies on 30,000 rows; give the store that keeps them."""
    store = f"sqlite:///{folder}/mlflow.db"
    command = [sys.executable, "-m", "fairlab", "sweep", *AT_ONE_BUDGET, *options]
    subprocess.run([*command, "--store", store], check=True)
    return store


def decided_in(store: str) -> OutOfFold:
    """Read what the sweep of a store decided."""
    return decided_by(*finished_runs("telecom", [], store))


def decided_by(ledger: Ledger, runs: pd.DataFrame) -> OutOfFold:
    """Read what the models of these runs decided about the people that they had not seen."""
    people = ledger.beside("people").tables(runs["people"].iloc[0])["predictions"]
    return decided_people(runs, lambda run: run_tables(ledger.store, run), people)
