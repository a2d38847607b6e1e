"""Where the files of a run are, and a copy of them from there."""

from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.record.hashes import FILES_TAG
from fairlab.record.sqlite_file import reading

if TYPE_CHECKING:
    from fairlab.record.store import Store


def artifacts_of(store: "Store", run_id: str) -> tuple[str, str]:
    """Return where the files of one run are, and the hash of the list of their hashes.

    Parameters
    ----------
    store : Store
        Where the run is.
    run_id : str
        MLflow's id.

    Returns
    -------
    address : str
        As MLflow writes it.
    sha256 : str
        Empty for runs of fairlab 0.1.0, which recorded none.
    """
    if store.database is None:
        run = store.client.get_run(run_id)
        return run.info.artifact_uri, run.data.tags.get(FILES_TAG, "")
    query = "SELECT artifact_uri FROM runs WHERE run_uuid = ?"
    tag = "SELECT value FROM tags WHERE run_uuid = ? AND key = ?"
    with reading(store.database) as db:
        ((address,),) = db.execute(query, (run_id,))
        sha256 = "".join(value for (value,) in db.execute(tag, (run_id, FILES_TAG)))
    return address, sha256


def copy_artifacts(store: "Store", address: str, folder: str) -> Path:
    """Copy files of a store into a folder, from the server where the store is one.

    Parameters
    ----------
    store : Store
        Where the files are.
    address : str
        As MLflow writes it.
    folder : str
        An empty one.

    Returns
    -------
    Path
        Of the copy.
    """
    from mlflow.artifacts import download_artifacts

    return Path(download_artifacts(address, dst_path=folder, tracking_uri=store.uri))
