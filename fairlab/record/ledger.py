"""Finished runs of a dataset: written whole or not at all, once per key, by many sweeps."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import pandas as pd

from fairlab.errors import RequestError, StoreError, UnrecordedError
from fairlab.record import unrecorded
from fairlab.record.claims import Claims, claims_on
from fairlab.record.client import OF_THE_DISK, in_words
from fairlab.record.links import address_of, knows_views, view_links
from fairlab.record.reading import HASH, RUN, Row, finished_keys, finished_rows
from fairlab.record.run_identity import RunIdentity
from fairlab.record.run_result import RunResult
from fairlab.record.run_table import run_table
from fairlab.record.said_now import say_now
from fairlab.record.saved_views import save_views
from fairlab.record.store import FITS, Store, experiment_name
from fairlab.record.summary import Summary, keep_summaries


class Ledger:
    """What is finished for one dataset, and who may run what is not.

    Parameters
    ----------
    store : Store
        An open store.
    dataset_name : str
        Name of the dataset; its runs are in the experiment ``fairlab/<name>``, and what is no
        run of a strategy in that of ``<dataset>/audit``.

    kind : str
        What its keys name: ``"run"``, or ``"fit"`` and ``"people"`` in ``<dataset>/fits``.

    typed : str
        The options that named the data of what is written, a word on each line.

    Raises
    ------
    RequestError
        If the name is unfit.
    """

    def __init__(self, store: Store, dataset_name: str, kind: str = RUN, typed: str = "") -> None:
        self.store = store
        self.dataset_name = dataset_name
        self.kind = kind
        self.typed = typed
        self.experiment = experiment_name(dataset_name)
        self.edited: Mapping[str, Row] = {}  # what the last `table` left out, by what is wrong

    @property
    def shown(self) -> str:
        """Where its runs are, as a person is told."""
        return f"{self.store.shown}, experiment {self.experiment}"

    def prepare(self) -> None:
        """Make sure that runs can be recorded here, before the first one is computed.

        Raises
        ------
        StoreError
            If the dataset's experiment was deleted, or the store cannot be written.
        """
        with in_words():
            self.store.experiment(self.dataset_name)

    def finished(self) -> dict[str, str]:
        """Return the run id of every finished key.

        Returns
        -------
        dict of str to str
            Configuration hash to MLflow's run id.
        """
        return finished_keys(self.store, self.experiment, kind=self.kind)

    @cached_property
    def claims(self) -> Claims:
        """Who may run what: claims of all sweeps that write to this store."""
        return claims_on(self.store, lambda key: key in self._finished(key))

    def _finished(self, key: str) -> dict[str, str]:
        return finished_keys(self.store, self.experiment, key, self.kind)

    @contextmanager
    def claim(self, key: str, wait: bool = False) -> Iterator[bool]:
        """Claim a run for this process; the claim ends with the process, whatever ends it.

        Parameters
        ----------
        key : str
            The run's configuration hash.
        wait : bool
            Whether to wait for another process that has the claim.

        Yields
        ------
        bool
            Whether this process is to run it: false when another one does or has finished it.
        """
        assert re.fullmatch(r"[0-9a-f]+", key), key
        with self.claims.claim(key, wait) as mine:
            yield mine

    def renew(self, key: str) -> bool:
        """Say whether a claimed run is still ours, which is asked just before it is recorded.

        Parameters
        ----------
        key : str
            A claimed one.

        Returns
        -------
        bool
            False when this process was silent for so long, on a server, that another machine
            took it for dead and the run over.
        """
        return self.claims.renew(key)

    def write(self, about: RunIdentity, result: RunResult) -> str:
        """Record a computed run.

        Parameters
        ----------
        about : RunIdentity
            What was run.
        result : RunResult
            What came out.

        Returns
        -------
        str
            MLflow's run id.

        Raises
        ------
        StoreError
            If the store cannot be written; the run is then not a finished one.
        """
        from fairlab.record.writing import write

        client = self.store.client
        with in_words():
            return write(
                client, self.store.experiment(self.dataset_name), about, result, self.typed
            )

    @contextmanager
    def keeping(self, about: RunIdentity, result: RunResult) -> Iterator[None]:
        """Keep a computed result on disk where the store does not take it.

        Parameters
        ----------
        about : RunIdentity
            What was run.
        result : RunResult
            What came out.

        Raises
        ------
        UnrecordedError
            The store did not take it; says where the result waits.
        """
        try:
            yield
        except StoreError as error:
            try:
                file = unrecorded.keep(result, self.work_dir(about.key))
            except RequestError:  # nor can it be kept, on a full disk for instance
                raise error from None
            why = str(error).splitlines()
            full = OF_THE_DISK if why[-1].endswith(OF_THE_DISK) else ""
            raise UnrecordedError(
                f"{why[0]}{full}\n"
                f"What was computed waits in {file}.\n"
                "The same command records it, without computing it anew, and goes on."
            ) from error

    def kept(self, key: str) -> RunResult | None:
        """Read a computed result that the store did not take; None where there is none.

        Parameters
        ----------
        key : str
            The run's configuration hash.
        """
        return unrecorded.kept(self._work_dir(key))

    def say_now(self, fingerprint: str, people: str, said: Mapping[str, Mapping[str, str]]) -> None:
        """Let finished runs on the same rows say what is said now, see ``said_now``.

        Parameters
        ----------
        fingerprint, people : str
            Of the data.
        said : mapping of str to mapping
            The tags of a run, by its key.

        Raises
        ------
        StoreError
            If the store cannot be written.
        """
        say_now(self.store, self.experiment, fingerprint, people, said)

    def save_views(self, gaps: Sequence[str] = ()) -> None:
        """Let the saved views of MLflow's user interface show the parities that were measured.

        Parameters
        ----------
        gaps : sequence of str
            Metrics of gaps between groups, in the order in which they are shown.

        Raises
        ------
        StoreError
            If the store cannot be written.
        """
        runs = self.table()
        save_views(self.store, self.dataset_name, list(runs), len(runs), gaps)

    def links(self) -> dict[str, str]:
        """Return where MLflow's user interface shows these runs, by view.

        Returns
        -------
        dict of str to str
            Of a store on this machine the address that ``fairlab ui`` serves.
        """
        experiment = self.store.experiment(self.dataset_name)
        return view_links(address_of(self.store), experiment, knows_views(self.store))

    def keep_summaries(self, summaries: Iterable[Summary]) -> None:
        """Let the summary runs be these and no others.

        Parameters
        ----------
        summaries : iterable of Summary
            What is there already is not written again; what is superseded is deleted.

        Raises
        ------
        StoreError
            If the store cannot be written.
        """
        with in_words():
            keep_summaries(self.store, self.store.experiment(self.dataset_name), summaries)

    def beside(self, kind: str) -> "Ledger":
        """Give the ledger of what the runs share: ``"fit"`` or ``"people"``."""
        return Ledger(self.store, f"{self.dataset_name}{FITS}", kind)

    def tables(self, key: str) -> dict[str, pd.DataFrame]:
        """Read the tables of a finished key, and its predictions.

        Parameters
        ----------
        key : str
            Its configuration hash.

        Returns
        -------
        dict of str to DataFrame
            By name; see ``run_tables``.

        Raises
        ------
        StoreError
            There is none that can be read.
        """
        from fairlab.record.artifacts import run_tables

        found = self._finished(key)
        if key not in found:
            raise StoreError(
                f"The {self.kind} {key} is no more in {self.experiment} of {self.store.shown}.\n"
                "Sweep again: what is missing is recorded anew."
            )
        return run_tables(self.store, found[key])

    def work_dir(self, key: str) -> Path:
        """Return the folder in which a run keeps what it has before it is finished.

        Parameters
        ----------
        key : str
            The run's configuration hash.

        Returns
        -------
        Path
            Of this key alone; made when missing.
        """
        folder = self._work_dir(key)
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _work_dir(self, key: str) -> Path:
        return self.store.private / "work" / key

    def table(self, keys: Collection[str] | None = None) -> pd.DataFrame:
        """Return one row per finished run, the newest where a key was run twice.

        Parameters
        ----------
        keys : collection of str or None
            Only runs of these configuration hashes.

        Returns
        -------
        DataFrame
            See ``run_table``.
        """
        rows, self.edited = finished_rows(self.store, self.experiment)
        return run_table(row for row in rows if keys is None or row.tags[HASH] in keys)
