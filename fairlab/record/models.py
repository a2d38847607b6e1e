"""Fitted models as MLflow models that are made of plain files, never of pickles."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from fairlab.errors import StoreError
from fairlab.record.client import put_files
from fairlab.record.hashes import HASH_TAG, seal, verify
from fairlab.record.model_form import FOLDER, save
from fairlab.record.run_files import copy_artifacts
from fairlab.record.run_result import ModelFiles
from fairlab.record.told_runs import DELETE

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel, Run, RunInfo

    from fairlab.record.store import Store

REFUSED = "/:.%\"'"  # what MLflow allows in names of runs, but not of models
# Every later version says itself why it kept no model.
OF_OLD = "fairlab 0.1.0 recorded it without one. Run its sweep anew with this version."


def log(
    client: "MlflowClient",
    run: "RunInfo",
    model: ModelFiles | None,
    params: Mapping[str, str],
    scratch: Path,
) -> "LoggedModel | None":
    """Record a model as an output of a run.

    Parameters
    ----------
    client : MlflowClient
        Of the store.
    run : RunInfo
        The run, which is still being written.
    model : ModelFiles or None
        The fitted model, if it is to be kept; beside its files goes a ``SHA256SUMS``.
    params : mapping of str to str
        Shown beside the model.
    scratch : Path
        A folder that does not exist yet, for the files in MLflow's form.

    Returns
    -------
    LoggedModel or None
        MLflow's entry; its tag of the hash is to be the run's too.
    """
    from mlflow.entities import LoggedModelOutput

    if model is None:
        return None
    folder = _laid_out(model, scratch.with_name("files"))
    digest = seal(folder)
    made = client.create_logged_model(
        run.experiment_id, _allowed(run.run_name), run.run_id, {HASH_TAG: digest}, dict(params)
    )
    save(model, folder, scratch, made)
    put_files(client, made.artifact_location, scratch)
    client.finalize_logged_model(made.model_id, "READY")
    client.log_outputs(run.run_id, [LoggedModelOutput(made.model_id, step=0)])
    return made


def _allowed(name: str) -> str:
    """Write a name as MLflow takes it for a model: ``lr C=0.1`` becomes ``lr C=0_1``."""
    return name.translate(dict.fromkeys(map(ord, REFUSED), "_"))


def _laid_out(model: ModelFiles, parent: Path) -> Path:
    folder = parent / FOLDER
    folder.mkdir(parents=True)
    for name, content in model.files.items():
        (folder / name).write_bytes(content)
    return folder


def fetch_model(store: "Store", run_id: str, folder: Path, expected: str | None = None) -> Path:
    """Copy the files of a run's model and check them against the hash in the run.

    Parameters
    ----------
    store : Store
        Where the run is.
    run_id : str
        A finished run with a model.
    folder : Path
        Where the copy goes; must not exist.
    expected : str, optional
        The hash that whoever asks has recorded; that in the run when left out.

    Returns
    -------
    Path
        ``folder``, with the files of :class:`ModelFiles`.

    Raises
    ------
    StoreError
        If the run has no model or the files are not those that were recorded.
    """
    run = store.client.get_run(run_id)
    made = outputs_of(run)
    if not made:
        why = run.data.tags.get("fairlab.without_model", OF_OLD)
        raise StoreError(f"The run {run.info.run_name} has no model.\n{why}")
    expected = expected or run.data.tags.get(HASH_TAG)
    if not expected:
        raise StoreError(
            f"The run {run_id} has no tag {HASH_TAG}, by which its model is checked.\n"
            f"Delete it, {DELETE}, and sweep or fit again."
        )
    return fetch_files(store, made[0].model_id, folder, expected)


def fetch_files(store: "Store", model_id: str, folder: Path, expected: str) -> Path:
    """Copy the files of a model and check them.

    Parameters
    ----------
    store : Store
    model_id : str
        MLflow's.
    folder : Path
        Where the copy goes; must not exist.
    expected : str
        The hash that was recorded.

    Returns
    -------
    Path
        ``folder``.

    Raises
    ------
    StoreError
        If the files are not those that were recorded.
    """
    place = store.client.get_logged_model(model_id).artifact_location
    with TemporaryDirectory() as scratch:
        (files,) = copy_artifacts(store, f"{place}/data", scratch).iterdir()
        verify(files, expected)
        return Path(shutil.copytree(files, folder))


def outputs_of(run: "Run") -> list:
    """List the models that a run has made."""
    return list(run.outputs.model_outputs) if run.outputs else []
