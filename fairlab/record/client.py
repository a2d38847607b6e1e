"""The one door to MLflow: quiet and without telemetry.

Autologging is off unless someone turns it on, and patches the fluent interface, which fairlab
does not use. Turning it off explicitly would install import hooks of its own.
"""

import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.data.addresses import without_password, without_passwords
from fairlab.data.messages import visible
from fairlab.errors import DataError, RequestError, StoreError

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import Run

ATTEMPTS = 3
SILENT = re.compile(r"API request to (\w+://[^/]+)\S* failed with exception")
OF_THE_STORE = {"mlflow.exceptions", "sqlalchemy.exc"}
OF_THE_DISK = " Is the disk full, or the store read-only?"
SETTINGS = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
    # A server that comes back within half a minute is waited for; MLflow's own is eight minutes.
    "MLFLOW_HTTP_REQUEST_MAX_RETRIES": "5",
    "MLFLOW_HTTP_REQUEST_BACKOFF_FACTOR": "1",
    "MLFLOW_UV_AUTO_DETECT": "false",  # or a stranger's uv.lock is copied into every model
}


def connect(uri: str) -> "MlflowClient":
    """Import MLflow, which takes seconds the first time, and return a client of a store."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    # MLflow and its migrations report every step, and warn of their own dependencies.
    for name in ("mlflow.pyfunc", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # What goes wrong with a database is raised too, and told once, in words.
    logging.getLogger("mlflow.store.db.utils").setLevel(logging.CRITICAL)
    with quiet():
        import mlflow

        return mlflow.MlflowClient(uri, registry_uri=uri)


@contextmanager
def answering() -> Iterator[None]:
    """Say to whoever asks a model by MLflow what is wrong with the rows.

    A server answers with the message of an error of MLflow's, and with a traceback of any other.
    """
    try:
        yield
    except (DataError, RequestError) as error:
        from mlflow import MlflowException
        from mlflow.protos.databricks_pb2 import INVALID_PARAMETER_VALUE

        raise MlflowException(str(error), INVALID_PARAMETER_VALUE) from error


@contextmanager
def quiet() -> Iterator[None]:
    """Keep back the warnings that MLflow gives of its own code and dependencies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def retry(call: Callable[[], None]) -> None:
    """Call MLflow again where two who write the same at once get in each other's way.

    MLflow looks whether a data set or a tag is there and then inserts it; on a server another
    writer may insert it in between, and the second time it is there.
    """
    from mlflow.exceptions import MlflowException

    for attempt in range(1, ATTEMPTS + 1):
        try:
            call()
        except MlflowException as error:
            if error.error_code != "BAD_REQUEST" or attempt == ATTEMPTS:
                raise
        else:
            return


def put_files(client: "MlflowClient", place: str, folder: Path) -> None:
    """Put a folder where a run or a model keeps its files, which MLflow's client asks for anew."""
    from mlflow.store.artifact.artifact_repository_registry import get_artifact_repository

    get_artifact_repository(place, tracking_uri=client.tracking_uri).log_artifacts(str(folder))


@contextmanager
def in_words(done: str = "recorded") -> Iterator[None]:
    """Say in words what MLflow or the disk has against being written, or read."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise _told(error, done, OF_THE_DISK) from error
    except Exception as error:
        if not isinstance(error, store_errors()):
            raise
        of_the_disk = re.search("readonly|disk is full|disk I/O", str(error))
        raise _told(error, done, OF_THE_DISK if of_the_disk else "") from error


def paged_runs(client: "MlflowClient", experiment: str, wanted: str, order: str) -> "Iterator[Run]":
    """Search the runs of an experiment, page after page.

    Parameters
    ----------
    client : MlflowClient
    experiment : str
        MLflow's id.
    wanted, order : str
        As MLflow reads them.
    """
    token = None
    while True:
        with in_words("read"):
            page = client.search_runs([experiment], wanted, order_by=[order], page_token=token)
        yield from page
        token = page.token
        if not token:
            return


def store_errors() -> tuple[type[Exception], ...]:
    """Give what MLflow raises, and the database below it where MLflow does not put that in its own.

    Who has nothing to write has imported neither.
    """
    from mlflow.exceptions import MlflowException
    from sqlalchemy.exc import SQLAlchemyError

    return MlflowException, SQLAlchemyError


def is_silent(error: BaseException) -> bool:
    """Tell an error of MLflow that says that its server did not answer, half a minute long."""
    return SILENT.match(str(error)) is not None


def complaint(error: Exception) -> str | None:
    """Say in words what the store complained of where nobody expected it; None of other errors."""
    if not OF_THE_STORE & {one.__module__ for one in type(error).__mro__}:
        return None
    return (
        f"The store could not be asked: {_reason(str(error))}\n"
        "Finished runs are intact, and the same command goes on."
    )


def _told(error: Exception, done: str, advice: str) -> StoreError:
    return StoreError(
        f"The run could not be {done}: {_reason(str(error))}\n"
        f"Finished runs are intact, and the same command goes on.{advice}"
    )


def _reason(text: str) -> str:
    """Take from what MLflow says what a person wants to know.

    Examples
    --------
    >>> said = "API request to http://box:5000/api/2.0/mlflow failed with exception HTTPConn"
    >>> _reason(said)
    'the server http://box:5000 does not answer'
    >>> _reason("API request to endpoint /api/2.0 failed with error code 401 != 200.")[:36]
    'the server wants another login: set '
    """
    if server := SILENT.match(text):
        failed = re.search(r"too many (\d+) error responses", text)
        how = f"answers with error {failed[1]}" if failed else "does not answer"
        return f"the server {without_password(server[1])} {how}"
    if re.search("failed with error code 40[13]", text):
        return (
            "the server wants another login: set MLFLOW_TRACKING_USERNAME and "
            "MLFLOW_TRACKING_PASSWORD."
        )
    # SQLAlchemy may put a remark to programmers, in brackets, before what the database says.
    lines = [line for line in text.splitlines() if "autoflush" not in line]
    return visible(without_passwords("".join(lines[:1])))[:200]
