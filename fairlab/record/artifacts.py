"""What a finished run keeps in files: its tables, and its scores of people."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pandas as pd

from fairlab.data.addresses import without_passwords
from fairlab.errors import RequestError, StoreError
from fairlab.record.hashes import read_sealed
from fairlab.record.run_files import artifacts_of, copy_artifacts
from fairlab.record.told_runs import DELETE

if TYPE_CHECKING:
    from fairlab.record.store import Store

PREDICTIONS = "predictions.parquet"


def run_tables(store: "Store", run_id: str) -> dict[str, pd.DataFrame]:
    """Read the tables of a finished run, and its predictions, if they are those it recorded.

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
        If the run's files are not where the store says, or not those that it recorded.
    """
    return _read_run(store, run_id, _is_read)


def run_predictions(store: "Store", run_id: str) -> dict[str, pd.DataFrame]:
    """Read the predictions of a finished run alone, as ``run_tables`` reads all.

    Parameters
    ----------
    store : Store
        Where the run is.
    run_id : str
        MLflow's id.

    Returns
    -------
    dict of str to DataFrame
        ``predictions``.
    """
    return _read_run(store, run_id, lambda name: name == PREDICTIONS)


def tables_without_people(store: "Store", run_id: str) -> dict[str, pd.DataFrame]:
    """Read the tables of an audit or an exploration, which has no predictions.

    Parameters
    ----------
    store : Store
        Where it is.
    run_id : str
        MLflow's id.

    Returns
    -------
    dict of str to DataFrame
        By name.
    """
    return _read_run(store, run_id, lambda name: name != PREDICTIONS and _is_read(name))


def lacks_files(store: "Store", run_id: str) -> bool:
    """Tell whether the predictions of a run should lie on this machine, and are gone."""
    local = _local(artifacts_of(store, run_id)[0])
    return local is not None and not (local / PREDICTIONS).is_file()


def _read_run(
    store: "Store", run_id: str, wanted: Callable[[str], bool]
) -> dict[str, pd.DataFrame]:
    address, sha256 = artifacts_of(store, run_id)
    if (local := _local(address)) is not None:
        return _read(local, run_id, sha256, wanted)
    with TemporaryDirectory() as scratch, _in_words(run_id):
        return _read(copy_artifacts(store, address, scratch), run_id, sha256, wanted)


@contextmanager
def _in_words(run_id: str) -> Iterator[None]:
    """Say in words that a server does not give the files of a run."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except (MlflowException, OSError) as error:
        first = (without_passwords(str(error)).splitlines() or [type(error).__name__])[0][:200]
        raise StoreError(f"The files of run {run_id} cannot be fetched: {first}") from error
    except ImportError as error:
        raise StoreError(
            f"The files of run {run_id} are where MLflow needs the module {error.name!r}, which is "
            "not installed here.\nInstall what it needs there, such as boto3 for s3."
        ) from error


def _local(address: str) -> Path | None:
    parts = urlsplit(address)
    if parts.scheme not in ("", "file"):
        return None
    folder = Path(unquote(parts.path))
    _refuse_elsewhere(folder)
    return folder


def _refuse_elsewhere(folder: Path) -> None:
    """Refuse to look from here for files whose place is written as seen from another folder."""
    if folder.is_absolute() or (of_all := folder.parents[1]).is_dir():
        return
    raise RequestError(
        f"This store is read from the folder in which {of_all} begins, and that is not here "
        f"({Path.cwd()}).\nStart in the folder that holds {folder.parts[0]}: for the example of "
        "fairlab that is the root of its repository."
    )


def _read(
    folder: Path, run_id: str, sha256: str, wanted: Callable[[str], bool]
) -> dict[str, pd.DataFrame]:
    if wanted(PREDICTIONS) and not (folder / PREDICTIONS).is_file():
        raise StoreError(
            f"The files of run {run_id} are not in {folder}.\n"
            "If the store was copied, copy its folder of artifacts too, and start in the same "
            f"folder as then; else delete the run, {DELETE}, and sweep again."
        )
    content = _content(folder, run_id, sha256, wanted)
    people = content.pop(PREDICTIONS, None)
    tables = {Path(name).stem: table_of(text) for name, text in sorted(content.items())}
    if people is None:
        return tables
    return {**tables, "predictions": pd.read_parquet(BytesIO(people))}


def _content(
    folder: Path, run_id: str, sha256: str, wanted: Callable[[str], bool]
) -> dict[str, bytes]:
    if sha256:
        return read_sealed(folder, sha256, wanted, f"The record of the run {run_id}")
    names = [PREDICTIONS, *(f"tables/{file.name}" for file in folder.glob("tables/*.json"))]
    return {name: (folder / name).read_bytes() for name in filter(wanted, names)}


def _is_read(name: str) -> bool:
    return name == PREDICTIONS or PurePosixPath(name).match("tables/*.json")


def table_of(text: bytes) -> pd.DataFrame:
    """Read a table as ``table_text`` writes it.

    Examples
    --------
    >>> table_of(b'{"columns":["row","value"],"data":[["sex",null]]}')
       row  value
    0  sex    NaN
    """
    content = json.loads(text)
    table = pd.DataFrame(content["data"], columns=content["columns"])
    # A column without any value is all null in JSON, and was one of numbers.
    for name in table.columns[table.isna().all()]:
        table[name] = table[name].astype("float64")
    return table
