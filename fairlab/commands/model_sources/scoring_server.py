"""A model that is served over HTTP, asked with rows as JSON.

An address that ends in ``/invocations`` is asked as MLflow's server is, with a
``{"dataframe_split": ...}``; any other gets a list with an object per row. Both may answer with a
list, or with an object that holds one, such as ``{"predictions": [...]}``.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit
from urllib.request import Request, urlopen

import pandas as pd

from fairlab.commands.model_sources._files import in_a_line
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.data.messages import plain, quoted
from fairlab.errors import RequestError

FORM = "http://host/score"
ROWS = 5000  # in one request
PATIENCE = 60.0  # seconds, where nobody says otherwise


def is_named(name: str) -> bool:
    """Tell whether a name is an address of the web."""
    return name.lower().startswith(("http://", "https://"))


def open_model(request: ModelRequest) -> NamedModel:
    """Take the address; it is asked when there are people to ask about."""
    shown = without_secrets(request.name)
    patience = request.timeout or PATIENCE

    def answer(people: pd.DataFrame) -> pd.DataFrame:
        parts = [people.iloc[at : at + ROWS] for at in range(0, len(people), ROWS)]
        return pd.concat([_asked(request.name, shown, part, patience) for part in parts])

    about = f"The model is served at {quoted(shown)}; what is behind that address may change."
    return NamedModel(shown, answer, about=(about,))


def without_secrets(address: str) -> str:
    """Write an address without user, password and query.

    Examples
    --------
    >>> without_secrets("https://ann:secret@host:8000/score?key=123")
    'https://host:8000/score'
    """
    parts = urlsplit(address)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def _asked(address: str, shown: str, people: pd.DataFrame, patience: float) -> pd.DataFrame:
    try:
        # Names that are none of the web's are no name of this source.
        with urlopen(_request(address, people), timeout=patience) as response:  # noqa: S310
            said = response.read()
    except HTTPError as error:
        with error:
            first = plain(" ".join(error.read(500).decode("utf-8", "replace").split()))
        raise RequestError(f"{shown} answers {error.code} {error.reason}: {first}") from None
    except TimeoutError:
        raise RequestError(_late(shown, patience)) from None
    except (OSError, HTTPException, ValueError) as error:
        if isinstance(getattr(error, "reason", None), TimeoutError):
            raise RequestError(_late(shown, patience)) from None
        reason = in_a_line(getattr(error, "reason", error))
        raise RequestError(f"{shown} does not answer: {reason}\nIs the server running?") from None
    return _read(shown, said, len(people))


def _late(shown: str, patience: float) -> str:
    return (
        f"{shown} did not answer about {ROWS:,} rows or fewer within {patience:g} seconds.\n"
        "Give it more: --timeout SECONDS"
    )


def _request(address: str, people: pd.DataFrame) -> Request:
    """Write rows as JSON; numbers keep all their digits, and what is missing is null."""
    rows = people.astype(object).where(people.notna(), None)
    if urlsplit(address).path.rstrip("/").endswith("/invocations"):
        split = rows.to_dict("split")
        told: Any = {"dataframe_split": {"columns": split["columns"], "data": split["data"]}}
    else:
        told = rows.to_dict("records")
    parts = urlsplit(address)
    bare = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    headers = {"Content-Type": "application/json", "Accept": "application/json"}
    if parts.username is not None:
        pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        headers["Authorization"] = "Basic " + b64encode(pair.encode()).decode()
    return Request(urlunsplit(bare), json.dumps(told, default=str).encode(), headers)  # noqa: S310


def _read(shown: str, said: bytes, count: int) -> pd.DataFrame:
    """Take the list of answers: a number or a label, a list or an object for each row."""
    try:
        found = json.loads(said)
    except (ValueError, RecursionError):
        begun = plain(said[:60].decode("utf-8", "replace"))
        raise RequestError(f"{shown} does not answer in JSON, but: {begun}") from None
    lists = [one for one in found.values() if isinstance(one, list)] if _is_object(found) else []
    answers = lists[0] if len(lists) == 1 else found
    if not isinstance(answers, list):
        raise RequestError(
            f"{shown} answers {plain(str(found))}, in which there is no one list of answers.\n"
            'A list is needed, or an object with one: {"predictions": [...]}'
        )
    if len(answers) != count:
        raise RequestError(
            f"{shown} gives {len(answers):,} answers for {count:,} rows; one for each is needed."
        )
    return pd.DataFrame(answers)


def _is_object(found: Any) -> bool:
    return isinstance(found, Mapping)
