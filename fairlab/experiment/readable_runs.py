"""Recorded runs but for those whose files are gone or damaged, which are told."""

from collections.abc import Callable
from typing import TypeVar

import pandas as pd

from fairlab.compare.backfill import Tables
from fairlab.errors import StoreError
from fairlab.record.reading import leave_out

Found = TypeVar("Found")


def of_readable(
    runs: pd.DataFrame, tables: Tables, compute: Callable[[pd.DataFrame], Found]
) -> Found:
    """Compute something of runs, and of those alone that can be read where one cannot.

    Parameters
    ----------
    runs : DataFrame
        As ``Ledger.table`` gives them.
    tables : callable
        From a run's id to its tables.
    compute : callable
        From runs to what is wanted.

    Returns
    -------
    object
        What ``compute`` returns.

    Raises
    ------
    StoreError
        No run can be read.
    """
    try:
        return compute(runs)
    except StoreError:
        left = readable_runs(runs, tables)
        if left.empty:
            raise
        return compute(left)


def readable_runs(runs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Leave out the runs whose files cannot be read, and tell the log of each.

    Parameters
    ----------
    runs : DataFrame
        With ``run_id``.
    tables : callable
        From a run's id to its tables.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> def gone(run_id):
    ...     raise StoreError("Its files are gone.")
    >>> len(readable_runs(pd.DataFrame({"run_id": ["a1"]}), gone))
    0
    """
    return runs[[_is_readable(run_id, tables) for run_id in runs["run_id"]]]


def _is_readable(run_id: str, tables: Tables) -> bool:
    try:
        tables(run_id)
    except StoreError as error:
        leave_out(run_id, str(error).splitlines()[0].rstrip("."))
        return False
    return True
