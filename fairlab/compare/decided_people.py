"""What strategies decided about the same people, put side by side from their recorded runs."""

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.backfill import Tables
from fairlab.compare.select import PARAM
from fairlab.data.words import Words
from fairlab.errors import RequestError
from fairlab.stats.moments import Design

GROUP = "group."  # before the name of an attribute, among what is recorded of people
NOT_JUDGED = -1
NO_PEOPLE = (
    "These runs did not record whom they decided about, so that nothing is claimed of their "
    "differences.\nRun the sweep anew to have bands."
)
MOST_SEEDS = 20  # more narrow no band that a person could see, and take memory and time


def decided_people(
    runs: pd.DataFrame, tables: Tables, people: pd.DataFrame, words: Words | None = None
) -> OutOfFold:
    """Put the decisions of runs side by side, person by person.

    Parameters
    ----------
    runs : DataFrame
        One row per run, of one data set and one setting per strategy.
    tables : callable
        From a run's id to its tables, ``predictions`` among them.
    people : DataFrame
        The rows of the data: ``y``, ``group.<attribute>``, and ``person`` where they name one.
    words : Words, optional
        What attributes are called where a person reads.

    Returns
    -------
    OutOfFold
        The strategies in the order of ``runs``, with the first twenty seeds that all of them have.

    Raises
    ------
    RequestError
        No seed is one of all strategies.
    """
    seeds = shared_seeds(runs)[:MOST_SEEDS]
    strategies = list(dict.fromkeys(runs["strategy"]))
    named = runs[["strategy", "seed", "run_id"]].itertuples(index=False, name=None)
    found = {(strategy, seed): run_id for strategy, seed, run_id in named}
    size = len(seeds), len(people)
    folds = np.full(size, NOT_JUDGED, np.int8)
    decisions = {name: np.zeros(size, np.int8) for name in strategies}
    scores, costs = ({name: np.full(size, np.nan) for name in strategies} for _ in range(2))
    for name in strategies:
        for at, seed in enumerate(seeds):
            made = tables(found[name, seed])["predictions"]
            rows = made["row"].to_numpy()
            folds[at, rows] = made["fold"]
            decisions[name][at, rows] = made["flagged"]
            scores[name][at, rows] = made["score"]
            costs[name][at, rows] = made.get("cost", np.nan)  # older runs have none
    return OutOfFold(
        people["y"].to_numpy(),
        people.filter(regex=f"^{GROUP}").rename(columns=lambda name: name.removeprefix(GROUP)),
        folds,
        decisions,
        scores,
        people["person"].to_numpy() if "person" in people else None,
        design_of(runs),
        words=words or Words(),
        costs={name: of for name, of in costs.items() if not np.isnan(of[folds >= 0]).any()},
    )


def shared_seeds(runs: pd.DataFrame) -> list[int]:
    """List the seeds with which every strategy was run.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy`` and ``seed``.

    Raises
    ------
    RequestError
        There are none, so that nobody was decided about by all of them alike.

    Examples
    --------
    >>> shared_seeds(pd.DataFrame({"strategy": ["a", "a", "b"], "seed": [0, 1, 1]}))
    [1]
    """
    of_each = runs.groupby("strategy")["seed"].agg(set)
    shared = set.intersection(*of_each)
    if not shared:
        listed = "; ".join(f"{name} {sorted(seeds)}" for name, seeds in of_each.items())
        raise RequestError(
            f"No seed is one of every strategy: {listed[:200]}.\n"
            "Run them with the same seeds: fairlab sweep --seeds 2"
        )
    return sorted(shared)


def design_of(runs: pd.DataFrame) -> Design:
    """Tell how the rows of runs were judged.

    Parameters
    ----------
    runs : DataFrame
        With their params, all of one design.

    Returns
    -------
    {"folds", "rolling", "holdout"}

    Examples
    --------
    >>> design_of(pd.DataFrame({"params.design": ["folds"], "params.split.test": ["blocks"]}))
    'rolling'
    """
    first = runs.iloc[0]
    if first[f"{PARAM}design"] != "folds":
        return "holdout"
    return "rolling" if first[f"{PARAM}split.test"] == "blocks" else "folds"


def decided_by(design: Design, folds: int) -> tuple[str, str]:
    """Say by which models people were decided about, and how many there were.

    Parameters
    ----------
    design : {"folds", "rolling"}
    folds : int

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> decided_by("rolling", 5)
    ('each decided about by a model of what was before', '5 blocks')
    """
    if design == "rolling":
        return "each decided about by a model of what was before", f"{folds} blocks"
    return "each decided about by a model that had not seen them", f"{folds} folds"
