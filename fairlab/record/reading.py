"""The finished runs of a dataset as plain records, by SQL where it can be and by MLflow else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.record.client import in_words, is_silent
from fairlab.record.hashes import FILES_TAG
from fairlab.record.long_tags import from_tags
from fairlab.record.row_faults import LOGGED, UNDEFINED, edited_metric, recorded_figures, row_fault
from fairlab.record.sqlite_file import reading
from fairlab.record.told_runs import leave_out, tell_edited

if TYPE_CHECKING:
    from mlflow.entities import Run

    from fairlab.record.store import Store

RUN = "run"
ONCE = (RUN, "fit", "final", "people")  # of which a key is recorded once, by whoever claims it
TWICE = "the run {} has the same settings, data and seed, and is newer"
HASH = "fairlab.config_hash"
WANTED = "attributes.status = 'FINISHED' AND tags.`fairlab.kind` = '{kind}'"
FINISHED = """
    FROM runs JOIN experiments USING (experiment_id)
    JOIN tags AS kind ON kind.run_uuid = runs.run_uuid
        AND kind.key = 'fairlab.kind' AND kind.value = ?
    LEFT JOIN tags AS hash ON hash.run_uuid = runs.run_uuid AND hash.key = 'fairlab.config_hash'
    WHERE runs.status = 'FINISHED' AND runs.lifecycle_stage = 'active' AND experiments.name = ?
"""
# MLflow keeps a NaN, which someone may have logged beside fairlab's metrics, as 0 and a mark.
NUMBERS = "(SELECT * FROM latest_metrics WHERE NOT is_nan)"
IS_SUMMARY, CONTENT = "tags.`fairlab.kind` = 'summary'", "fairlab.content"
SUMMARIES_BY_SQL = """
    SELECT runs.run_uuid, runs.status, coalesce(content.value, '')
    FROM runs JOIN tags AS kind ON kind.run_uuid = runs.run_uuid
        AND kind.key = 'fairlab.kind' AND kind.value = 'summary'
    LEFT JOIN tags AS content ON content.run_uuid = runs.run_uuid AND content.key = ?
    WHERE runs.lifecycle_stage = 'active' AND runs.experiment_id = ?
    ORDER BY runs.start_time DESC, runs.run_uuid
