"""The finished runs that a command asks for: of one data set, with one setting per strategy."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from shlex import join, quote
from typing import TYPE_CHECKING

import click
import pandas as pd

from fairlab.commands.dataset_of_runs import dataset_of_runs
from fairlab.commands.recorded_run import comes_with_fairlab
from fairlab.compare.backfill import Tables, backfill, complete_audit
from fairlab.compare.budgets import NO_BUDGET, as_recorded, budgets_kept, of_budget, without_orphans
from fairlab.compare.select import PARAM, refuse_mixture, where
from fairlab.data.messages import number_of
from fairlab.errors import RequestError, nearest
from fairlab.experiment.called_now import called_now, names_now
from fairlab.experiment.scripts import script_names
from fairlab.experiment.unaudited import design_typed

if TYPE_CHECKING:
    from fairlab.record import Ledger

TRIALS = "params.model__trials"
OF_0_1_0 = (
    "Note: these runs are of fairlab 0.1.0. They are read and never gone on with: a sweep runs "
    "anew.\nWhat their tables call `disparate_impact_ratio` is the ratio of flags; the adverse "
    "impact ratio\nis of approvals, computed from their counts."
)


def finished_runs(
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    budget: float | str | None = None,
    unlimited: bool = False,
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
    budget : float or str, optional
        Which the runs keep: a share, ``"recall"``, costs, or ``"none"``; may be left out where
        each strategy was run with one budget only.
    unlimited : bool
        Whether strategies that were never run with the budget stay where they keep no share.

    Returns
    -------
    Ledger
        Of the data set.
    DataFrame
        A row per run, as ``Ledger.table`` gives it, with the metrics that are newer than it.

    Raises
    ------
    RequestError
        If there are none, or they were not made alike.
    """
    from fairlab.record import Ledger, open_store

    opened = open_store(store, create=False)
    name = dataset_of_runs(opened, dataset) if dataset else _only(opened.datasets())
    ledger = Ledger(opened, name)
    runs = ledger.table()
    if runs.empty:
        others = sorted(set(opened.datasets()) - {ledger.dataset_name})
        hint = f" {nearest(ledger.dataset_name, others)}" if others else ""
        raise RequestError(
            f"There are no finished runs of {ledger.dataset_name!r} in {opened.shown}.{hint}"
        )
    runs = _of_one_format(where(runs, conditions))
    if budget is not None:
        runs = _of_budget(runs, ledger.dataset_name, budget, unlimited)
    runs = without_orphans(runs)
    refuse_mixture(runs)
    return ledger, with_every_metric(ledger, runs)


def _of_budget(
    runs: pd.DataFrame, dataset: str, budget: float | str, unlimited: bool
) -> pd.DataFrame:
    found = of_budget(runs, budget, unlimited)
    if len(found):
        return found
    asked, known = as_recorded(budget), ", ".join(dict.fromkeys(budgets_kept(runs)))
    named = ["--dataset", dataset] if comes_with_fairlab(dataset) else ["--data", "FILE"]
    about = join(runs.iloc[0]["typed"].splitlines() or named)
    option = "" if asked == NO_BUDGET else f" {'--costs' if '=' in asked else '--budget'} {asked}"
    raise RequestError(
        f"No run has a budget of {asked}; there are runs with {known}.\n"
        f"Run one: fairlab sweep {about}{option} {join(_as_run(runs))}"
    )


def _as_run(runs: pd.DataFrame) -> list[str]:
    """Type which strategies and seeds some runs are of, and how they were designed."""
    numbers = sorted(set(runs["seed"].astype(int)))
    listed = "".join(f"{number}," for number in numbers)  # of one too, which is no count then
    seeds = str(len(numbers)) if numbers == [*range(len(numbers))] else listed
    names = list(dict.fromkeys(runs["strategy"]))
    own = ["--experiments", "FOLDER"] * (not {*names} <= {*script_names()})
    first = runs.iloc[0].filter(like=PARAM).dropna()
    params = first.rename(lambda name: name.removeprefix(PARAM)).astype(str).to_dict()
    if TRIALS in runs and set(runs[TRIALS].dropna()) == {"0"}:
        params["search"] = "none"
    return ["--strategies", ",".join(names), *own, "--seeds", seeds, *design_typed(params)]


def _of_one_format(runs: pd.DataFrame) -> pd.DataFrame:
    """Keep the runs of the newest format, and say what the older ones are."""
    newest = runs["params.format"].astype(int) == runs["params.format"].astype(int).max()
    if not newest.all():
        click.echo(
            f"Note: left out: {number_of((~newest).sum(), 'run')} of an older fairlab; see them "
            f"alone where format={runs.loc[~newest, 'params.format'].max()}",
            err=True,
        )
    elif (runs["params.format"] == "1").all():
        click.echo(OF_0_1_0, err=True)
    return runs[newest]


def with_every_metric(ledger: "Ledger", runs: pd.DataFrame) -> pd.DataFrame:
    """Add the metrics that are newer than the runs, and say where that cannot be done.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        What ``Ledger.table`` returns, or some rows of it.
    """
    found, unread = backfill(runs, partial(_tables, ledger), _track)
    if unread:
        why = next(iter(unread.values()))
        click.echo(
            f"Note: {number_of(len(unread), 'run lacks', 'runs lack')} newer metrics. {why}",
            err=True,
        )
    return found


def complete_tables(ledger: "Ledger", runs: pd.DataFrame) -> Tables:
    """Read the tables of runs, each audit with every metric, and groups by the names, of now.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        With ``run_id``, ``seed``, ``people`` and ``people_recorded``.

    Returns
    -------
    callable
        From a run's id to its tables and predictions; each run is read once.
    """
    about = runs.set_index("run_id")[["seed", "people_recorded", "people"]].T.to_dict("list")
    names = cache(partial(names_now, ledger))

    def read(run_id: str) -> Mapping[str, pd.DataFrame]:
        (seed, before, now), found = about[run_id], _tables(ledger, run_id)
        if before not in ("", now):
            found = called_now(found, names(before, now), int(seed))
        return complete_audit(found, int(seed))

    return cache(read)


def decision_tables(ledger: "Ledger") -> Tables:
    """Read what runs decided about people, and no other table of theirs; each run once."""
    from fairlab.record.artifacts import run_predictions

    return cache(partial(run_predictions, ledger.store))


def _tables(ledger: "Ledger", run_id: str) -> Mapping[str, pd.DataFrame]:
    from fairlab.record.artifacts import run_tables

    return run_tables(ledger.store, run_id)


def _track(rows: list[dict]) -> Iterable[dict]:
    from rich.progress import track

    from fairlab.commands.terminal import terminal

    console, about = terminal(stderr=True), "Computing newer metrics of older runs"
    shown = bool(rows) and console.is_terminal
    return track(rows, about, transient=True, console=console, disable=not shown)


def _only(datasets: list[str]) -> str:
    if len(datasets) == 1:
        return datasets[0]
    if not datasets:
        lack = "The store has no runs yet. Run a sweep first: fairlab"
        raise RequestError(f"{lack}.sweep(...)", f"{lack} sweep")
    lack = f"The store has runs of several data sets: {', '.join(datasets)}.\nSay which:"
    raise RequestError(f"{lack} dataset={datasets[0]!r}", f"{lack} --dataset {quote(datasets[0])}")
