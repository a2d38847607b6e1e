"""The one run that a gate is asked to judge."""

from typing import TYPE_CHECKING

import pandas as pd

from fairlab.commands.finished import with_every_metric
from fairlab.commands.model_sources.fairlab_run import no_strategy
from fairlab.commands.recorded_run import LISTED, refuse_unreadable
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.record import Ledger


def one_run(run: str, store: str | None) -> "tuple[Ledger, pd.DataFrame]":
    """Find a run of a strategy by its id.

    Parameters
    ----------
    run : str
        MLflow's id.
    store : str, optional
        Tracking URI.

    Returns
    -------
    Ledger
        Of its data set.
    DataFrame
        One row.

    Raises
    ------
    RequestError
        It is no finished run of a strategy, or was edited.
    """
    from fairlab.record import Ledger, open_store
    from fairlab.record.foreign import run_tags

    opened = open_store(store, create=False)
    tags = run_tags(opened, run)
    if tags.get("fairlab.kind") != "run":
        raise RequestError(f"{no_strategy(run, tags)}\n{LISTED}")
    refuse_unreadable(run, tags, opened.client.get_run(run).data.params)
    ledger = Ledger(opened, tags["fairlab.dataset"])
    runs = ledger.table({tags["fairlab.config_hash"]})
    chosen = runs[runs["run_id"] == run]
    if chosen.empty:
        newest = f" The finished one is {runs['run_id'].iloc[0]}." if len(runs) else ""
        raise RequestError(f"The run {run} is not finished, or superseded.{newest}")
    return ledger, with_every_metric(ledger, chosen)
