"""Fitted models as MLflow models that are made of plain files, never of pickles."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.errors import StoreError
from fairlab.record.client import quiet
from fairlab.record.hashes import HASH_TAG, seal, verify
from fairlab.record.run_files import copy_artifacts
from fairlab.record.run_result import ModelFiles

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import LoggedModel, Run, RunInfo

    from fairlab.record.store import Store

BOOSTER = "model.ubj"
REFUSED = "/:.%\"'"  # what MLflow allows in names of runs, but not of models
# Every later version says itself why it kept no model.
OF_OLD = "fairlab 0.1.0 recorded it without one. Run its sweep anew with this version."
FOLDER = "model"  # inside MLflow's own, where the files of a model are


def log(
    client: "MlflowClient",
    run: "RunInfo",
    model: ModelFiles | None,
    params: Mapping[str, str],
    scratch: Path,
) -> "LoggedModel | None":
    """Record a model as an output of a run, and its hash as a tag of that run.

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
        MLflow's entry.
    """
    from mlflow.entities import LoggedModelOutput

    if model is None:
        return None
    folder = _laid_out(model, scratch.with_name("files"))
    digest = seal(folder)
    made = client.create_logged_model(
        run.experiment_id, _allowed(run.run_name), run.run_id, {HASH_TAG: digest}, dict(params)
    )
    _save(model, folder, scratch, made, digest)
    client.log_model_artifacts(made.model_id, str(scratch))
    client.finalize_logged_model(made.model_id, "READY")
    client.log_outputs(run.run_id, [LoggedModelOutput(made.model_id, step=0)])
    client.set_tag(run.run_id, HASH_TAG, digest)
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


def _save(model: ModelFiles, folder: Path, path: Path, logged: "LoggedModel", digest: str) -> None:
    from mlflow.models import Model, ModelSignature

    about = Model(
        artifact_path=logged.artifact_location,
        run_id=logged.source_run_id,
        model_uuid=logged.model_id,
        model_id=logged.model_id,
        metadata={HASH_TAG: digest},
        # Given to save_model, it would hold every example against it, which takes a while.
        signature=ModelSignature(_named(model.example), _typed(model.output)),
    )
    if BOOSTER in model.files:
        about.add_flavor("xgboost", **_booster(folder.name))
    with quiet():
        import mlflow.pyfunc

        mlflow.pyfunc.save_model(
            path,
            loader_module=model.loader,
            data_path=str(folder),
            mlflow_model=about,
            pip_requirements=list(model.requirements),
            input_example=model.example,
        )


def _booster(folder: str) -> dict[str, str | None]:
    """Say how ``mlflow.xgboost.load_model`` finds the booster."""
    import xgboost

    return {
        "xgb_version": xgboost.__version__,
        "data": f"data/{folder}/{BOOSTER}",
        "model_class": "xgboost.core.Booster",
        "model_format": "ubj",
        "code": None,
    }


def _named(frame: pd.DataFrame) -> Any:
    """Ask for columns by name alone: what they may hold, the model checks itself.

    MLflow would refuse whole numbers where it asks for doubles, whole numbers of which one is
    missing where it asks for longs, and categories whatever it asks for.
    """
    from mlflow.types import ColSpec, Schema
    from mlflow.types.schema import AnyType

    return Schema([ColSpec(AnyType(), str(name)) for name in frame])


def _typed(frame: pd.DataFrame) -> Any:
    from mlflow.types import ColSpec, Schema

    kinds = {"i": "long", "f": "double", "b": "boolean"}
    return Schema([ColSpec(kinds[dtype.kind], str(name)) for name, dtype in frame.dtypes.items()])


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
            "Delete it, and sweep or fit again."
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
