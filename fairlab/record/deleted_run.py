"""A damaged run is deleted by name, so that the next sweep makes it anew."""

from typing import TYPE_CHECKING

from fairlab.errors import RequestError, StoreError
from fairlab.record.client import in_words, is_silent

if TYPE_CHECKING:
    from fairlab.record.store import Store


def delete_run(store: "Store", run_id: str) -> str:
    """Delete a run that fairlab recorded, and give its name; ``mlflow gc`` takes its files."""
    from mlflow.exceptions import MlflowException

    try:
        run = store.client.get_run(run_id)
    except MlflowException as error:
        if is_silent(error):
            raise
        raise StoreError(
            f"There is no run {run_id!r} in {store.shown}.\nName the store of the run: --store."
        ) from error
    if run.info.experiment_id not in store.experiments().values():
        raise RequestError(
            f"The run {run_id} is none of fairlab, which deletes no other.\n"
            f"With MLflow: mlflow runs delete --run-id {run_id}"
        )
    with in_words("deleted"):
        store.client.delete_run(run_id)
    return str(run.info.run_name)
