"""Reading 5,000 runs of 60 metrics, beside MLflow's own table of the same store."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd

from bench.many_runs import DATASET, STRATEGIES, many_runs
from bench.timing import timed
from fairlab.record import Ledger, Store

METRICS = tuple(f"test/metric_{number:02d}" for number in range(60))


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both readers on one store, and check that they say the same.

    Parameters
    ----------
    quick : bool
        Whether 500 runs are enough.

    Returns
    -------
    DataFrame
        ``name``, ``ours_s``, ``peer_s``, ``ratio``, ``goal`` and ``note``.
    """
    count = 500 if quick else 5000
    with TemporaryDirectory() as folder:
        store = many_runs(Path(folder), count // len(STRATEGIES), METRICS)
        ours, ours_s = _timed(Ledger(store, DATASET).table)
        peer, peer_s = _timed(lambda: _by_mlflow(store))
    refuse_difference(ours, peer)
    row = {
        "name": f"table of {count:,} runs x {len(METRICS)} metrics",
        "ours_s": ours_s,
        "peer_s": peer_s,
        "ratio": peer_s / ours_s,
        "goal": "2 s" if not quick else "",
        "note": "peer: mlflow.search_runs; all parameters and metrics equal",
    }
    return pd.DataFrame([row])


def _timed(read: Callable[[], pd.DataFrame]) -> tuple[pd.DataFrame, float]:
    read()  # imports, and the file into memory
    return timed(read)


def _by_mlflow(store: Store) -> pd.DataFrame:
    import mlflow

    mlflow.set_tracking_uri(store.uri)
    return mlflow.search_runs([store.experiment(DATASET)], "tags.`fairlab.kind` = 'run'")


def refuse_difference(ours: pd.DataFrame, peer: pd.DataFrame) -> None:
    """Raise where a parameter or a metric of a run differs, or one is missing."""
    left = ours.set_index("run_id").sort_index()
    right = peer.set_index("run_id").sort_index()
    for name in METRICS:
        np.testing.assert_array_equal(left[name], right[f"metrics.{name}"])
    for name in [name for name in right if name.startswith("params.")]:
        np.testing.assert_array_equal(left[name], right[name])


if __name__ == "__main__":
    print(rows().to_string(index=False))
