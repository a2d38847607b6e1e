"""The command ``fairlab gate``: limits that a run or a sweep must keep, for CI."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.margins import Margins
from fairlab.audit.registry import is_gateable
from fairlab.commands.finished import complete_tables, finished_runs
from fairlab.commands.gated_run import one_run
from fairlab.commands.prints_table import put_aside
from fairlab.commands.terminal import say
from fairlab.commands.unjudged_runs import damaged_runs, edited_runs
from fairlab.compare.backfill import Tables
from fairlab.compare.select import PARAM
from fairlab.data.words import Words
from fairlab.errors import RequestError, nearest
from fairlab.experiment.readable_runs import of_readable
from fairlab.experiment.recorded_people import recorded_words
from fairlab.experiment.scripts import as_written
from fairlab.gate.judge_groups import is_by_pairs, judge_groups
from fairlab.gate.judge_limit import judge
from fairlab.gate.large_groups import LARGE, has_small, of_large_groups
from fairlab.gate.left_out import told_left_out
from fairlab.gate.limits import Limit, in_words, read_limits
from fairlab.gate.metric_interval import metric_interval
from fairlab.gate.policy import Policy, read_policy
from fairlab.gate.verdicts import UNTOLD, Finding, exit_code
from fairlab.record.told_runs import first_alike

if TYPE_CHECKING:
    from fairlab.record import Ledger

INTERVALS = "In brackets: the 95 % interval, all of which must lie beyond a limit to break it."
PAIRS = (
    "Between groups: the two that decide, and in brackets how rare such rates are (p) on the side "
    "that is ruled out."
)
NO_MARGIN = "its margins say what audit FILE finds alike, and move no limit"
SMALLER = f"What small groups leave untold is told without them: --min-size {LARGE} (people)."


def gate_session(
    most: Sequence[str],
    least: Sequence[str],
    strategy: str | None,
    run: str | None,
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    policy: Path | None = None,
    budget: float | str | None = None,
    smallest: int | None = None,
) -> int:
    """Hold runs against limits, and say of each whether it is kept.

    Parameters
    ----------
    most, least : sequence of str
        Each ``metric=value``.
    strategy : str, optional
        The only one that is looked at.
    run : str, optional
        MLflow's id of the only run that is looked at.
    dataset, conditions, store, budget : optional
        Where, as in ``fairlab compare``.
    policy : Path, optional
        A file that says what must be measured, and its limits.
    smallest : int, optional
        Groups of fewer people are in no limit.

    Returns
    -------
    int
        0 if all limits are kept, 1 if one is broken, 2 if one cannot be told, 3 if a policy asks
        for what was not measured, or a run that was edited or damaged is left out.
    """
    if run:
        if strategy or dataset or conditions or budget is not None:
            raise RequestError(
                "--run names one run; leave out --strategy, --dataset, --where and --budget."
            )
        ledger, runs = one_run(run, store)
        edited = []
    else:
        ledger, runs = finished_runs(dataset, conditions, store, budget)
        edited = edited_runs(ledger, strategy)
    asked = None if policy is None else read_policy(policy)
    found = judged(ledger, _of(strategy, runs), most, least, asked, smallest, edited)
    put_aside("verdicts", found)
    of_runs = first_alike(found["sentence"][found["metric"] == ""])
    sentences = [*found["sentence"][found["metric"] != ""], *of_runs, found.attrs["left_out"]]
    say([*sentences, *_explained(found["metric"]), SMALLER if found.attrs["small"] else ""])
    if asked:
        unused = f"; {NO_MARGIN}" * (asked.margins != Margins())
        say([f"The policy {asked.name}, SHA-256 {asked.sha256}{unused}."])
    return exit_code(found["verdict"])


def _explained(metrics: pd.Series) -> list[str]:
    """Say what brackets hold, of limits of the kinds that are there."""
    by_pairs = {is_by_pairs(name) for name in metrics if name}
    return [told for kind, told in ((False, INTERVALS), (True, PAIRS)) if kind in by_pairs]


def judged(
    ledger: "Ledger",
    runs: pd.DataFrame,
    most: Sequence[str],
    least: Sequence[str],
    policy: Policy | None = None,
    smallest: int | None = None,
    edited: Sequence[dict[str, str]] = (),
) -> pd.DataFrame:
    """Hold runs against limits.

    Parameters
    ----------
    ledger : Ledger
        Where the runs are.
    runs : DataFrame
        What ``finished_runs`` returns, or some rows of it.
    most, least : sequence of str
        Each ``metric=value``.
    policy : Policy, optional
        What must be measured besides, and its limits.
    smallest : int, optional
        Groups of fewer people are in no limit.
    edited : sequence of dict
        What ``edited_runs`` says of runs that are not among these.

    Returns
    -------
    DataFrame
        One row per strategy and limit: ``strategy``, ``metric``, ``verdict`` (kept, broken,
        cannot be told, or not measured) and ``sentence``; one more per run
        that was left out since it was edited or damaged. ``attrs["left_out"]`` says which groups
        are in no limit, ``attrs["small"]`` whether small ones left out may tell what is untold.
    """
    every, tables, left_out = runs, complete_tables(ledger, runs), ""
    words = recorded_words(ledger, runs)
    if smallest is not None:
        of_large = partial(of_large_groups, tables=tables, fewest=smallest, words=words)
        runs, tables, left_out = of_readable(runs, tables, of_large)
    runs = _with_undefined(runs)
    known = _metrics(runs)
    limits = read_limits(most, least, known) if most or least or policy is None else ()
    limits = in_words(limits + (policy.limits(known) if policy else ()), words)
    read, found = of_readable(
        runs, tables, lambda left: (set(left["run_id"]), [*_findings(left, limits, tables, words)])
    )
    found += [*damaged_runs(every, read), *edited]
    if policy:
        found += [
            {"strategy": who, "metric": "", **asdict(one)}
            for who in runs["strategy"].unique()
            for one in policy.not_measured(who, known)
        ]
    judged_limits = pd.DataFrame(found)
    untold = {one["metric"] for one in found if one["verdict"] == UNTOLD}
    judged_limits.attrs["left_out"] = left_out
    judged_limits.attrs["small"] = bool(smallest is None and untold) and any(
        has_small(tables(run_id)["groups"], untold) for run_id in read
    )
    return judged_limits


def _with_undefined(runs: pd.DataFrame) -> pd.DataFrame:
    """Add a column for each metric that no run could compute, so that it can be asked for."""
    told = {name for text in runs["undefined"] if text for name in json.loads(text)}
    return runs.reindex(columns=[*runs, *sorted(told.difference(runs))])


def _metrics(runs: pd.DataFrame) -> list[str]:
    figures = [name for name in runs if "/" in name and not name.startswith(PARAM)]
    return [name for name in figures if is_gateable(name)]


def _of(strategy: str | None, runs: pd.DataFrame) -> pd.DataFrame:
    if strategy is None:
        return runs
    known = runs["strategy"].unique().tolist()
    strategy = as_written(strategy, known)
    if strategy not in known:
        raise RequestError(f"No run is of a strategy {strategy!r}. {nearest(strategy, known)}")
    return runs[runs["strategy"] == strategy]


def _findings(
    runs: pd.DataFrame, limits: Sequence[Limit], tables: Tables, words: Words
) -> Iterator[dict]:
    for strategy, own in runs.groupby("strategy"):
        seeds = own["seed"].tolist()
        who = str(strategy) if len(seeds) > 1 else f"{strategy} with seed {seeds[0]}"
        for limit in limits:
            found = _judge(who, limit, own, tables, words)
            yield {"strategy": strategy, "metric": limit.metric, **asdict(found)}


def _judge(who: str, limit: Limit, runs: pd.DataFrame, tables: Tables, words: Words) -> Finding:
    if is_by_pairs(limit.metric) and runs[limit.metric].notna().any():
        found = judge_groups(who, limit, runs, tables)
    else:
        found = judge(who, limit, metric_interval(runs, limit.metric, tables))
    if not limit.metric.startswith("fair."):
        return found
    audits = [tables(one)["groups"] for one in runs["run_id"]]
    return told_left_out(found, limit.metric, audits, words=words)
