"""The report of 5,000 runs with 60 metrics, from an empty process to the page.

    python -m bench report

The tables that a report reads, of at most 20 seeds of each strategy, are those of one real run on
the Taiwan data, with people asked about one by one. There is no peer.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from bench.many_runs import DATASET, STRATEGIES, many_runs
from bench.start_up import of_children
from bench.timing import row, seconds
from fairlab.audit.metric_names import split_details
from fairlab.causal import TwinSettings
from fairlab.data import taiwan
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.record import RunResult

METRICS = 60


def rows(quick: bool = False) -> pd.DataFrame:
    """Time the command: name, ours_s, peer_s, ratio, goal and note."""
    runs = 400 if quick else 5000
    real = one_run()
    metrics, details = split_details(real.metrics)
    names = (*metrics, *(f"test/further_{i:02d}" for i in range(METRICS - len(metrics))))
    with TemporaryDirectory() as folder:
        many_runs(
            Path(folder),
            runs // len(STRATEGIES),
            names,
            details=details,
            tables=real.tables,
            predictions=real.predictions,
        )
        page = Path(folder, "page.html")
        ours = [seconds(lambda: write(page), of_children) for _ in range(1 if quick else 3)]
        size = page.stat().st_size / 1e3
    note = f"from an empty process; the page has {size:,.0f} kB"
    name = f"fairlab report, {runs:,} runs x {len(names)} metrics"
    return pd.DataFrame([row(name, np.array(ours), None, "" if quick else "10 s", note)])


def one_run() -> RunResult:
    baseline = Strategy("baseline", TunedXGB(trials=1, trees=20, params={"max_depth": 4}))
    asked = TwinSettings(replicates=0, second=None, draws=1)
    data = taiwan()
    return run(data, RunSpec(baseline, data.identity, seed=0, individual=asked))


def write(page: Path) -> None:
    command = [sys.executable, "-m", "fairlab", "report", "--dataset", DATASET]
    command += ["--store", f"sqlite:///{page.parent}/mlflow.db", "--output", str(page)]
    quiet = {**os.environ, "MLFLOW_DISABLE_TELEMETRY": "true"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=quiet)