"""
NEWEST_LAST = "ORDER BY runs.end_time, runs.run_uuid"


@dataclass
class Row:
    """One finished run as the store tells it."""

    run_id: str
    tags: dict[str, str] = field(default_factory=dict)
    params: dict[str, str] = field(default_factory=dict)
    metrics: dict[str, float] = field(default_factory=dict)
    twice: str = ""  # in a table that somebody made anew, without its key

    @cached_property
    def recorded(self) -> dict[str, float] | None:
        """What the tag of all figures holds; None where it cannot be read."""
        return recorded_figures(self.tags)

    @property
    def figures(self) -> dict[str, float]:
        """The metrics, each as it was recorded, where that is known."""
        return self.metrics | (self.recorded or {})

    @property
    def undefined(self) -> str:
        """Why figures are missing, as JSON; empty where none is."""
        return from_tags(UNDEFINED, self.tags)


def finished_keys(
    store: "Store", experiment: str, key: str | None = None, kind: str = RUN
) -> dict[str, str]:
    """Return the run id of each finished key, the newest where there are several.

    Parameters
    ----------
    store : Store
        Where to look.
    experiment : str
        Name of the experiment.
    key : str or None
        Look for this key alone.
    kind : str
        Of what: ``"run"`` of a strategy, ``"fit"``, ``"people"``.

    Returns
    -------
    dict of str to str
        Key to run id.
    """
    if store.database:
        rows = _by_sql(store.database, experiment, kind, key, ("tags", "params"))
    else:
        alone = f" AND tags.`{HASH}` = '{key}'" if key else ""
        rows = _by_client(store, experiment, WANTED.format(kind=kind) + alone)
    newest = _newest((_fault(row), row) for row in rows)
    return {key: row.run_id for key, row in newest.items()}


def finished_rows(
    store: "Store", experiment: str, kind: str = RUN
) -> tuple[list[Row], dict[str, Row]]:
    """Return every finished run that can be read, the newest of each key alone, and those edited.

    Each of the others is told to the log, once; of audits, which may be made anew, not the older.

    Parameters
    ----------
    store : Store
        Where to look.
    experiment : str
        Name of the experiment.
    kind : str
        Of what, see ``finished_keys``.

    Returns
    -------
    rows : list of Row
        In no order that means anything.
    edited : dict of str to Row
        The runs that were edited, but for those that were run anew since, by what is wrong with
        each, in a sentence about it without its end.
    """
    found = [(_fault(row), row) for row in _all_finished(store, experiment, kind)]
    newest = _newest(found)
    edited = {
        f"the run {row.run_id} is left out: {fault}": row
        for fault, row in found
        if fault and row.tags.get(HASH) not in newest
    }
    tell_edited((row.run_id, fault) for row in newest.values() if (fault := _edited(row)))
    return list(newest.values()), edited


def find_row(store: "Store", run_id: str) -> Row | None:
    """Return a run by its id, also one that a newer of its key stands before.

    Parameters
    ----------
    store : Store
    run_id : str
        MLflow's id.

    Returns
    -------
    Row or None
        None where the store has no such run.
    """
    from mlflow.exceptions import MlflowException

    try:
        run = store.client.get_run(run_id)
    except MlflowException as error:
        if is_silent(error):
            raise
        return None
    return Row(run.info.run_id, run.data.tags, run.data.params, run.data.metrics)


def tags_of_experiment(store: "Store", experiment: str) -> dict[str, str]:
    """Return the tags of an experiment.

    Parameters
    ----------
    store : Store
        Where it is.
    experiment : str
        MLflow's id.
    """
    if store.database is None:
        return dict(store.client.get_experiment(experiment).tags)
    query = "SELECT key, value FROM experiment_tags WHERE experiment_id = ?"
    with reading(store.database) as db:
        return dict(db.execute(query, (experiment,)))


def summaries_of(store: "Store", experiment: str) -> list[tuple[str, str, str]]:
    """List the summary runs of an experiment, also those that are not finished.

    Parameters
    ----------
    store : Store
        Where they are.
    experiment : str
        MLflow's id.

    Returns
    -------
    list of tuple
        MLflow's run id, its status, and the hash of what it says; the latest first.
    """
    if store.database is None:
        runs = _paged(store, experiment, IS_SUMMARY, "start_time DESC")
        return [(r.info.run_id, r.info.status, r.data.tags.get(CONTENT, "")) for r in runs]
    with reading(store.database) as db:
        return db.execute(SUMMARIES_BY_SQL, (CONTENT, experiment)).fetchall()


def artifacts_of(store: "Store", run_id: str) -> tuple[str, str]:
    """Return where the files of one run are, and the hash of the list of their hashes.

    Parameters
    ----------
    store : Store
        Where the run is.
    run_id : str
        MLflow's id.

    Returns
    -------
    address : str
        As MLflow writes it.
    sha256 : str
        Empty for runs of fairlab 0.1.0, which recorded none.
    """
    if store.database is None:
        run = store.client.get_run(run_id)
        return run.info.artifact_uri, run.data.tags.get(FILES_TAG, "")
    query = "SELECT artifact_uri FROM runs WHERE run_uuid = ?"
    tag = "SELECT value FROM tags WHERE run_uuid = ? AND key = ?"
    with reading(store.database) as db:
        ((address,),) = db.execute(query, (run_id,))
        sha256 = "".join(value for (value,) in db.execute(tag, (run_id, FILES_TAG)))
    return address, sha256


def copy_artifacts(store: "Store", address: str, folder: str) -> Path:
    """Copy files of a store into a folder, from the server where the store is one.

    Parameters
    ----------
    store : Store
        Where the files are.
    address : str
        As MLflow writes it.
    folder : str
        An empty one.

    Returns
    -------
    Path
        Of the copy.
    """
    from mlflow.artifacts import download_artifacts

    return Path(download_artifacts(address, dst_path=folder, tracking_uri=store.uri))


def _all_finished(store: "Store", experiment: str, kind: str) -> Iterable[Row]:
    if store.database:
        return _by_sql(store.database, experiment, kind)
    return _by_client(store, experiment, WANTED.format(kind=kind))


def _fault(row: Row) -> str:
    return row.twice or row_fault(row.tags, row.params, row.metrics, row.recorded)


def _edited(row: Row) -> str:
    return edited_metric(row.recorded or {}, row.metrics, int(row.tags.get(LOGGED, 0)))


def _newest(found: Iterable[tuple[str, Row]]) -> dict[str, Row]:
    """Leave out what nobody can read, and what a later run of its key stands before; tell both."""
    newest: dict[str, Row] = {}
    unreadable, older = [], []
    for fault, row in found:
        if fault:
            unreadable.append((row.run_id, fault))
            continue
        before = newest.get(row.tags[HASH])
        if before and row.tags["fairlab.kind"] in ONCE:
            older.append((before.run_id, TWICE.format(row.run_id)))
        newest[row.tags[HASH]] = row
    leave_out(unreadable)
    leave_out(older, "Delete the one that is wrong")
    return newest


def _by_sql(
    database: Path,
    experiment: str,
    kind: str,
    only: str | None = None,
    tables: Sequence[str] = ("tags", "params", "metrics"),
) -> Iterable[Row]:
    chosen = f"SELECT runs.run_uuid {FINISHED}{' AND hash.value = ? ' if only else ''}"
    about = (kind, experiment, only) if only else (kind, experiment)
    with reading(database) as db:
        order = db.execute(f"{chosen} {NEWEST_LAST}", about)
        rows = {run_id: Row(run_id) for (run_id,) in order}
        for table in tables:
            source = NUMBERS if table == "metrics" else table
            query = f"SELECT run_uuid, key, value FROM {source} WHERE run_uuid IN ({chosen})"  # noqa: S608
            into = {run_id: getattr(row, table) for run_id, row in rows.items()}
            for run_id, key, value in db.execute(query, about):
                if run_id in into and into[run_id].setdefault(key, value) != value:
                    rows[run_id].twice = f"its {table.removesuffix('s')} {key} is there twice"
    return rows.values()


def _by_client(store: "Store", experiment: str, wanted: str) -> Iterable[Row]:
    with in_words("read"):
        found = store.client.get_experiment_by_name(experiment)
    for run in _paged(store, found.experiment_id, wanted, "end_time ASC") if found else ():
        yield Row(run.info.run_id, run.data.tags, run.data.params, run.data.metrics)


def _paged(store: "Store", experiment: str, wanted: str, order: str) -> "Iterable[Run]":
    token = None
    while True:
        with in_words("read"):
            page = store.client.search_runs(
                [experiment], wanted, order_by=[order], page_token=token
            )
        yield from page
        token = page.token
        if not token:
            return
