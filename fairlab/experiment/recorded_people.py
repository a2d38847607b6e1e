"""What recorded runs decided about people, read from the record."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.backfill import Tables
from fairlab.compare.decided_people import decided_people
from fairlab.data.words import Words
from fairlab.experiment.people import words_kept
from fairlab.experiment.readable_runs import of_readable
from fairlab.record.told_runs import leave_out

if TYPE_CHECKING:
    from fairlab.record import Ledger


def recorded_people(
    ledger: "Ledger", runs: pd.DataFrame, tables: Tables | None = None
) -> OutOfFold | None:
    """Put the decisions of recorded runs side by side, person by person.

    Runs whose files cannot be read are told and left out.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        Of one setting per strategy, as ``Ledger.table`` gives them.
    tables : callable, optional
        From a run's id to its tables; read from the record where none is given.

    Returns
    -------
    OutOfFold or None
        None where the runs did not record whom they decided about, as those of fairlab 0.1.0.

    Raises
    ------
    RequestError
        No seed is one of all strategies.
    StoreError
        No run can be read.
    """
    from fairlab.record.artifacts import run_predictions

    if runs.empty or not runs["people"].all():
        return None
    known = of_known_people(ledger, runs)
    kept = ledger.beside("people").tables(known["people"].iloc[0])
    people, words = kept["predictions"], words_kept(kept)
    read = tables or partial(run_predictions, ledger.store)
    return of_readable(known, read, lambda left: decided_people(left, read, people, words))


def recorded_words(ledger: "Ledger", runs: pd.DataFrame) -> Words:
    """Read what the columns of runs are called; nothing of runs that do not say whose they are."""
    people = ledger.beside("people")
    named = runs["people"][runs["people"].isin(people.finished())]
    return words_kept(people.tables(named.iloc[0])) if len(named) else Words()


def of_known_people(ledger: "Ledger", runs: pd.DataFrame) -> pd.DataFrame:
    """Leave out runs whose tag names people that are not recorded, and tell the log of each.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        With ``run_id`` and ``people``.

    Returns
    -------
    DataFrame
        All of them, where none names people that are.
    """
    known = runs["people"].isin(ledger.beside("people").finished())
    if not known.any():
        return runs
    leave_out(
        (run, f"its tag fairlab.people is {people[:40]!r}, who are not recorded")
        for run, people in runs.loc[~known, ["run_id", "people"]].itertuples(index=False)
    )
    return runs[known]
