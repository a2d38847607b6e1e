"""Accuracy against unfairness: where each strategy lies, and which is better in both."""

import numpy as np
import pandas as pd

from fairlab.compare.dominance import candidates
from fairlab.compare.front import front
from fairlab.compare.front_figure import draw_front
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import drawing, svg
from fairlab.report.pages.numbers import decimal
from fairlab.report.runs import Runs
from fairlab.report.sections.marks import legend

ACCURACY = "test/auprc"
MEANS = {"recall_parity": "mean recall parity", "precision_parity": "mean precision parity"}
UNFAIR = "valid/mean_parity"
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
    panels = [_panel(averaged, name, runs, overlap) for name in MEANS.values() if name in averaged]
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
        Empty where runs have no parities of the validation part.
    """
    columns = [name for name in table if str(name).startswith("valid/fair.")]
    defined = table[columns].dropna(axis=1)
    if not defined.shape[1]:
        return ""
    seen = table[["strategy", "seed", "valid/auprc"]].assign(**{UNFAIR: defined.mean(axis=1)})
    left = candidates(seen, "valid/auprc", UNFAIR, overlap)
    return (
        "A choice that looks at the test part makes its figures too good. By validation rows alone "
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
        ``strategy``, ``seed``, the accuracy, and ``mean recall parity`` and the like.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["a"], "seed": [0], "test/auprc": [0.2],
    ...                      "fair.sex/recall_parity": [0.1], "fair.age/recall_parity": [0.3]})
    >>> with_means(runs)["mean recall parity"].tolist()
    [0.2]
    """
    found = table[["strategy", "seed", ACCURACY]].copy()
    for measure, name in MEANS.items():
        columns = [column for column in table if str(column).endswith(f"/{measure}")]
        defined = table[columns].dropna(axis=1)
        if defined.shape[1]:
            found[name] = defined.mean(axis=1)
    return found


def _panel(averaged: pd.DataFrame, unfairness: str, runs: Runs, overlap: float) -> Panel:
    table = front(averaged, ACCURACY, unfairness, runs.strategies[0], overlap)
    with drawing(3.4) as figure:
        axes = figure.subplots()
        draw_front(axes, table, ACCURACY, unfairness)
        picture = Picture(svg(figure), f"AUPRC and {unfairness}", legend(list(table["strategy"])))
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
    headings = ("Strategy", "AUPRC", unfairness.capitalize(), "Error, AUPRC", "Error, parity",
                "On the front", "Dominated by", "Note")  # fmt: skip
    return Panel(unfairness.capitalize(), pictures=[picture], sheet=Sheet(headings, rows))
