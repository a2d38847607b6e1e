"""The store of runs: opened safely, or refused in words within seconds."""

import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from fairlab.data.addresses import without_password
from fairlab.errors import RequestError, StoreError
from fairlab.record import sqlite_file
from fairlab.record.locks import locked
from fairlab.record.moved import ARTIFACTS, follow
from fairlab.record.place import database_file, does_answer, private_folder, probe, resolve

if TYPE_CHECKING:
    from mlflow import MlflowClient

PREFIX = "fairlab/"
AUDITS, FITS = "/audit", "/fits"  # experiments beside that of the runs


@dataclass(frozen=True)
class Store:
    """An MLflow store that was found in order.

    Parameters
    ----------
    uri : str
        The resolved tracking URI.
    """

    uri: str = field(repr=False)  # it may hold a login

    @property
    def database(self) -> Path | None:
        """The SQLite file, or None for a server."""
        return database_file(self.uri)

    @property
    def private(self) -> Path:
        """Folder of claims, journals and locks, which MLflow knows nothing of."""
        return private_folder(self.uri)

    @property
    def shown(self) -> str:
        """The address as one may print it."""
        return without_password(self.uri)

    @cached_property
    def client(self) -> "MlflowClient":
        """MLflow's client; the first use imports MLflow."""
        from fairlab.record.client import connect

        return connect(self.uri)

    @property
    def is_default(self) -> bool:
        """Whether leaving the address out means this store."""
        return resolve() == self.uri

    def answers(self) -> bool:
        """Tell whether a server answers what it is asked; a file always does."""
        return self.database is not None or does_answer(self.uri)

    def experiments(self) -> dict[str, str]:
        """Return the id of each experiment that fairlab made, by name."""
        if self.database is None:
            found = self.client.search_experiments(filter_string=f"name LIKE '{PREFIX}%'")
            return {one.name: one.experiment_id for one in found}
        query = "SELECT name, experiment_id FROM experiments WHERE name LIKE ? ORDER BY name"
        with sqlite_file.reading(self.database) as db:
            return {name: str(number) for name, number in db.execute(query, (f"{PREFIX}%",))}

    def datasets(self) -> list[str]:
        """Return the names of the datasets that have runs of strategies."""
        names = [name for name in self.experiments() if not name.endswith((AUDITS, FITS))]
        return [name.removeprefix(PREFIX) for name in names]

    def experiment(self, dataset: str) -> str:
        """Return the id of a dataset's experiment, which is made when missing.

        Parameters
        ----------
        dataset : str
            Name of the dataset: letters, digits, ``-``, ``_`` and ``.``. With ``/audit`` behind
            it, the experiment of what is no run of a strategy; with ``/fits``, that of fits.

        Returns
        -------
        str
            MLflow's experiment id.

        Raises
        ------
        RequestError
            If the name could be a path or is otherwise unfit.
        StoreError
            If the experiment was deleted, for instance in MLflow's user interface.
        """
        name = experiment_name(dataset)
        with locked(self.private / "store.lock"):
            number, stage = self._found(name)
            if number and stage == "deleted":
                raise self._deleted(name, number)
            return number or self._make(name)

    def _found(self, name: str) -> tuple[str, str]:
        """Give an experiment's id and stage; both are empty where there is none."""
        if self.database is None:
            found = self.client.get_experiment_by_name(name)
            return (found.experiment_id, found.lifecycle_stage) if found else ("", "")
        query = "SELECT experiment_id, lifecycle_stage FROM experiments WHERE name = ?"
        with sqlite_file.reading(self.database) as db:
            rows = [(str(number), stage) for number, stage in db.execute(query, (name,))]
        return rows[0] if rows else ("", "")

    def _deleted(self, name: str, number: str) -> StoreError:
        restore = f"mlflow experiments restore --experiment-id {number}"
        lack = (
            f"The experiment {name} of the store {self.shown} was deleted.\n"
            f"Restore it: MLFLOW_TRACKING_URI={quote(self.shown)} {restore}\n"
            "Or record elsewhere:"
        )
        return StoreError(
            f'{lack} store="folder/mlflow.db"', f"{lack} --store sqlite:///folder/mlflow.db"
        )

    def _make(self, name: str) -> str:
        from fairlab.record.views import audit_tags, experiment_tags

        beside = name.endswith((AUDITS, FITS))
        tags = audit_tags(name) if beside else experiment_tags(name)
        place = None if self._serves_artifacts() else self._artifacts(name).as_uri()
        from mlflow.exceptions import MlflowException

        try:
            return self.client.create_experiment(name, place, tags)
        except MlflowException as error:
            # Our lock keeps away the processes of this machine alone; another may have made it.
            found = self.client.get_experiment_by_name(name)
            if error.error_code != "RESOURCE_ALREADY_EXISTS" or found is None:
                raise
            return found.experiment_id

    def _serves_artifacts(self) -> bool:
        return self.uri.startswith("http")

    def _artifacts(self, name: str) -> Path:
        home = self.database.parent if self.database else Path.cwd()
        return home / ARTIFACTS / name


