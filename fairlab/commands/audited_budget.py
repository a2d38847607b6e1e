"""The runs of one budget, among those of a strategy that is to be audited."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd

from fairlab.compare.budgets import as_recorded, budgets_kept, of_budget
from fairlab.data.messages import number_of
from fairlab.errors import RequestError


def of_one_budget(
    runs: Sequence[dict[str, Any]],
    tables: Sequence[pd.DataFrame],
    strategy: str,
    budget: float | str | None,
) -> list[dict[str, Any]]:
    """Keep the runs of the budget that is asked for, and refuse to guess one of several.

    Parameters
    ----------
    runs : sequence of dict
        Of the strategy; rows of the tables.
    tables : sequence of DataFrame
        All finished runs of each data set, as ``Ledger.table`` gives them.
    strategy : str
    budget : float or str, optional
        As of ``finished_runs``; may be left out where the runs keep one only.

    Returns
    -------
    list of dict

    Raises
    ------
    RequestError
        No run keeps it, or there are several and none is named.
    """
    full = [table for table in tables if len(table)]
    kept = {run: own for t in full for run, own in zip(t["run_id"], budgets_kept(t), strict=True)}
    counts = Counter(kept[run["run_id"]] for run in runs)
    shown = ", ".join(f"{own} ({number_of(count, 'run')})" for own, count in counts.items())
    if budget is None:
        if len(counts) > 1:
            raise RequestError(
                f"The runs of {strategy} keep several budgets: {shown}.\n"
                f"Say which: --budget {next(iter(counts))}"
            )
        return [*runs]
    held = {run for t in full for run in of_budget(t, budget, unlimited=True)["run_id"]}
    found = [run for run in runs if run["run_id"] in held]
    if not found:
        raise RequestError(
            f"No run of {strategy} has a budget of {as_recorded(budget)}; it has {shown}."
        )
    return found
