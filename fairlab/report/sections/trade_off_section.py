"""Accuracy against unfairness: where each strategy lies, and which is better in both."""

import numpy as np
import pandas as pd

from fairlab.audit.metric_types import STUDY
from fairlab.audit.registry import group_metrics
from fairlab.compare.difference_figure import words
from fairlab.compare.dominance import candidates
from fairlab.compare.front import front
from fairlab.compare.front_figure import draw_front
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import drawing, svg
from fairlab.report.pages.numbers import decimal
from fairlab.report.runs import Runs
from fairlab.report.sections.marks import legend

# A choice by the study's measures: the accuracy that it tunes for, and its two parities.
ACCURACY, CHOICE, MEAN = "test/auprc", "valid/auprc", "mean/"
UNFAIR = "valid/mean/recall_parity"  # the mean over both, of which less is better as of each
INTRODUCTION = (
    "Towards the upper left is better in both. A region holds the difference from the baseline, "
    "paired by seed, with 95 % confidence; the dashed lines are the baseline. A strategy that is "
    "better in both beyond chance makes the other's mark hollow. Parities are averaged over the "
    "attributes that are defined in every run."
)


def trade_off_section(runs: Runs, overlap: float) -> Section:
    """Show accuracy against the mean parity of each kind.

    Parameters
    ----------
    runs : Runs
    overlap : float
        As for ``compare``.

    Returns
    -------
    Section
    """
    averaged = with_means(runs.table)
    means = [name for name in averaged if str(name).startswith(MEAN)]
    panels = [_panel(averaged, name, runs, overlap) for name in means]
    text = " ".join(filter(None, [INTRODUCTION, choice(runs.table, overlap)]))
    return Section("Accuracy against unfairness", text, panels)


def choice(table: pd.DataFrame, overlap: float) -> str:
    """Say which strategies are left to choose from, by validation rows alone.

    Parameters
    ----------
    table : DataFrame
        One row per run.
    overlap : float
        As for ``compare``.

    Returns
    -------
    str
        Empty where runs have no parities of the validation set.
    """
    columns = [name for name in table if str(name).startswith("valid/fair.")]
    defined = table[columns].dropna(axis=1)
    if not defined.shape[1]:
        return ""
    seen = table[["strategy", "seed", CHOICE]].assign(**{UNFAIR: defined.mean(axis=1)})
    left = candidates(seen, CHOICE, UNFAIR, overlap)
    return (
        "A choice that looks at the test set makes its figures too good. By validation rows alone "
        f"(AUPRC and mean parity) nothing rules out {', '.join(left)}."
    )


def with_means(table: pd.DataFrame) -> pd.DataFrame:
    """Add the mean of each parity over the attributes that have one in every run.

    Parameters
    ----------
    table : DataFrame
        One row per run, with ``fair.<attribute>/<parity>``.

    Returns
    -------
    DataFrame
        ``strategy``, ``seed``, the accuracy, and ``mean/recall_parity`` and the like.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["a"], "seed": [0], "test/auprc": [0.2],
    ...                      "fair.sex/recall_parity": [0.1], "fair.age/recall_parity": [0.3]})
    >>> with_means(runs)["mean/recall_parity"].tolist()
    [0.2]
    """
    found = table[["strategy", "seed", ACCURACY]].copy()
    for metric in group_metrics():
        if metric.family != STUDY or not metric.compared:
            continue
        columns = [name for name in table if _is_of(str(name), metric.name)]
        defined = table[columns].dropna(axis=1)
        if defined.shape[1]:
            found[f"{MEAN}{metric.name}"] = defined.mean(axis=1)
    return found


def _is_of(column: str, metric: str) -> bool:
    return column.startswith("fair.") and column.endswith(f"/{metric}")


def _panel(averaged: pd.DataFrame, unfairness: str, runs: Runs, overlap: float) -> Panel:
    said = words(unfairness)
    table = front(averaged, ACCURACY, unfairness, runs.strategies[0], overlap)
    with drawing(3.4) as figure:
        axes = figure.subplots()
        draw_front(axes, table, ACCURACY, unfairness)
        picture = Picture(svg(figure), f"AUPRC and {said}", legend(list(table["strategy"])))
    rows = [
        (
            row.strategy,
            decimal(row.accuracy),
            decimal(row.unfairness),
            decimal(np.sqrt(row.variance_accuracy)),
            decimal(np.sqrt(row.variance_unfairness)),
            "yes" if row.best else "no",
            row.dominated_by,
            row.note,
        )
        for row in table.itertuples()
    ]
    headings = ("Strategy", "AUPRC", said.capitalize(), "Error, AUPRC", "Error, parity",
                "On the front", "Dominated by", "Note")  # fmt: skip
    return Panel(said.capitalize(), pictures=[picture], sheet=Sheet(headings, rows))
