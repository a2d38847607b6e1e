"""The model that a person names: a run, an MLflow URI, or a function of their own."""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pandas as pd

from fairlab.clones import AskedModel
from fairlab.errors import RequestError, nearest
from fairlab.experiment.stored_model import LOADER as OF_FITS
from fairlab.experiment.stored_strategy import LOADER as OF_RUNS

if TYPE_CHECKING:
    from fairlab.record import Store

RUN_ID = re.compile(r"[0-9a-f]{32}")
LOOKED_UP = ("models:", "runs:")
OWN_LOADERS = (OF_FITS, OF_RUNS, "fairlab.strategy")  # the last is that of fairlab 0.1.0
FUNCTION = re.compile(r"(?P<module>[^\W\d][\w.]*):(?P<function>[^\W\d]\w*)")


def is_run(name: str) -> bool:
    """Tell whether a model's name is the id of a run.

    Examples
    --------
    >>> is_run("0123456789abcdef0123456789abcdef"), is_run("bank.rules:approve")
    (True, False)
    """
    return RUN_ID.fullmatch(name) is not None


def load_model(name: str, approves: str, open_it: Callable[[], "Store"]) -> AskedModel:
    """Find the model that is to be asked.

    Parameters
    ----------
    name : str
        The id of a run, ``module:function`` (from the current folder too), or an MLflow URI.
    approves : str
        The answer that means approval; a fairlab run says itself whom it flags.
    open_it : callable
        Opens the store of runs, where it is needed.

    Returns
    -------
    AskedModel

    Raises
    ------
    RequestError, StoreError
        There is no such model.
    """
    if is_run(name):
        return _run(open_it(), name)
    function = FUNCTION.fullmatch(name)
    if function:
        return AskedModel(name, _function(**function.groupdict()), approves=approves)
    if "/" not in name and not Path(name).is_dir():
        raise RequestError(
            f"{name!r} names no model. Write the id of a run (32 digits), an MLflow URI such as\n"
            "models:/name/1, or a function as module:function."
        )
    from fairlab.record.foreign import load_foreign

    store = open_it() if name.startswith(LOOKED_UP) else None
    predict, columns = load_foreign(name, store, before=_warn)
    return AskedModel(name, predict, columns, approves)


def _warn(loader: str) -> None:
    """Say that another's model may be a pickle, before it is opened."""
    if loader not in OWN_LOADERS:
        click.echo(
            f"Note: {loader} loads this model, which fairlab did not record and cannot check; "
            "it may run code of whoever made it.",
            err=True,
        )


def _run(store: "Store", run_id: str) -> AskedModel:
    from fairlab.experiment.recorded_strategy import read_strategy
    from fairlab.record.foreign import run_tags

    if run_tags(store, run_id).get("fairlab.kind") != "run":  # says that there is no such run
        raise RequestError(
            f"The run {run_id} is no run of a strategy, so it decides about nobody.\n"
            "Name one that is in the experiment of the data: fairlab compare lists them."
        )
    # Clones are nobody of the table, so that any of the models of a run can be asked.
    models = read_strategy(store, run_id).folds
    fitted = models[0]

    def flagged(people: pd.DataFrame) -> pd.DataFrame:
        return pd.DataFrame({"flagged": fitted.predict(people)[1]})

    which = f", fold 1 of {len(models)}" if len(models) > 1 else ""
    return AskedModel(f"run {run_id[:8]}{which}", flagged, fitted.columns)


def _function(module: str, function: str) -> Callable[[pd.DataFrame], Any]:
    sys.path.insert(0, str(Path.cwd()))
    try:
        home = import_module(module)
    except ImportError as error:
        raise RequestError(
            f"The module {module!r} cannot be imported: {error}.\n"
            "It is looked for in the current folder and among what is installed."
        ) from error
    found = getattr(home, function, None)
    if not callable(found):
        known = [name for name in vars(home) if name[0] != "_" and callable(getattr(home, name))]
        raise RequestError(f"{module} has no function {function!r}. {nearest(function, known)}")
    return found
