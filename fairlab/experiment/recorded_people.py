"""What recorded runs decided about people, read from the record."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.backfill import Tables
from fairlab.compare.decided_people import decided_people
from fairlab.experiment.people import words_kept
from fairlab.experiment.readable_runs import of_readable

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
    kept = ledger.beside("people").tables(runs["people"].iloc[0])
    people, words = kept["predictions"], words_kept(kept)
    read = tables or partial(run_predictions, ledger.store)
    return of_readable(runs, read, lambda left: decided_people(left, read, people, words))
