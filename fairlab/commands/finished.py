"""The finished runs that a command asks for: of one data set, with one setting per strategy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.compare.select import refuse_mixture, where
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.record import Ledger


def finished_runs(
    dataset: str | None, conditions: Sequence[str], store: str | None
) -> "tuple[Ledger, pd.DataFrame]":
    """Find the runs of a store that may be looked at side by side.

    Parameters
    ----------
    dataset : str, optional
        Whose runs; may be left out where the store has runs of one data set only.
    conditions : sequence of str
        ``name=value``, of parameters.
    store : str, optional
        Tracking URI.

    Returns
    -------
    Ledger
        Of the data set.
    DataFrame
        A row per run, as ``Ledger.table`` gives it.

    Raises
    ------
    RequestError
        If there are none, or they were not made alike.
    """
    from fairlab.record import Ledger, open_store

    opened = open_store(store, create=False)
    ledger = Ledger(opened, dataset or _only(opened.datasets()))
    runs = ledger.table()
    if runs.empty:
        raise RequestError(
            f"There are no finished runs of {ledger.dataset_name!r} in {opened.shown}."
        )
    runs = where(runs, conditions)
    refuse_mixture(runs)
    return ledger, runs


def _only(datasets: list[str]) -> str:
    if len(datasets) == 1:
        return datasets[0]
    if not datasets:
        raise RequestError("The store has no runs yet. Run a sweep first: fairlab sweep")
    raise RequestError(
        f"The store has runs of several data sets: {', '.join(datasets)}.\n"
        f"Say which: --dataset {datasets[0]}"
    )
