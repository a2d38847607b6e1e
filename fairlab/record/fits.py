"""Fits that runs share, read from the record: scores of held-out rows, tables, and the model."""

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.errors import StoreError
from fairlab.record.artifacts import run_tables
from fairlab.record.hashes import HASH_TAG, SUMS
from fairlab.record.models import fetch_model
from fairlab.record.reading import finished_keys
from fairlab.record.run_result import ModelFiles, RunResult
from fairlab.record.store import FITS, experiment_name

if TYPE_CHECKING:
    from fairlab.record.store import Store


def read_fit(store: "Store", dataset: str, key: str, with_model: bool = False) -> RunResult:
    """Read a finished fit.

    Parameters
    ----------
    store : Store
    dataset : str
        The name of its data.
    key : str
        Names the fit.
    with_model : bool
        Whether the files of its model are fetched too, and checked.

    Returns
    -------
    RunResult
        As it was recorded; without ``parts``.

    Raises
    ------
    StoreError
        There is no such fit any more, or its files are not those that were recorded.
    """
    run_id = find_fit(store, dataset, key)
    run = store.client.get_run(run_id)
    tables = run_tables(store, run_id)
    sha256 = run.data.tags.get(HASH_TAG, "")
    return RunResult(
        metrics=run.data.metrics,
        started=_moment(run.info.start_time),
        ended=_moment(run.info.end_time),
        tables={name: table for name, table in tables.items() if name != "predictions"},
        predictions=tables["predictions"],
        model=_files_of(store, run_id) if with_model and sha256 else None,
        model_sha256=sha256,
        without_model=run.data.tags.get("fairlab.without_model", ""),
    )


def find_fit(store: "Store", dataset: str, key: str) -> str:
    """Look up the run of MLflow that a fit is recorded as.

    Parameters
    ----------
    store, dataset, key
        As for ``read_fit``.

    Returns
    -------
    str
        MLflow's run id.

    Raises
    ------
    StoreError
        There is none any more.
    """
    experiment = experiment_name(f"{dataset}{FITS}")
    try:
        return finished_keys(store, experiment, key, "fit")[key]
    except KeyError:
        raise StoreError(
            f"The fit {key} is not in {experiment} of {store.shown} any more.\n"
            "A run decides by the models of its fits; run its sweep again to fit them anew."
        ) from None


def _files_of(store: "Store", run_id: str) -> ModelFiles:
    with TemporaryDirectory() as scratch:
        folder = fetch_model(store, run_id, Path(scratch, "model"))
        files = {file.name: file.read_bytes() for file in folder.iterdir() if file.name != SUMS}
    return ModelFiles(files, "", pd.DataFrame(), pd.DataFrame())


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
