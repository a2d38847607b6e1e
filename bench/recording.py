"""Writing one finished run beside MLflow's own fluent calls, one for each value.

    python -m bench recording

Waiting for the disk is not counted. Both sides leave the same parameters, metrics and files, which
is checked first; ours also describes the data.
"""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from bench.named_run import NamedRun
from bench.timing import in_turns, row
from fairlab.data.identity import DataIdentity
from fairlab.record import Ledger, RunResult, Store, open_store
from fairlab.record.laying_out import PREDICTIONS, parquet_bytes
from fairlab.record.writing import run_name, shown_settings

METRICS, PARAMS, FEATURES, TRIALS = 60, 25, 87, 20
AUDITED = 9 * 20  # rows of the audit's table
TEST_ROWS = 43_287
PARTS = {"train": (394_364, 10_056), "validation": (98_592, 2514), "test": (TEST_ROWS, 1104)}
COLUMNS = {f"x{i}": "float32" for i in range(FEATURES)}
DATA = DataIdentity("bench", "ab" * 32, columns=COLUMNS)
SETTINGS = {f"model__setting_{i}": i for i in range(PARAMS)}


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    number = count()
    with TemporaryDirectory() as folder:
        store = open_store(f"sqlite:///{folder}/mlflow.db")
        ledger = Ledger(store, "bench")
        same = finished(next(number))
        refuse_difference(store, ledger.write(*same), one_by_one(store, *same))
        mine, other = in_turns(
            lambda: ledger.write(*finished(next(number))),
            lambda: one_by_one(store, *finished(next(number))),
            repeats=3 if quick else 15,
        )
    note = "peer: mlflow's fluent calls; waiting for the disk not counted"
    name = f"one finished run: {METRICS} metrics, {PARAMS} parameters, 7 files"
    return pd.DataFrame([row(name, mine, other, "0.2 s", note)])


def finished(seed: int) -> tuple[NamedRun, RunResult]:
    """Describe a run of about the size of one on the study's data, without a model."""
    rng = np.random.default_rng(seed)
    moment = datetime(2025, 3, 1, tzinfo=UTC)
    sizes = {"groups": AUDITED, "calibration": AUDITED, "trials": TRIALS, "importance": FEATURES}
    score = rng.random(TEST_ROWS)
    predictions = pd.DataFrame(
        {"row": np.arange(TEST_ROWS), "y": score > 0.9, "score": score, "flagged": score > 0.8}
    )
    return NamedRun("baseline", DATA, SETTINGS, "", seed), RunResult(
        metrics={f"test/metric_{i:02d}": float(v) for i, v in enumerate(rng.random(METRICS))},
        started=moment,
        ended=moment,
        tables={name: pd.DataFrame(rng.random((size, 18))) for name, size in sizes.items()},
        parts=PARTS,
        predictions=predictions,
    )


def one_by_one(store: Store, about: NamedRun, result: RunResult) -> str:
    """Log every value by a call of its own, as scripts do."""
    import mlflow

    mlflow.set_tracking_uri(store.uri)
    named = {"experiment_id": store.experiment("bench"), "run_name": run_name(about)}
    with mlflow.start_run(**named) as started:
        for name, value in shown_settings(about, result).items():
            mlflow.log_param(name, value)
        for name, value in result.metrics.items():
            mlflow.log_metric(name, value)
        for name, table in result.tables.items():
            mlflow.log_text(table.to_json(orient="split", index=False), f"tables/{name}.json")
        with TemporaryDirectory() as folder:
            file = Path(folder, PREDICTIONS)
            file.write_bytes(parquet_bytes(result.predictions))
            mlflow.log_artifact(str(file))
    return started.info.run_id


def refuse_difference(store: Store, ours: str, peer: str) -> None:
    """Raise where a parameter, a metric or a file of the peer is missing from ours."""
    mine, other = (store.client.get_run(run).data for run in (ours, peer))
    assert (mine.params, mine.metrics) == (other.params, other.metrics)
    assert files(store, peer) < files(store, ours)


def files(store: Store, run: str, folder: str | None = None) -> set[str]:
    found = store.client.list_artifacts(run, folder)
    inside = [files(store, run, one.path) for one in found if one.is_dir]
    return {one.path for one in found if not one.is_dir}.union(*inside)
