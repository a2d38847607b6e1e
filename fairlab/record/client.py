"""The one door to MLflow: quiet and without telemetry.

Autologging is off unless someone turns it on, and patches the fluent interface, which fairlab
does not use. Turning it off explicitly would install import hooks of its own.
"""

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from fairlab.errors import StoreError

if TYPE_CHECKING:
    from mlflow import MlflowClient

SETTINGS = {
    "MLFLOW_DISABLE_TELEMETRY": "true",
    "MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR": "false",
    "MLFLOW_UV_AUTO_DETECT": "false",  # or a stranger's uv.lock is copied into every model
}


def connect(uri: str) -> "MlflowClient":
    """Import MLflow, which takes seconds the first time, and return a client of a store."""
    for name, value in SETTINGS.items():
        os.environ.setdefault(name, value)
    # MLflow and its migrations report every step, and warn of their own dependencies.
    for name in ("mlflow.store.db.utils", "mlflow.pyfunc", "alembic"):
        logging.getLogger(name).setLevel(logging.WARNING)
    with quiet():
        import mlflow

        return mlflow.MlflowClient(uri, registry_uri=uri)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep back the warnings that MLflow gives of its own code and dependencies."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words what MLflow or the disk has against being written."""
    from mlflow.exceptions import MlflowException

    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise _unrecorded(error, " Is the disk full, or the folder read-only?") from error
    except MlflowException as error:
        raise _unrecorded(error) from error


def _unrecorded(error: Exception, advice: str = "") -> StoreError:
    # SQLAlchemy may put a remark to programmers, in brackets, before what the database says.
    lines = [line for line in str(error).splitlines() if "autoflush" not in line]
    return StoreError(
        f"The run could not be recorded: {lines[0][:200]}\n"
        f"Finished runs are intact, and the same command goes on.{advice}"
    )
