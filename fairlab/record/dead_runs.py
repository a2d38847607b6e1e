"""Runs that were being written when their process died: told from living ones, and closed."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.record.leases import remove_finished
from fairlab.record.owner import Owner
from fairlab.record.reading import RUN, finished_keys
from fairlab.record.sqlite_file import refuse_damaged
from fairlab.record.store import Store

if TYPE_CHECKING:
    from mlflow.entities import Run

KINDS = (RUN, "fit", "people")  # of keys that are claimed
COLUMNS = ["run_id", "name", "experiment", "host", "hours", "action", "reason"]


def repair(store: Store) -> pd.DataFrame:
    """Mark as killed the running runs whose process is dead; leave those of other hosts.

    A file of which a part is damaged is told, and nothing is changed.

    Of a server, claims on what is finished are removed too: on runs, fits and people.

    Parameters
    ----------
    store : Store
        An open store.

    Returns
    -------
    DataFrame
        A row per running run: ``run_id``, ``name``, ``experiment``, ``host``, ``hours`` since it
        began, ``action`` (``"killed"`` or ``"left"``) and ``reason``.

    Raises
    ------
    StoreError
        The store's file is damaged.
    """
    if store.database:
        refuse_damaged(store.database)
    names = {number: name for name, number in store.experiments().items()}
    if store.database is None:
        every = [(name, kind) for name in names.values() for kind in KINDS]
        finished = {key for name, kind in every for key in finished_keys(store, name, kind=kind)}
        remove_finished(store.client, finished)
    rows = [_close(store, run, names) for run in _running(store, list(names))]
    return pd.DataFrame(rows, columns=COLUMNS)


def _running(store: Store, experiments: list[str]) -> list["Run"]:
    wanted = "attributes.status = 'RUNNING'"
    runs: list[Run] = []
    token = None
    while experiments:
        page = store.client.search_runs(experiments, wanted, page_token=token)
        runs += page
        token = page.token
        if not token:
            break
    return runs


def _close(store: Store, run: "Run", names: dict[str, str]) -> tuple:
    owner = Owner.from_text(run.data.tags.get("fairlab.owner", ""))
    reason = owner.death() if owner else ""
    if reason:
        store.client.set_tag(run.info.run_id, "fairlab.status_note", f"Stopped early: {reason}.")
        store.client.set_terminated(run.info.run_id, "KILLED")
    hours = (datetime.now(UTC).timestamp() - run.info.start_time / 1000) / 3600
    return (
        run.info.run_id,
        run.info.run_name,
        names[run.info.experiment_id],
        owner.host if owner else "",
        round(hours, 2),
        "killed" if reason else "left",
        reason or _left(owner),
    )


def _left(owner: Owner | None) -> str:
    if owner is None:
        return "fairlab did not write it, or its tag fairlab.owner was edited"
    local = owner.host == Owner.here().host
    return "still being written" if local else f"the host {owner.host} is to say"
