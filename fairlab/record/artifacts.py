"""What a finished run keeps in files: its tables, and the scores of its test set."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pandas as pd

from fairlab.errors import StoreError
from fairlab.record.reading import artifacts_of, copy_artifacts

if TYPE_CHECKING:
    from fairlab.record.store import Store

PREDICTIONS = "predictions.parquet"


def run_tables(store: "Store", run_id: str) -> dict[str, pd.DataFrame]:
    """Read the tables of a finished run, and the predictions of its test set.

    Parameters
    ----------
    store : Store
        Where the run is.
    run_id : str
        MLflow's id.

    Returns
    -------
    dict of str to DataFrame
        By name: ``groups`` and so on, and ``predictions``.

    Raises
    ------
    StoreError
        If the run's files are not where the store says.
    """
    address = artifacts_of(store, run_id)
    if (local := _local(address)) is not None:
        return _read(local, run_id)
    with TemporaryDirectory() as scratch, _in_words(run_id):
        return _read(copy_artifacts(store, address, scratch), run_id)


@contextmanager
def _in_words(run_id: str) -> Iterator[None]:
    """Say in words that a server does not give the files of a run."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except (MlflowException, OSError) as error:
        first = (str(error).splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(f"The files of run {run_id} cannot be fetched: {first}") from error


def _local(address: str) -> Path | None:
    parts = urlsplit(address)
    return Path(unquote(parts.path)) if parts.scheme in ("", "file") else None


def _read(folder: Path, run_id: str) -> dict[str, pd.DataFrame]:
    if not (folder / PREDICTIONS).is_file():
        raise StoreError(
            f"The files of run {run_id} are not in {folder}.\n"
            "If the store was copied, copy its folder of artifacts too, and start in the same "
            "folder as then."
        )
    tables = {file.stem: _table(file) for file in sorted((folder / "tables").glob("*.json"))}
    return {**tables, "predictions": pd.read_parquet(folder / PREDICTIONS)}


def _table(file: Path) -> pd.DataFrame:
    content = json.loads(file.read_text())
    table = pd.DataFrame(content["data"], columns=content["columns"])
    # A column without any value is all null in JSON, and was one of numbers.
    for name in table.columns[table.isna().all()]:
        table[name] = table[name].astype("float64")
    return table