def experiment_name(dataset: str) -> str:
    """Return the name of a dataset's experiment.

    Examples
    --------
    >>> experiment_name("taiwan"), experiment_name("taiwan/audit")
    ('fairlab/taiwan', 'fairlab/taiwan/audit')
    >>> experiment_name("../../etc")
    Traceback (most recent call last):
    fairlab.errors.RequestError: The dataset's name '../../etc' is unfit for a record.
    Use up to 80 letters, digits, '-', '_' and '.', the first a letter or digit.
    """
    if not re.fullmatch(rf"[^\W_][\w.-]{{0,79}}({AUDITS}|{FITS})?", dataset):
        raise RequestError(
            f"The dataset's name {dataset[:40]!r} is unfit for a record.\n"
            "Use up to 80 letters, digits, '-', '_' and '.', the first a letter or digit."
        )
    return PREFIX + dataset


def tracked_store() -> Store:
    """Open the store that MLflow looks at, for a model that MLflow loads.

    Raises
    ------
    StoreError
        It cannot be opened.
    """
    import mlflow

    try:
        return open_store(mlflow.get_tracking_uri(), create=False)
    except StoreError as error:
        raise StoreError(
            f"{error}\nA run's models are kept with its fits; name their store to MLflow:\n"
            'mlflow.set_tracking_uri("sqlite:///mlflow.db")'
        ) from error


def open_store(uri: str | None = None, create: bool = True) -> Store:
    """Open the store of runs.

    Parameters
    ----------
    uri : str or None
        A tracking URI. Without it ``FAIRLAB_TRACKING_URI``, then ``MLFLOW_TRACKING_URI``, then
        ``mlflow.db`` in the current folder is used.
    create : bool
        Whether a missing SQLite file is made (its folder never is).

    Returns
    -------
    Store
        Ready for :class:`~fairlab.record.ledger.Ledger`.

    Raises
    ------
    StoreError
        Within seconds and before anything is made, if the address is mistyped, the server does
        not answer, or the file is damaged, foreign or of another MLflow's schema.

    Examples
    --------
    >>> open_store("sqlite:////nowhere/at-all/mlflow.db")
    Traceback (most recent call last):
    fairlab.errors.StoreError: The folder /nowhere/at-all of the store ... does not exist.
    Check the spelling, or make the folder first.
    """
    store = Store(resolve(uri))
    file = store.database
    if file is None:
        probe(store.uri)
        return store
    if not file.exists() and not create:
        lack = f"There is no store at {file} yet.\nRun a sweep first: fairlab"
        raise StoreError(f"{lack}.sweep(...)", f"{lack} sweep")
    sqlite_file.ensure(file, store.private)
    sqlite_file.check(file)
    follow(file, store.private)
    return store
