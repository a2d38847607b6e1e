"""Addresses in MLflow's user interface, and whether that interface knows saved views.

Saved views are not part of MLflow's documented interface. Where the installed page, or that of a
server, does not speak of them any more, only the plain link to the runs is given.
"""

import re
import urllib.request
from http.client import HTTPException
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.data.addresses import without_login
from fairlab.record.place import PATIENCE, request

if TYPE_CHECKING:
    from fairlab.record.store import Store

AT_HOME = "http://127.0.0.1:5000"
WORDS = (b"viewStateShareKey", b"mlflow.sharedViewState.")
PROGRAM = re.compile(r'src="([^"]*/main[^"]*\.js)"')
NOT_KNOWN = "This MLflow knows no saved views; the links show plain tables."


def view_links(uri_of_ui: str, experiment_id: str, saved: bool = True) -> dict[str, str]:
    """Return the addresses that open an experiment's views.

    Parameters
    ----------
    uri_of_ui : str
        Where MLflow's user interface is served.
    experiment_id : str
        MLflow's id.
    saved : bool
        Whether it has saved views and knows them.

    Returns
    -------
    dict of str to str
        A link for ``"runs"``, which needs no saved view, and one per view.

    Examples
    --------
    >>> view_links("http://127.0.0.1:5000", "1", saved=False)
    {'runs': 'http://127.0.0.1:5000/#/experiments/1/runs?workflowType=machine_learning'}
    """
    runs = f"{uri_of_ui}/#/experiments/{experiment_id}/runs?workflowType=machine_learning"
    shared = f"{runs}&viewStateShareKey="
    views = {
        "leaderboard": f"{shared}leaderboard",
        "bands": f"{shared}bands",
        "means": f"{shared}means&compareRunsMode=CHART",
        "seeds": f"{shared}seeds",
        "tradeoff": f"{shared}tradeoff&compareRunsMode=CHART",
    }
    return {"runs": runs, **(views if saved else {})}


def address_of(store: "Store") -> str:
    """Return where a store's user interface is, or will be once ``fairlab ui`` serves it."""
    return without_login(store.uri) if store.uri.startswith("http") else AT_HOME


def knows_views(store: "Store") -> bool:
    """Tell whether the user interface that will show a store knows saved views.

    Parameters
    ----------
    store : Store
        A server's page is asked for; of any other store the installed MLflow will show it.

    Returns
    -------
    bool
        False too where the page cannot be read.
    """
    try:
        program = _of_server(store.uri) if store.uri.startswith("http") else _installed()
    except (OSError, HTTPException):
        return False
    return all(word in program for word in WORDS)


def _of_server(address: str) -> bytes:
    page = _fetched(address, "/").decode(errors="replace")
    found = PROGRAM.search(page)
    return _fetched(address, f"/{found[1]}") if found else b""


def _fetched(address: str, path: str) -> bytes:
    # The store's own address, whose scheme was checked: http or https.
    with urllib.request.urlopen(request(address, path), timeout=PATIENCE) as answer:  # noqa: S310
        return answer.read()


def _installed() -> bytes:
    spec = find_spec("mlflow")
    assert spec
    assert spec.submodule_search_locations
    folder = Path(spec.submodule_search_locations[0], "server", "js", "build")
    found = PROGRAM.search((folder / "index.html").read_text())
    return (folder / found[1].removeprefix("static-files/")).read_bytes() if found else b""
