"""Models at any MLflow URI, whoever recorded them."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.data.addresses import without_passwords
from fairlab.errors import RequestError
from fairlab.record.client import SETTINGS, is_silent, quiet
from fairlab.record.models import outputs_of

if TYPE_CHECKING:
    from fairlab.record.store import Store


def load_foreign(
    uri: str, store: "Store | None" = None, before: Callable[[str], object] | None = None
) -> tuple[Callable[[pd.DataFrame], Any], tuple[str, ...] | None]:
    """Load a model through MLflow.

    A model that is no fairlab model may be a pickle, which runs code when it is loaded: load only
    what you trust.

    Parameters
    ----------
    uri : str
        ``models:/name/1``, ``runs:/id/model``, a folder, or any other address MLflow knows.
    store : Store, optional
        Where ``models:/`` and ``runs:/`` are looked up.
    before : callable, optional
        Is told the module that MLflow loads the model with, before it does.

    Returns
    -------
    predict : callable
        A frame in, what the model says out. Columns are given the types of its signature.
    columns : tuple of str or None
        What it reads, if its signature says so.

    Raises
    ------
    RequestError
        There is no model that can be loaded.
    """
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    with quiet(), _asked(store):
        import mlflow.pyfunc
        from mlflow.exceptions import MlflowException

        logging.getLogger("mlflow").setLevel(logging.ERROR)
        try:
            if before:
                before(_loader(mlflow.models.get_model_info(uri).flavors))
            model = mlflow.pyfunc.load_model(uri)
        except (MlflowException, OSError, ImportError) as error:
            why = "".join(without_passwords(str(error)).splitlines()[:1])[:200]
            raise RequestError(f"The model {uri!r} cannot be loaded: {why}") from error
    inputs = model.metadata.get_input_schema()
    types = _types(inputs) if inputs and inputs.has_input_names() else None

    def predict(frame: pd.DataFrame) -> Any:
        with quiet():
            return model.predict(frame if types is None else _as_signed(frame, types))

    return predict, None if types is None else tuple(types)


def run_tags(store: "Store", run_id: str) -> dict[str, str]:
    """Return the tags of a run.

    Parameters
    ----------
    store : Store
    run_id : str
        MLflow's id.

    Raises
    ------
    RequestError
        The store has no such run.
    """
    from mlflow.exceptions import MlflowException

    try:
        return store.client.get_run(run_id).data.tags
    except MlflowException as error:
        if is_silent(error):
            raise
        raise RequestError(
            f"There is no run {run_id} in {store.shown}.\nLook for its id: fairlab ui"
        ) from error


def logged_models(store: "Store", run_id: str) -> list[str]:
    """Return the ids of the models that a run logged.

    Parameters
    ----------
    store : Store
    run_id : str
        MLflow's id.
    """
    return [made.model_id for made in outputs_of(store.client.get_run(run_id))]


@contextmanager
def _asked(store: "Store | None") -> Iterator[None]:
    """Let MLflow look in a store, for loading knows no client: it asks the process's address."""
    if store is None:
        yield
        return
    import mlflow

    before = os.environ.get("MLFLOW_TRACKING_URI")  # which MLflow sets with it
    mlflow.set_tracking_uri(store.client.tracking_uri)
    try:
        yield
    finally:
        mlflow.set_tracking_uri(before)  # type: ignore[arg-type]  # None unsets it


def _loader(flavors: dict[str, Any]) -> str:
    return flavors.get("python_function", {}).get("loader_module", "MLflow")


def _types(inputs: Any) -> dict[str, Any]:
    """Say which pandas type each column of a signature has; None where any will do."""
    from mlflow.types import DataType

    return {
        column.name: column.type.to_pandas() if isinstance(column.type, DataType) else None
        for column in inputs.inputs
    }


def _as_signed(frame: pd.DataFrame, types: dict[str, Any]) -> pd.DataFrame:
    asked = frame[list(types)]
    return asked.astype({name: kind for name, kind in types.items() if _fits(asked[name], kind)})


def _fits(column: pd.Series, kind: Any) -> bool:
    """Tell whether a column can be given a type without losing fractions; else MLflow says so."""
    return kind is not None and not (column.dtype.kind == "f" and np.dtype(kind).kind in "iu")
