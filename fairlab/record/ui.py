"""MLflow's user interface over a store: started small and local, with links to its views."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from fairlab.errors import RequestError, StoreError
from fairlab.record.client import SETTINGS
from fairlab.record.links import NOT_KNOWN, address_of, knows_views, view_links
from fairlab.record.place import probe
from fairlab.record.store import AUDITS, FITS, Store, open_store

EXAMPLE = Path(__file__).parents[2] / "mlruns_example"
PATIENCE = 180  # seconds; a busy machine needs more than half a minute to start MLflow


@contextmanager
def serving(store: Store, port: int = 5000, folder: Path | None = None) -> Iterator[str]:
    """Serve the user interface of a store on this machine alone.

    Parameters
    ----------
    store : Store
        An open store. One that is a server already is not served again.
    port : int
        Of 127.0.0.1.
    folder : Path or None
        The server's current folder, from which relative artifact paths are read.

    Yields
    ------
    str
        The address, once it answers.

    Raises
    ------
    RequestError
        If the port is taken.
    StoreError
        If MLflow does not start; with the last words it said.
    """
    if store.uri.startswith("http"):
        yield address_of(store)
        return
    _check_port(port)
    command = [sys.executable, "-m", "mlflow", "server", "--backend-store-uri", store.uri]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "1"]
    light = {**SETTINGS, "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}
    with TemporaryFile() as log:
        # A session of its own, so that Ctrl-C reaches us alone and the server is stopped whole.
        server = subprocess.Popen(  # noqa: S603
            command,
            cwd=folder,
            env={**os.environ, **light},
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
        try:
            yield _answering(server, f"http://127.0.0.1:{port}", log)
        finally:
            _stop(server)


def _check_port(port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind(("127.0.0.1", port))
        except OSError as error:
            raise RequestError(f"Port {port} is taken.\nName another one: --port 5001") from error


def _answering(server: subprocess.Popen, address: str, log: IO[bytes]) -> str:
    end = time.monotonic() + PATIENCE
    while server.poll() is None and time.monotonic() < end:
        try:
            probe(address)
        except StoreError:
            time.sleep(0.3)
        else:
            return address
    log.seek(0)
    said = log.read().decode(errors="replace").strip().splitlines() or ["nothing was said"]
    raise StoreError(f"MLflow's user interface did not start: {said[-1][:200]}")


def _stop(server: subprocess.Popen) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, sign)
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:
            continue
        except ProcessLookupError:
            break


def serve(uri: str | None = None, port: int = 5000) -> None:
    """Serve the user's own runs until Ctrl-C, and print the links to their views.

    Parameters
    ----------
    uri : str or None
        The store; where None is looked is said at :func:`fairlab.record.open_store`.
    port : int
        Of 127.0.0.1.

    Raises
    ------
    StoreError
        If there is no store yet, or MLflow does not start.
    """
    _serve(open_store(uri, create=False), port, None)


def serve_example(port: int = 5000) -> None:
    """Serve the runs that come with fairlab until Ctrl-C.

    Parameters
    ----------
    port : int
        Of 127.0.0.1.

    Raises
    ------
    StoreError
        If this is not a checkout of the repository, where the example is.
    """
    if not (EXAMPLE / "mlflow.db").exists():
        raise StoreError(f"There is no example at {EXAMPLE}.\nIt comes with the repository.")
    _serve(copy_of_example(EXAMPLE), port, EXAMPLE.parent)


def _serve(store: Store, port: int, folder: Path | None) -> None:
    # Being asked to end is like Ctrl-C: the server must not outlive us.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    print("Starting MLflow's user interface ...", flush=True)
    try:
        with serving(store, port, folder) as address:
            print(describe_links(store, address), flush=True)
            signal.pause()
    except KeyboardInterrupt:
        print("Stopped.")


def describe_links(store: Store, address: str) -> str:
    """List the links to the views of every dataset.

    Parameters
    ----------
    store : Store
        An open store.
    address : str
        Where its user interface is served.

    Returns
    -------
    str
        Several lines to be printed.
    """
    known = knows_views(store)
    lines = []
    for experiment, number in store.experiments().items():
        views = view_links(address, number, known and not experiment.endswith((AUDITS, FITS)))
        lines += [experiment, *(f"  {name:12} {link}" for name, link in views.items())]
    return "\n".join([*lines, *([] if known else [NOT_KNOWN]), "Ctrl-C stops it."])


def copy_of_example(folder: Path) -> Store:
    """Copy an example's database, so that looking at it never changes the committed file.

    Parameters
    ----------
    folder : Path
        The example; the copy goes to ``.example`` beside it.

    Returns
    -------
    Store
        To be served with the folder above the example as current folder.
    """
    copy = folder.absolute().parent / ".example" / "mlflow.db"
    copy.parent.mkdir(exist_ok=True)
    for left in copy.parent.glob("mlflow.db*"):
        left.unlink()
    shutil.copy(folder / "mlflow.db", copy)
    return Store(f"sqlite:///{copy}")
