"""Runs that a gate cannot judge, since somebody edited or damaged them."""

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.gate.verdicts import UNMEASURED

if TYPE_CHECKING:
    from fairlab.record import Ledger

Findings = list[dict[str, str]]


def edited_runs(ledger: "Ledger", strategy: str | None = None) -> Findings:
    """Say of each edited run that it is not measured.

    Of a run whose settings were edited nobody knows what it was: it counts with every budget.

    Parameters
    ----------
    ledger : Ledger
        Whose table has been read.
    strategy : str, optional
        Only of this one; a run counts where its tag or its parameter says so.

    Returns
    -------
    list of dict
        Rows of a gate's verdicts.
    """
    of_rows = {
        told: {row.tags.get("fairlab.strategy", ""), row.params.get("strategy", "")} - {""}
        for told, row in ledger.edited.items()
    }
    return [
        _not_measured(min(names, default=""), told)
        for told, names in of_rows.items()
        if strategy is None or strategy in names or not names
    ]


def damaged_runs(runs: pd.DataFrame, read: Collection[str]) -> Findings:
    """Say of each run whose files could not be read that it is not measured.

    Parameters
    ----------
    runs : DataFrame
        That were to be judged.
    read : collection of str
        The ids of those that were.

    Returns
    -------
    list of dict

    Examples
    --------
    >>> runs = pd.DataFrame({"run_id": ["a1", "b2"], "strategy": "fair", "seed": [0, 1]})
    >>> [one["sentence"] for one in damaged_runs(runs, {"a1"})]
    ['Not measured: the run b2 of fair with seed 1 is left out, whose files cannot be read.']
    """
    return [
        _not_measured(
            run["strategy"],
            f"the run {run['run_id']} of {run['strategy']} with seed {run['seed']} is left out, "
            "whose files cannot be read",
        )
        for run in runs[~runs["run_id"].isin(read)].to_dict("records")
    ]


def _not_measured(strategy: str, told: str) -> dict[str, str]:
    sentence = f"{UNMEASURED.capitalize()}: {told}."
    return {"strategy": strategy, "metric": "", "verdict": UNMEASURED, "sentence": sentence}
