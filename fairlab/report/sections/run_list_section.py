"""The runs with their main figures and a link, and what the strategies were set to."""

import pandas as pd

from fairlab.audit.registry import accuracy_metrics
from fairlab.compare.select import NOT_SETTINGS, PARAM
from fairlab.report.pages import Link, Panel, Section, Sheet
from fairlab.report.pages.numbers import count, decimal
from fairlab.report.runs import Runs

LEADS = "A seed leads to its run in MLflow, while `fairlab ui` serves the store."
LISTED = 400  # runs, which keep the page small enough to be sent


def list_section(runs: Runs) -> Section:
    """List the runs, with a link into MLflow's user interface, and all settings."""
    shown = listed(runs.table, len(runs.strategies))
    panels = [
        Panel("Runs", f"{LEADS} {_left_out(runs, len(shown))}".strip(), sheet=_list(runs, shown)),
        Panel("Settings", "What is empty, the strategy does not have.", (), _settings(runs), True),
    ]  # fmt: skip
    if len(trials := runs.joined("trials")):
        panels.append(
            Panel("Hyperparameters that the searches ended with", "", (), _best(trials), True)
        )
    return Section("Runs and settings", "", panels)


def listed(table: pd.DataFrame, strategies: int) -> pd.DataFrame:
    """Take so many first seeds of each strategy that the list stays short.

    Parameters
    ----------
    table : DataFrame
        One row per run: ``strategy``, ``seed``.
    strategies : int
        How many there are.

    Returns
    -------
    DataFrame
        Of all rows where they are few.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["a", "b"] * 300, "seed": [n // 2 for n in range(600)]})
    >>> len(listed(runs, 2)), listed(runs, 2)["seed"].max()
    (400, np.int64(199))
    """
    rank = table.groupby("strategy")["seed"].rank(method="first")
    return table[rank <= max(LISTED // strategies, 1)]


def _left_out(runs: Runs, shown: int) -> str:
    more = len(runs.table) - shown
    if not more:
        return ""
    return (
        f"Listed are the first seeds of each strategy, {count(shown)} runs; the other "
        f"{count(more)} are in experiment `{runs.experiment}` of the same store. All figures of "
        "the comparison are of every run."
    )


def _list(runs: Runs, shown_runs: pd.DataFrame) -> Sheet:
    names = [metric.name for metric in accuracy_metrics() if metric.compared]
    shown = [name for name in names if f"test/{name}" in runs.table]
    rows = [
        (
            row["strategy"],
            Link(f"seed {row['seed']}", runs.links[row["strategy"], row["seed"]]),
            *(decimal(row[f"test/{name}"]) for name in shown),
        )
        for row in shown_runs.to_dict("records")
    ]
    return Sheet(("Strategy", "Run", *shown), rows, texts=2)


def _settings(runs: Runs) -> Sheet:
    params = [name for name in runs.table if name.startswith(PARAM)]
    shown = [name for name in params if not name.startswith(NOT_SETTINGS)]
    written = runs.table[shown].mask(runs.table[shown] == "None")  # so MLflow keeps what is not set
    first = written.groupby(runs.table["strategy"]).first().reindex(runs.strategies)
    rows = [
        (name.removeprefix(PARAM), *("" if pd.isna(value) else str(value) for value in first[name]))
        for name in shown
        if first[name].notna().any()
    ]
    return Sheet(("Setting", *runs.strategies), rows, texts=1 + len(runs.strategies))


def _best(trials: pd.DataFrame) -> Sheet:
    by_run = ["strategy", "seed"]
    if "rows" in trials:  # trials on a part of the rows are scored too, but none of them is kept
        trials = trials[trials["rows"] == trials.groupby(by_run)["rows"].transform("max")]
    best = trials.loc[trials.groupby(by_run, sort=False)["score"].idxmax()]
    about = ("strategy", "seed", "trial", "seconds", "rows", "pruned")
    names = [name for name in best if name not in about]
    numeric = best[names].select_dtypes("number")
    by = best["strategy"]
    middle = numeric.groupby(by, sort=False).median()
    low, high = numeric.groupby(by, sort=False).min(), numeric.groupby(by, sort=False).max()
    rows = [
        (strategy, name, _short(middle.loc[strategy, name]),
         f"{_short(low.loc[strategy, name])} to {_short(high.loc[strategy, name])}")
        for strategy in middle.index
        for name in numeric
        if pd.notna(middle.loc[strategy, name])
    ]  # fmt: skip
    return Sheet(("Strategy", "Hyperparameter", "Median", "Range over seeds"), rows, texts=2)


def _short(number: float) -> str:
    return f"{number:.3g}"
