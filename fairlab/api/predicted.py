"""What recorded runs decided about each row, with its groups, from a notebook."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import conditions
from fairlab.api.of_stores import place
from fairlab.api.swept import Sweep
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.data import Dataset

UNASKED = ["y", "content"]  # which predictions hold already, and which only finds rows again


def predictions(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    where: str | Sequence[str] | Mapping[str, Any] = (),
    budget: float | str | None = None,
) -> pd.DataFrame:
    """Read what the runs of a store decided about each row, by models that had not seen it.

    Parameters
    ----------
    store, dataset, where, budget
        As for ``compare``.

    Returns
    -------
    DataFrame
        A row per run and row that it decided about: ``strategy``, ``seed``, ``row`` (its place in
        the table, from 0), ``fold``, ``y``, ``score``, ``flagged``, ``person`` where the data name
        one, and ``group.<attribute>``.

    Raises
    ------
    RequestError
        The runs did not record whom they decided about.
    """
    from fairlab.commands.finished import decision_tables, finished_runs
    from fairlab.compare.decided_people import NO_PEOPLE

    uri, name = place(store, dataset)
    ledger, runs = finished_runs(name, conditions(where), uri, budget)
    if not runs["people"].all():
        raise RequestError(NO_PEOPLE)
    decided, people = decision_tables(ledger), cache(ledger.beside("people").tables)
    named = runs[["strategy", "seed", "run_id", "people"]].itertuples(index=False, name=None)
    return (
        pd.concat(
            [
                _joined(decided(run_id)["predictions"], people(whose)["predictions"]).assign(
                    strategy=strategy, seed=seed
                )
                for strategy, seed, run_id, whose in named
            ],
            ignore_index=True,
        )
        .set_index(["strategy", "seed"])
        .reset_index()
    )  # these columns first


def _joined(made: pd.DataFrame, people: pd.DataFrame) -> pd.DataFrame:
    """Put beside each row who it is about; labels, groups and people are recorded once a table."""
    return made.merge(people.drop(columns=UNASKED), on="row", how="left", validate="1:1")
