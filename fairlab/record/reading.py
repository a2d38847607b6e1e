"""The finished runs of a dataset as plain records, by SQL where it can be and by MLflow else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.record.client import in_words, is_silent, paged_runs
from fairlab.record.long_tags import from_tags
from fairlab.record.row_faults import LOGGED, UNDEFINED, edited_metric, recorded_figures, row_fault
from fairlab.record.sqlite_file import reading
from fairlab.record.told_runs import DELETE, leave_out, tell_edited

if TYPE_CHECKING:
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
TABLES = ("tags", "params", "metrics")
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


def finished_tags(
    store: "Store", experiment: str, kind: str
) -> Iterable[tuple[str, dict[str, str]]]:
    """Give the id and the tags of every finished run, whatever is wrong with it.

    Parameters
    ----------
    store, experiment, kind
        As for ``finished_keys``.
    """
    return [(row.run_id, row.tags) for row in _all_finished(store, experiment, kind, ("tags",))]


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


def _all_finished(
    store: "Store", experiment: str, kind: str, tables: Sequence[str] = TABLES
) -> Iterable[Row]:
    if store.database:
        return _by_sql(store.database, experiment, kind, tables=tables)
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
    leave_out(older, f"Delete the one that is wrong: {DELETE}")
    return newest


def _by_sql(
    database: Path,
    experiment: str,
    kind: str,
    only: str | None = None,
    tables: Sequence[str] = TABLES,
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
    if not found:
        return
    for run in paged_runs(store.client, found.experiment_id, wanted, "end_time ASC"):
        yield Row(run.info.run_id, run.data.tags, run.data.params, run.data.metrics)
