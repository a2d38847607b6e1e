"""MLflow's model registry: versions of what is deployed, and what each of them is called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.errors import RequestError, nearest
from fairlab.record.client import in_words, is_silent
from fairlab.record.hashes import HASH_TAG
from fairlab.record.models import fetch_files, outputs_of

if TYPE_CHECKING:
    from mlflow.entities.model_registry import ModelVersion

    from fairlab.record.store import Store

ADDRESS = re.compile(r"models:/(?P<name>[^/@]+)(@(?P<alias>[^/@]+)|/(?P<version>\d+))")
UNFIT = "/:"  # what MLflow allows in no name of a model
LONGEST_CARD = 5000  # letters that MLflow keeps of a description


@dataclass(frozen=True)
class Version:
    """A version of a registered model.

    Parameters
    ----------
    name : str
    number : int
    run_id : str
        Of the run that fitted it.
    tags : mapping of str to str
    aliases : tuple of str
        What it is called beside its number.
    card : str
        Its description.
    """

    name: str
    number: int
    run_id: str
    tags: Mapping[str, str] = field(repr=False)
    aliases: tuple[str, ...] = ()
    card: str = field(default="", repr=False)

    @property
    def address(self) -> str:
        """Where MLflow finds it."""
        return f"models:/{self.name}/{self.number}"


def register(store: "Store", run_id: str, name: str, card: str, tags: Mapping[str, str]) -> Version:
    """Make the model of a run a version of a registered model, unless it is one already.

    Parameters
    ----------
    store : Store
    run_id : str
        A finished run with a model.
    name : str
        Of the registered model, which is made when missing.
    card : str
        The version's description, in Markdown.
    tags : mapping of str to str

    Raises
    ------
    StoreError
        The store cannot be written.
    """
    with in_words():
        known = [one for one in _versions(store, name) if one.run_id == run_id]
        if known:
            return _version(store, known[-1])
        _ensure(store, name)
        run = store.client.get_run(run_id)
        (made,) = outputs_of(run)
        told = {**tags, HASH_TAG: run.data.tags[HASH_TAG]}
        # By its id MLflow would look for it in the store that is set for the process.
        source = store.client.get_logged_model(made.model_id).artifact_location
        new = store.client.create_model_version(
            name, source, run_id, told, description=card[:LONGEST_CARD], model_id=made.model_id
        )
        return _version(store, new)


def call(store: "Store", version: Version, alias: str) -> None:
    """Let an alias mean a version from now on; what is served by it follows."""
    with in_words():
        store.client.set_registered_model_alias(version.name, alias, str(version.number))


def refuse_unfit_name(name: str, alias: str | None) -> None:
    """Refuse names that MLflow does not take, before anything is trained.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> refuse_unfit_name("credit/risk", None)
    Traceback (most recent call last):
    fairlab.errors.RequestError: A model cannot be called 'credit/risk': leave out '/' and ':'.
    """
    if not name.strip() or set(name) & set(UNFIT):
        raise RequestError(f"A model cannot be called {name!r}: leave out '/' and ':'.")
    if alias is not None and not re.fullmatch(r"(?!v\d+$|latest$)[A-Za-z0-9_-]+", alias):
        raise RequestError(
            f"An alias cannot be {alias!r}: use letters, digits, '-' and '_', such as champion."
        )


def holder_of(store: "Store", name: str, alias: str) -> int | None:
    """Say which version an alias means, if any."""
    from mlflow.exceptions import MlflowException

    try:
        return int(store.client.get_model_version_by_alias(name, alias).version)
    except MlflowException as error:
        if is_silent(error):
            raise
        return None


def find_version(store: "Store", address: str) -> Version:
    """Look up a version of a registered model.

    Parameters
    ----------
    store : Store
    address : str
        ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION``.

    Raises
    ------
    RequestError
        There is no such model, alias or version.
    """
    asked = ADDRESS.fullmatch(address)
    if asked is None:
        raise RequestError(
            f"{address!r} is no registered model. Write models:/NAME@champion or models:/NAME/1.\n"
            "A run's models judge its strategy; fit the one to deploy: fairlab fit STRATEGY"
        )
    name, alias, number = asked["name"], asked["alias"], asked["version"]
    known = _versions(store, name)
    if not known:
        names = [one.name for one in store.client.search_registered_models()]
        hint = nearest(name, names) if names else "Fit one: fairlab fit STRATEGY"
        raise RequestError(f"There is no registered model {name!r} in {store.shown}.\n{hint}")
    held = alias and holder_of(store, name, alias)
    wanted = [one for one in known if int(one.version) == int(held or number or 0)]
    if not wanted:
        numbers = ", ".join(str(one.version) for one in known)
        aliases = ", ".join(store.client.get_registered_model(name).aliases) or "none"
        raise RequestError(
            f"{name} has no {'alias' if alias else 'version'} {alias or number!r}.\n"
            f"Its versions: {numbers}; its aliases: {aliases}."
        )
    return _version(store, wanted[0])


def fetch_version(store: "Store", version: Version, folder: Path) -> Path:
    """Copy the files of a version and check them against the hash that its registration names.

    Parameters
    ----------
    store : Store
    version : Version
        One that ``fairlab fit`` registered.
    folder : Path
        Where the copy goes; must not exist.

    Returns
    -------
    Path
        ``folder``.

    Raises
    ------
    RequestError
        Something else has registered it.
    StoreError
        The files are not those that were recorded.
    """
    if HASH_TAG not in version.tags:
        raise RequestError(
            f"{version.address} was not registered by fairlab, which cannot tell what it was "
            "trained on.\nFit one: fairlab fit STRATEGY"
        )
    (made,) = outputs_of(store.client.get_run(version.run_id))
    return fetch_files(store, made.model_id, folder, version.tags[HASH_TAG])


def _ensure(store: "Store", name: str) -> None:
    from mlflow.exceptions import MlflowException

    try:
        store.client.create_registered_model(name)
    except MlflowException as error:
        if error.error_code != "RESOURCE_ALREADY_EXISTS":
            raise


def _versions(store: "Store", name: str) -> "list[ModelVersion]":
    quoted = name.replace("'", "")
    found = store.client.search_model_versions(f"name = '{quoted}'")
    return sorted(found, key=lambda one: int(one.version))


def _version(store: "Store", found: "ModelVersion") -> Version:
    whole = store.client.get_model_version(found.name, found.version)
    tags, aliases = dict(whole.tags), tuple(whole.aliases)
    number, card = int(found.version), whole.description or ""
    return Version(found.name, number, whole.run_id or "", tags, aliases, card)
