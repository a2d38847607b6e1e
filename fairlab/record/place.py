"""Where the store is: what the user said, what the environment says, or the folder one is in."""

import os
import socket
import urllib.error
import urllib.request
from base64 import b64encode
from hashlib import sha256
from http.client import HTTPException, InvalidURL
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fairlab.data.addresses import without_password
from fairlab.errors import StoreError, nearest

SERVERS = ("http", "https")
DATABASES = {"postgresql": 5432, "mysql": 3306, "mssql": 1433}
HEALTH, QUESTION = "/health", "/api/2.0/mlflow/experiments/search?max_results=1"
FAULT_OF_SERVER = 500
PATIENCE = 3.0  # seconds to wait for a server before saying that it does not answer
LATEST = 10.0  # the same of one that is known, and may be busy


def resolve(uri: str | None = None) -> str:
    """Find the store's address.

    Parameters
    ----------
    uri : str or None
        What the user asked for. Without it the variables ``FAIRLAB_TRACKING_URI`` and
        ``MLFLOW_TRACKING_URI`` are looked at, then ``mlflow.db`` in the current folder is meant.

    Returns
    -------
    str
        An MLflow tracking URI; SQLite paths are absolute, and no link.

    Raises
    ------
    StoreError
        If the URI is of a kind that is not known or malformed, or the folder of an SQLite file
        is missing.

    Examples
    --------
    >>> resolve("http://localhost:5000/")
    'http://localhost:5000'
    >>> resolve("sqllite:///mlflow.db")
    Traceback (most recent call last):
    fairlab.errors.StoreError: The store 'sqllite:///mlflow.db' is of no known kind.
    Did you mean 'sqlite'?
    """
    said = (uri, os.environ.get("FAIRLAB_TRACKING_URI"), os.environ.get("MLFLOW_TRACKING_URI"))
    chosen = next((one for one in said if one), "sqlite:///mlflow.db")
    scheme, colon, _ = chosen.partition("://")
    kind = scheme.partition("+")[0]
    if kind == "sqlite" and colon:
        return f"sqlite:///{_file_of(chosen)}"
    if kind in (*SERVERS, *DATABASES) and colon:
        return _well_formed(chosen.rstrip("/"))
    raise StoreError(
        f"The store {without_password(chosen)!r} is of no known kind.\n{_advice(scheme, colon)}"
    )


def _advice(scheme: str, colon: str) -> str:
    if not colon or scheme == "file":
        return "MLflow keeps runs in a database now: write sqlite:///folder/mlflow.db."
    return nearest(scheme, ("sqlite", *SERVERS, *DATABASES))


def _well_formed(uri: str) -> str:
    try:
        urlsplit(uri).port  # noqa: B018
    except ValueError as error:
        raise _malformed(uri) from error
    return uri


def _malformed(uri: str) -> StoreError:
    return StoreError(
        f"The host or the port of the store {without_password(uri)!r} cannot be read.\n"
        "Write http://host:port, with a port from 0 to 65535; in a password, / is written %2F."
    )


def _file_of(uri: str) -> Path:
    name = uri.partition("://")[2].removeprefix("/")
    path = Path(os.path.realpath(name))  # claims lie beside the file, whatever link leads to it
    if not name or "?" in name or path.is_dir():
        raise StoreError(
            f"The store {uri!r} names no plain file.\nWrite sqlite:///folder/mlflow.db."
        )
    if "?" in str(path) or unquote(str(path)) != str(path):
        raise StoreError(
            f"{path} has a question mark in its name, or a code such as %20, which MLflow reads as "
            "options or as another name.\nWork in another folder, or name a store: --store "
            "sqlite:////another/folder/mlflow.db."
        )
    if not path.parent.is_dir():
        raise StoreError(
            f"The folder {path.parent} of the store {uri!r} does not exist.\n"
            "Check the spelling, or make the folder first."
        )
    return path


def database_file(uri: str) -> Path | None:
    """Return the SQLite file of a resolved URI, or None for a server.

    Examples
    --------
    >>> database_file("sqlite:////srv/runs/mlflow.db")
    PosixPath('/srv/runs/mlflow.db')
    >>> database_file("http://localhost:5000") is None
    True
    """
    return Path(uri.removeprefix("sqlite:///")) if uri.startswith("sqlite:///") else None


def private_folder(uri: str) -> Path:
    """Return the folder for claims, journals and locks: beside the file, or in the user's cache."""
    file = database_file(uri)
    if file:
        return file.parent / ".fairlab"
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return cache / "fairlab" / sha256(uri.encode()).hexdigest()[:16]


def probe(uri: str) -> None:
    """Refuse a server that does not answer, within seconds instead of MLflow's minutes."""
    parts = urlsplit(uri)
    if parts.scheme in SERVERS:
        return _probe_mlflow(uri)
    port = parts.port or DATABASES[parts.scheme.partition("+")[0]]
    try:
        socket.create_connection((parts.hostname or "localhost", port), PATIENCE).close()
    except OSError as error:
        raise _silent(uri, error) from error
    except UnicodeError as error:
        raise _malformed(uri) from error
    return None


def does_answer(uri: str) -> bool:
    """Tell whether a server answers a question about experiments.

    MLflow says that it is well, and answers questions with errors, where its database is away.
    """
    try:
        if urlsplit(uri).scheme not in SERVERS:
            probe(uri)
        else:
            urllib.request.urlopen(request(uri, QUESTION), timeout=LATEST).close()  # noqa: S310
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < FAULT_OF_SERVER
    except (OSError, HTTPException):
        return False
    return True


def _probe_mlflow(uri: str) -> None:
    try:
        # The scheme was checked: http or https.
        with urllib.request.urlopen(request(uri, HEALTH), timeout=PATIENCE) as answer:  # noqa: S310
            healthy = answer.read(16).strip() == b"OK"
    except urllib.error.HTTPError as error:
        error.close()
        healthy = False
    except OSError as error:
        raise _silent(uri, error) from error
    except (UnicodeError, InvalidURL) as error:
        raise _malformed(uri) from error
    except HTTPException:
        healthy = False
    if not healthy:
        raise StoreError(
            f"{without_password(uri)} answers, but not as an MLflow server.\n"
            "Check the address and the port."
        )


def request(uri: str, path: str) -> urllib.request.Request:
    """Ask a server something, with the login that its address may hold.

    Parameters
    ----------
    uri : str
        Of the server.
    path : str
        What is asked for.
    """
    parts = urlsplit(uri)
    login, at, host = parts.netloc.rpartition("@")
    address = parts._replace(netloc=host).geturl() + path
    known = {"Authorization": f"Basic {b64encode(unquote(login).encode()).decode()}"}
    return urllib.request.Request(address, headers=known if at else {})  # noqa: S310


def _silent(uri: str, error: OSError) -> StoreError:
    reason = getattr(error, "reason", None) or error
    return StoreError(
        f"The store {without_password(uri)} does not answer: {reason}.\n"
        "Start the server, or leave the address out to use mlflow.db in this folder."
    )
