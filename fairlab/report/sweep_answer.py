"""The answer in three sentences: what differs, what is unfair, and how far to trust it."""

import pandas as pd

from fairlab.audit.verdict.rules import VERDICTS
from fairlab.compare.comparison_table import verdict_sentence
from fairlab.report.runs import Runs

UNFAIR = VERDICTS[:2]


def sweep_answer(runs: Runs, table: pd.DataFrame, told: pd.DataFrame) -> list[str]:
    """Answer what a sweep was made for.

    Parameters
    ----------
    runs : Runs
    table : DataFrame
        The comparison of the strategies.
    told : DataFrame
        The verdicts, with ``strategy``.

    Returns
    -------
    list of str
        Three sentences.
    """
    first = runs.strategies[0]
    return [
        verdict_sentence(table),
        _unfair(first, told[told["strategy"] == first]),
        _trust(runs),
    ]


def figures(runs: Runs, table: pd.DataFrame) -> list[tuple[str, str]]:
    """Give the main numbers of a sweep: the number, and what it counts.

    Parameters
    ----------
    runs : Runs
    table : DataFrame
        The comparison of the strategies.

    Returns
    -------
    list of tuple of str
    """
    rows, bad_events, flagged = _test_part(runs)
    compared = (table["verdict"] != "").sum()
    real = (table["verdict"] == "real").sum()
    return [
        (str(len(runs.strategies)), "strategies"),
        (str(runs.seeds), "seeds of each"),
        (f"{rows:,.0f}", "test rows per run"),
        (f"{bad_events:,.0f}", "bad events among them"),
        (f"{flagged:,.0f}", f"flagged by {runs.strategies[0]}"),
        (f"{real} of {compared}", "differences are real"),
    ]


def _unfair(strategy: str, told: pd.DataFrame) -> str:
    parts = [_listed(told[told["verdict"] == verdict], verdict) for verdict in VERDICTS]
    listed = "; ".join(filter(None, parts))
    return f"Bias of {strategy}, by attribute: {listed}."


def _listed(told: pd.DataFrame, verdict: str) -> str:
    if told.empty:
        return ""
    names = [
        f"{row.attribute} (against {row.against})" if row.against and verdict in UNFAIR
        else str(row.attribute)
        for row in told.itertuples()
    ]  # fmt: skip
    return f"{verdict}: {', '.join(names)}"


def _trust(runs: Runs) -> str:
    rows, bad_events, flagged = _test_part(runs)
    return (
        f"This rests on {runs.seeds} seed{'s' * (runs.seeds != 1)} and, in each, on "
        f"{bad_events:,.0f} bad events among {rows:,.0f} test rows, of whom {runs.strategies[0]} "
        f"flags {flagged:,.0f}."
    )


def _test_part(runs: Runs) -> tuple[float, float, float]:
    """Give the median test set of the first strategy: rows, bad events, flagged."""
    parts = [part for _, part in runs.each("predictions", runs.strategies[0])]
    counted = pd.DataFrame([(len(p), p["y"].sum(), p["flagged"].sum()) for p in parts])
    rows, bad_events, flagged = counted.median()
    return rows, bad_events, flagged
