"""Finished runs compared, reported and held against limits, from a notebook."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import (
    attribute_asked,
    conditions,
    dataset_name,
    limits,
    store_uri,
    whole_number,
)
from fairlab.api.swept import Sweep
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.commands.choose import Chosen
    from fairlab.compare.comparison import Comparison
    from fairlab.data import Dataset


def compare(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    where: str | Sequence[str] | Mapping[str, Any] = (),
    every: bool = False,
    against: str | None = None,
    margins: "Mapping[str, float] | None" = None,
    budget: float | str | None = None,
) -> "Comparison":
    """Compare the strategies of a store, person by person.

    Parameters
    ----------
    store : str, Path or Sweep, optional
        A file or an MLflow tracking URI, or what ``sweep`` gave.
    dataset : str or Dataset, optional
        Whose runs; may be left out where the store has runs of one data set only.
    where : str, sequence of str, or mapping
        ``name=value``, of parameters; or those as a mapping of names to values.
    every : bool
        Whether all rates are compared, not the usual ones alone.
    against : str, optional
        The strategy that others are compared with; the baseline if left out.
    margins : mapping of str to float, optional
        Differences that do not matter: ``gap``, ``ratio``, ``auc``, ``accuracy``.
    budget : float or str, optional
        Only runs with this budget, and those that they are held against: a share, ``"recall"``,
        costs, or ``"none"``. Needed where strategies were run with several.

    Returns
    -------
    Comparison
        ``gaps``, ``changes``, ``left`` and ``levels``: frames of statements, each with its
        ``estimate``, its band ``low`` to ``high`` and its ``answer``.

    Raises
    ------
    RequestError
        The runs did not record whom they decided about.
    """
    from fairlab.commands.comparison import compared
    from fairlab.commands.finished import finished_runs
    from fairlab.compare.decided_people import NO_PEOPLE
    from fairlab.compare.typed_margins import margins_of

    uri, name = place(store, dataset)
    ledger, runs = finished_runs(name, conditions(where), uri, budget)
    found = compared(ledger, runs, against, margins_of(margins or {}), every)
    if found is None:
        raise RequestError(NO_PEOPLE)
    return found


def choose(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    max_gap: Mapping[str, float] | None = None,
    min_ratio: Mapping[str, float] | None = None,
    budget: float | str | None = None,
    attribute: str = "any",
    by: str = "recall",
    where: str | Sequence[str] | Mapping[str, Any] = (),
    min_size: int = 25,
) -> "Chosen":
    """Choose the best strategy of a store that keeps limits between groups beyond its bands.

    Parameters
    ----------
    store, dataset, where
        As for ``compare``.
    max_gap : mapping of str to float, optional
        How far apart groups may be: ``{"sex.recall": 0.05}``.
    min_ratio : mapping of str to float, optional
        The same of rates that are compared by ratio: ``{"sex.approval_rate": 0.8}``.
    budget : float or str, optional
        The share of people that may be flagged, ``"recall"``, or costs such as ``"FP=1,FN=20"``.
    attribute : {"any", "training-only", "none"}
        What strategies may do with the sensitive columns that mitigation works on.
    by : str
        The metric of accuracy of which the best is wanted.
    min_size : int
        Groups of fewer people are counted, and in no limit.

    Returns
    -------
    Chosen
        ``choice.chosen``, ``choice.strategies`` and ``choice.statements``; ``told`` in sentences
        and ``deploys``, the command that fits the chosen one.

    Raises
    ------
    RequestError
        There are no such runs, or a limit makes no sense.
    """
    from fairlab.commands.choose import Wanted, choose_of

    gap, ratio = tuple(limits("max_gap", max_gap)), tuple(limits("min_ratio", min_ratio))
    used = attribute_asked(attribute)
    wanted = Wanted(gap, ratio, budget, used, by, whole_number("min_size", min_size, 1))
    uri, name = place(store, dataset)
    return choose_of(name, conditions(where), uri, wanted)


def report(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    output: str | Path | None = None,
    where: str | Sequence[str] | Mapping[str, Any] = (),
    budget: float | str | None = None,
) -> Path:
    """Write a sweep as one page that needs no network.

    Parameters
    ----------
    store, dataset, where, budget
        As for ``compare``.
    output : str or Path, optional
        The page; ``report-<dataset>.html`` if left out.

    Returns
    -------
    Path
    """
    from fairlab.commands.finished import finished_runs
    from fairlab.commands.report import write_report

    uri, name = place(store, dataset)
    ledger, runs = finished_runs(name, conditions(where), uri, budget)
    path = Path(output or f"report-{ledger.dataset_name}.html")
    write_report(ledger, runs, path)
    return path


def gate(
    store: "str | Path | Sweep | None" = None,
    dataset: "str | Dataset | None" = None,
    most: Mapping[str, float] | None = None,
    least: Mapping[str, float] | None = None,
    where: str | Sequence[str] | Mapping[str, Any] = (),
    budget: float | str | None = None,
    min_size: int | None = None,
) -> pd.DataFrame:
    """Hold the strategies of a store against limits.

    Parameters
    ----------
    store, dataset, where, budget
        As for ``compare``.
    most, least : mapping of str to float
        What each metric may be at most, and must be at least.
    min_size : int, optional
        Groups of fewer people are counted, and in no limit.

    Returns
    -------
    DataFrame
        One row per strategy and limit: ``strategy``, ``metric``, ``verdict`` (kept, broken, or
        cannot be told) and ``sentence``; one more per run that is left out since it was edited or
        damaged, which is ``not measured``.
    """
    from fairlab.commands.finished import finished_runs
    from fairlab.commands.gate import judged
    from fairlab.commands.unjudged_runs import edited_runs

    typed = limits("most", most), limits("least", least)
    uri, name = place(store, dataset)
    ledger, runs = finished_runs(name, conditions(where), uri, budget)
    smallest = None if min_size is None else whole_number("min_size", min_size, 1)
    return judged(ledger, runs, *typed, smallest=smallest, edited=edited_runs(ledger))


def place(
    store: "str | Path | Sweep | None", dataset: "str | Dataset | None"
) -> tuple[str | None, str | None]:
    """Name the store, and the data of the runs that are meant; warn of those that failed."""
    name = dataset_name(dataset)
    if isinstance(store, Sweep):
        store.warn_of_failures(depth=2)
        return store.store, name or store.dataset
    return store_uri(store), name
