"""What a strategy's seeds come to: means, spread and bands, as summary runs in MLflow."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.audit.pairing import REST
from fairlab.compare.backfill import backfill
from fairlab.compare.comparison import compare_people
from fairlab.compare.select import PARAM, compared_metrics
from fairlab.compare.shared_search import shared_search
from fairlab.data.messages import number_of
from fairlab.errors import StoreError
from fairlab.experiment.recorded_people import recorded_people

if TYPE_CHECKING:
    from fairlab.record import Ledger
    from fairlab.record.summary import Claims, Summary


def record_summaries(ledger: "Ledger") -> None:
    """Bring the summary runs of a dataset up to date with its finished runs."""
    from fairlab.record.artifacts import run_tables

    runs, _ = backfill(ledger.table(), partial(run_tables, ledger.store))
    ledger.keep_summaries(summarise(runs, partial(_claims, ledger)))


def summarise(
    runs: pd.DataFrame, claims: Callable[[pd.DataFrame], "Claims"] | None = None
) -> list["Summary"]:
    """Summarise runs over their seeds, each strategy and each of its settings apart.

    Parameters
    ----------
    runs : DataFrame
        What ``Ledger.table`` returns.
    claims : callable, optional
        From the runs of one summary to what is claimed of them; asked where a summary is new.
    """
    groups = runs.groupby(["strategy", "settings_hash"], sort=True)
    return [_summary(str(name), str(key), own, claims) for (name, key), own in groups]


def _claims(ledger: "Ledger", runs: pd.DataFrame) -> "Claims":
    """Say of one strategy how accurate it is and what separates its groups, with bands."""
    from fairlab.record.summary import Claims

    try:
        data = recorded_people(ledger, runs)
    except StoreError:  # none can be read, which is told
        data = None
    if data is None:
        return Claims()
    strategy = str(runs["strategy"].iloc[0])
    found = compare_people(data, strategy, dataset=ledger.dataset_name)
    figures: dict[str, float] = {}
    for row in pd.concat([found.levels, found.gaps]).to_dict("records"):
        name = metric_of_statement(row)
        own = {name: row["estimate"]} if row["attribute"] else {}
        figures |= {**own, f"{name}.low": row["low"], f"{name}.high": row["high"]}
    return Claims(figures, found.statements, str(found))


def metric_of_statement(row: Mapping[str, Any]) -> str:
    """Name a statement as a metric of MLflow: of one group of many with this.

    Examples
    --------
    >>> row = {"attribute": "job", "metric": "recall", "group": "cook", "rest": "rest"}
    >>> metric_of_statement(row), metric_of_statement(row | {"rest": "smith"})
    ('gap.job.cook/recall', 'gap.job/recall')
    """
    if not row["attribute"]:
        return f"test/{row['metric']}"
    of = f".{metric_word(str(row['group']))}" if row["rest"] == REST else ""
    return f"gap.{metric_word(row['attribute'])}{of}/{row['metric']}"


def _summary(
    strategy: str,
    settings_key: str,
    runs: pd.DataFrame,
    claims: Callable[[pd.DataFrame], "Claims"] | None,
) -> "Summary":
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
        about=f"{strategy} over {number_of(len(runs), 'seed')}: means, and their spread."
        + _renamed(runs)
        + f" {shared_search(runs)}".rstrip(),
        claims=claims and partial(claims, runs),
    )


def _renamed(runs: pd.DataFrame) -> str:
    """Say whose names groups have, where these are others than the runs recorded."""
    first = runs.iloc[0]
    renamed = first.get("people_recorded", "") not in ("", first.get("people", ""))
    return f" Groups have the names of people {first['people']}." if renamed else ""


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
