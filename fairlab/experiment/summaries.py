"""What a strategy's seeds come to: means and spread, as summary runs in MLflow."""

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.compare.backfill import backfill
from fairlab.compare.select import PARAM, compared_metrics

if TYPE_CHECKING:
    from fairlab.record import Ledger
    from fairlab.record.summary import Summary


def record_summaries(ledger: "Ledger") -> None:
    """Bring the summary runs of a dataset up to date with its finished runs.

    Parameters
    ----------
    ledger : Ledger
    """
    from fairlab.record.artifacts import run_tables

    runs, _ = backfill(ledger.table(), partial(run_tables, ledger.store))
    ledger.keep_summaries(summarise(runs))


def summarise(runs: pd.DataFrame) -> list["Summary"]:
    """Summarise runs over their seeds, each strategy and each of its settings apart.

    Parameters
    ----------
    runs : DataFrame
        What ``Ledger.table`` returns.

    Returns
    -------
    list of Summary
    """
    groups = runs.groupby(["strategy", "settings_hash"], sort=True)
    return [_summary(str(name), str(key), own) for (name, key), own in groups]


def _summary(strategy: str, settings_key: str, runs: pd.DataFrame) -> "Summary":
    from fairlab.record.summary import Summary

    figures = compared_metrics(runs).drop(columns=["strategy", "seed"])
    means = pd.DataFrame(
        {
            "metric": list(figures),
            "mean": figures.mean().to_numpy(),
            "sd": figures.std().to_numpy(),
            "seeds": figures.notna().sum().to_numpy(),
        }
    )
    return Summary(
        strategy=strategy,
        settings_key=settings_key,
        runs=dict(zip(runs["seed"].tolist(), runs["run_id"], strict=True)),
        params=_shared(runs),
        metrics=_shown(means),
        means=means,
        about=f"{strategy} over {len(runs)} seeds: means, and their spread over seeds. How sure "
        "they are is the people's matter, not the seeds': see the report.",
    )


def _shown(means: pd.DataFrame) -> dict[str, float]:
    """Choose the figures that become metrics: all means, and the spread of the main ones."""
    from fairlab.record.summary import SD
    from fairlab.record.views import is_main

    shown = dict(zip(means["metric"], means["mean"], strict=True))
    for row in means.to_dict("records"):
        if is_main(row["metric"]):
            shown[row["metric"] + SD] = row["sd"]
    return shown


def _shared(runs: pd.DataFrame) -> dict[str, str]:
    params = runs.filter(regex=rf"^{PARAM}").dropna(axis="columns").drop(columns=f"{PARAM}seed")
    same = [name for name in params if params[name].nunique() == 1]
    shared = {name.removeprefix(PARAM): str(params[name].iloc[0]) for name in same}
    return {**shared, "seeds": str(len(runs))}
