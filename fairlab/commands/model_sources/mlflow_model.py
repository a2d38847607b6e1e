"""A model at an address that MLflow knows, whoever recorded it."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from fairlab.commands.model_sources._learned_from import learned_from
from fairlab.commands.model_sources._named_model import ModelRequest, NamedModel
from fairlab.data.messages import quoted

if TYPE_CHECKING:
    from fairlab.record import Store
    from fairlab.record.registry import Version

FORM = "models:/name/3, models:/name@champion, runs:/ID/model"
LOOKED_UP = ("models:/", "runs:/")


def is_named(name: str) -> bool:
    """Tell whether a name is an address of MLflow, or a folder.

    Examples
    --------
    >>> is_named("models:/credit@champion"), is_named("http://host/score"), is_named("a.skops")
    (True, False, False)
    """
    if name.startswith(LOOKED_UP):
        return "/" in name.partition(":/")[2] or not name.startswith("runs:/")
    other = "/" in name and not name.startswith(("http://", "https://")) and not Path(name).suffix
    return other or Path(name).is_dir()


def open_model(request: ModelRequest) -> NamedModel:
    """Load it through MLflow."""
    from fairlab.commands.next_steps import store_option
    from fairlab.record.foreign import load_foreign

    store = request.open_store() if request.name.startswith(LOOKED_UP) else None
    address, about, version = _looked_up(request.name, store)
    typed = store_option(store) if store else ""  # before loading makes this store the usual one
    predict, columns = load_foreign(address, store, before=_warn)
    learned = learned_from(store, version, columns, typed) if store and version else None
    return NamedModel(request.name, predict, columns, about=(about,), learned_from=learned)


def _looked_up(name: str, store: "Store | None") -> tuple[str, str, "Version | None"]:
    """Say which model it is: an alias may mean another one tomorrow."""
    from fairlab.record.registry import ADDRESS, find_version

    if store is None:
        return name, f"The model is the folder {quoted(name)}.", None
    where = f"of the store {quoted(store.shown)}"
    if ADDRESS.fullmatch(name) is None:
        return name, f"The model is {quoted(name)} {where}.", None
    found = find_version(store, name)
    about = f"version {found.number}, of the run `{found.run_id or 'unknown'}`."
    return found.address, f"The model is {quoted(name)} {where}: {about}", found


def _warn(loader: str) -> None:
    """Say that another's model may be a pickle, before it is opened."""
    if loader not in own_loaders():
        click.echo(
            f"Note: {loader} loads this model, which fairlab did not record and cannot check; "
            "it may run code of whoever made it.",
            err=True,
        )


def own_loaders() -> tuple[str, ...]:
    """Name what loads fairlab's own models."""
    # Imported here: who only reads runs comes by this file, and needs no scikit-learn.
    from fairlab.experiment.stored_model import LOADER as OF_FITS
    from fairlab.experiment.stored_strategy import LOADER as OF_RUNS

    return OF_FITS, OF_RUNS, "fairlab.strategy"  # the last is that of fairlab 0.1.0
