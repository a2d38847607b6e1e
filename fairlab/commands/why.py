"""Why seeds differ: what ``fairlab compare --why`` adds to a comparison."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
from rich.console import Console

from fairlab.audit.metric_variance import variance_of_metrics
from fairlab.commands.finished import with_every_metric
from fairlab.compare.decisions import changed_decisions, decisions_sentence
from fairlab.compare.seeds_needed import seeds_needed
from fairlab.compare.select import PARAM, overlap_of
from fairlab.compare.variation import one_source, variation, variation_sentence
from fairlab.compare.vary import drawn_share, same_but_for_vary
from fairlab.compare.why_tables import needed_sheet, variation_sheet

if TYPE_CHECKING:
    from fairlab.record import Ledger

ONE_SOURCE = (
    "Every seed has the same test set: all of the spread over seeds comes from the rows trained "
    "on and from the training. The same runs with --vary model tell these two apart."
)
OTHER_ROWS = (
    "Each seed tests other rows, so how many decisions two seeds differ in cannot be told from "
    "these runs: run the same with --vary model."
)


def show_reasons(
    ledger: "Ledger", runs: pd.DataFrame, table: pd.DataFrame, console: Console
) -> None:
    """Print where the spread comes from, the seeds needed, and the decisions that seeds change.

    Parameters
    ----------
    ledger : Ledger
        Of the data set; runs of the same settings with another ``--vary`` are looked for in it.
    runs : DataFrame
        The runs that were compared.
    table : DataFrame
        The comparison of them.
    console : Console
    """
    alike = _alike(ledger, runs)
    spread = _variation(ledger, runs, alike, table)
    if one_source(spread):
        source = ONE_SOURCE
    else:
        source = variation_sentence(spread)
        console.print(variation_sheet(spread))
    console.print(needed_sheet(seeds_needed(table, overlap_of(runs))))
    for sentence in [source, *_decisions(ledger, runs, alike)]:
        console.print(sentence, highlight=False, markup=False)


def _alike(ledger: "Ledger", runs: pd.DataFrame) -> pd.DataFrame:
    """Find the runs with the same settings but for what a seed changes, with the same metrics."""
    alike = same_but_for_vary(runs, ledger.table())
    others = alike[~alike["run_id"].isin(runs["run_id"])]
    return pd.concat([runs, with_every_metric(ledger, others)], ignore_index=True)


def _variation(
    ledger: "Ledger", runs: pd.DataFrame, alike: pd.DataFrame, table: pd.DataFrame
) -> pd.DataFrame:
    from fairlab.record.artifacts import run_tables

    of_test_part = {
        name: variance_of_metrics([run_tables(ledger.store, run) for run in mine["run_id"]])
        for name, mine in runs.groupby("strategy")
    }
    metrics, strategies = table["metric"].unique(), table["strategy"].unique()
    finite = pd.DataFrame(of_test_part).T.loc[strategies, metrics]
    figures = alike[["strategy", "seed", *metrics]].assign(vary=alike[f"{PARAM}vary"])
    return variation(figures, finite, drawn_share(runs))


def _decisions(ledger: "Ledger", runs: pd.DataFrame, alike: pd.DataFrame) -> Iterator[str]:
    from fairlab.record.artifacts import run_tables

    one_part = runs if not overlap_of(runs) else alike[alike[f"{PARAM}vary"] == "model"]
    for name, mine in one_part.groupby("strategy"):
        predictions = {
            int(run["seed"]): run_tables(ledger.store, run["run_id"])["predictions"]
            for _, run in mine.iterrows()
        }
        yield decisions_sentence(str(name), changed_decisions(predictions))
    if one_part.empty:
        yield OTHER_ROWS
