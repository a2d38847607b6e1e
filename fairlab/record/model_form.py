"""The form in which MLflow loads a model: its description, an example, and what it needs."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.record.client import quiet
from fairlab.record.hashes import HASH_TAG
from fairlab.record.laying_out import table_text
from fairlab.record.run_result import ModelFiles

if TYPE_CHECKING:
    from mlflow.entities import LoggedModel

FOLDER = "model"  # inside MLflow's own, where the files of a model are
BOOSTER = "model.ubj"
DESCRIPTION, EXAMPLE, SERVED = "MLmodel", "input_example.json", "serving_input_example.json"
ENVIRONMENT = {"conda_env": "conda.yaml", "python_env": "python_env.yaml"}


@quiet()
def save(model: ModelFiles, folder: Path, path: Path, logged: "LoggedModel") -> None:
    """Bring the files of a model into MLflow's form.

    MLflow's own ``save_model`` takes four times as long, mostly for what is alike in all models.

    Parameters
    ----------
    model : ModelFiles
    folder : Path
        Its sealed files, which are moved.
    path : Path
        Is made.
    logged : LoggedModel
        MLflow's entry, which has the hash as a tag.
    """
    from mlflow.models import Model, ModelSignature
    from mlflow.pyfunc import add_to_model

    (path / "data").mkdir(parents=True)
    folder.rename(path / "data" / FOLDER)
    about = Model(
        artifact_path=logged.artifact_location,
        run_id=logged.source_run_id,
        model_uuid=logged.model_id,
        model_id=logged.model_id,
        metadata={HASH_TAG: logged.tags[HASH_TAG]},
        signature=ModelSignature(_named(model.example), _typed(model.output)),
        saved_input_example_info=_put_example(model.example, path),
        model_size_bytes=sum(map(len, model.files.values())),
    )
    add_to_model(about, model.loader, f"data/{FOLDER}", **ENVIRONMENT, streamable=False)
    if BOOSTER in model.files:
        about.add_flavor("xgboost", **_booster())
    about.save(path / DESCRIPTION)
    for name, content in _environment(tuple(model.requirements)).items():
        (path / name).write_bytes(content)


def _put_example(example: pd.DataFrame, path: Path) -> dict[str, str]:
    """Write the example as it is, and as a server takes it; say where."""
    text = table_text(example)
    (path / EXAMPLE).write_text(text)
    (path / SERVED).write_text(f'{{"dataframe_split": {text}}}')
    kind = {"type": "dataframe", "pandas_orient": "split"}
    return {"artifact_path": EXAMPLE, "serving_input_path": SERVED, **kind}


@cache
def _environment(requirements: tuple[str, ...]) -> Mapping[str, bytes]:
    """Let MLflow write what has to be installed, once for all models that need the same."""
    with TemporaryDirectory() as scratch:
        import mlflow.pyfunc

        path = Path(scratch, FOLDER)
        mlflow.pyfunc.save_model(path, loader_module=FOLDER, pip_requirements=[*requirements])
        files = [file for file in path.iterdir() if file.name != DESCRIPTION]
        return {file.name: file.read_bytes() for file in files}


def _booster() -> dict[str, str | None]:
    """Say how ``mlflow.xgboost.load_model`` finds the booster."""
    import xgboost

    return {
        "xgb_version": xgboost.__version__,
        "data": f"data/{FOLDER}/{BOOSTER}",
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
