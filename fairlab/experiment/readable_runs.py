"""Recorded runs but for those whose files are gone or damaged, which are told."""

from collections.abc import Callable, Collection
from typing import TypeVar

import pandas as pd

from fairlab.compare.backfill import Tables
from fairlab.errors import RequestError, StoreError
from fairlab.record.told_runs import DELETE, leave_out

Found = TypeVar("Found")
NONE_LEFT = f"No readable run is left.\nDelete each that is left out and sweep again: {DELETE}"


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
    except StoreError as error:
        left = readable_runs(runs, tables)
        if left.empty:
            raise StoreError(NONE_LEFT) from error
        return compute(left)


def readable_runs(runs: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    """Leave out the runs whose files cannot be read, and tell the log of each.

    Parameters
    ----------
    runs : DataFrame
        With ``run_id``, ``strategy`` and ``seed``.
    tables : callable
        From a run's id to its tables.

    Examples
    --------
    >>> def gone(run_id):
    ...     raise StoreError("Its files are gone.")
    >>> len(readable_runs(pd.DataFrame({"run_id": ["a1"], "strategy": "fair", "seed": 0}), gone))
    0
    """
    faults = {run_id: _fault(run_id, tables) for run_id in runs["run_id"]}
    leave_out(
        (run_id, f"it is of '{strategy}' with seed {seed}, and {faults[run_id]}")
        for run_id, strategy, seed in runs[["run_id", "strategy", "seed"]].itertuples(index=False)
        if faults[run_id]
    )
    return runs[[not faults[run_id] for run_id in runs["run_id"]]]


def refuse_unread(strategy: str, read: Collection[str]) -> None:
    """Refuse to compare with a strategy of which no run can be read.

    Parameters
    ----------
    strategy : str
        That the others are compared with.
    read : collection of str
        The strategies of which there are readable runs.

    Raises
    ------
    RequestError
    """
    if strategy not in read:
        lack = (
            f"No readable run of {strategy} is left, with which the others are compared.\n"
            "Sweep again; compare and document take another one too:"
        )
        raise RequestError(f"{lack} against=NAME", f"{lack} --against NAME")


def _fault(run_id: str, tables: Tables) -> str:
    try:
        tables(run_id)
    except StoreError as error:
        return _of_the_run(str(error).splitlines()[0].rstrip("."), run_id)
    return ""


def _of_the_run(fault: str, run_id: str) -> str:
    """Say what is wrong of a run that is named already.

    >>> _of_the_run("The record of the run a1 is damaged: groups.json", "a1")
    'its record is damaged: groups.json'
    """
    short = fault.replace(f"The record of the run {run_id}", "its record")
    return short.replace(f"The files of run {run_id}", "its files")
