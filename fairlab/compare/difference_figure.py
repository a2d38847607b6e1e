"""Differences from the baseline with their intervals, as a picture."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.audit.metric_types import LENDING, STUDY
from fairlab.audit.registry import family_of, sign_of_better
from fairlab.colours import colour, mark
from fairlab.compare.paired_seeds import REAL

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ACCURACY = "test/"
NAMED = {STUDY: "parities", LENDING: "flags and approvals"}
STYLE: Any = {
    "svg.hashsalt": "fairlab", "font.size": 9, "axes.titlesize": 10, "text.parse_math": False,
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip
UNDATED: Any = {".svg": {"Date": None}, ".pdf": {"CreationDate": None}}


def difference_figure(table: pd.DataFrame) -> "Figure":
    """Draw how far each strategy is from the baseline, with 95 % intervals.

    Accuracy and each family of fairness metrics have a panel and a scale; a filled mark is a real
    difference.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    Figure
        Of matplotlib, for ``save_figure``.
    """
    panels = list(_panels(table[table["verdict"] != ""]))
    rows = max(part["metric"].nunique() for _, part in panels)
    with plain_figure(4.8 * len(panels), 1.2 + 0.4 * rows) as figure:
        drawn = np.atleast_1d(figure.subplots(1, len(panels)))
        for axes, (title, part) in zip(drawn, panels, strict=True):
            _draw_panel(axes, title, part)
        handles, names = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
        figure.suptitle(
            "Difference from the baseline, 95 % interval (filled: real, hollow: within chance)",
            fontsize=10,
        )
    return figure


def _panels(told: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Part the metrics: accuracy, the study's parities, who is flagged and approved, the others."""
    accuracy = told["metric"].str.startswith(ACCURACY)
    yield "accuracy (more is better)", told[accuracy]
    for family, part in told[~accuracy].groupby(told["metric"].map(family_of), sort=False):
        yield f"{NAMED.get(str(family), family)} (less is better)", part


@contextmanager
def plain_figure(width: float, height: float) -> "Iterator[Figure]":
    """Give a white figure to draw on, in the style of the comparisons.

    Parameters
    ----------
    width, height : float
        In inches.

    Yields
    ------
    Figure
        Of matplotlib.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        yield Figure(figsize=(width, height), layout="constrained", facecolor="white")


def save_figure(figure: "Figure", path: Path) -> None:
    """Write a figure, the same bytes for the same figure.

    Parameters
    ----------
    figure : Figure
    path : Path
        The suffix says how: svg, png or pdf.
    """
    import matplotlib as mpl

    with mpl.rc_context(STYLE):
        figure.savefig(path, metadata=UNDATED.get(path.suffix), dpi=150)


def words(metric: str) -> str:
    """Write a metric as a person says it.

    Examples
    --------
    >>> words("test/brier"), words("fair.gender/recall_parity")
    ('brier (less is better)', 'gender recall parity')
    >>> words("fair.gender/adverse_impact_ratio")
    'gender adverse impact ratio (more is better)'
    """
    part, _, name = metric.rpartition("/")
    said, sign = name.replace("_", " "), sign_of_better(metric)
    if part == "test":
        return said if sign > 0 else f"{said} (less is better)"
    said = f"{part.removeprefix('fair.')} {said}"
    return said if sign < 0 else f"{said} (more is better)"


def _draw_panel(axes: "Axes", title: str, part: pd.DataFrame) -> None:
    metrics = list(part["metric"].unique())
    strategies = list(part["strategy"].unique())
    for place, name in enumerate(strategies):
        rows = part[part["strategy"] == name].set_index("metric").reindex(metrics)
        _draw(axes, rows, (place - (len(strategies) - 1) / 2) * 0.22, name)
    axes.axvline(0, color="black", linewidth=0.8, zorder=0)
    axes.set_yticks(range(len(metrics)), [words(metric) for metric in metrics])
    axes.set_ylim(len(metrics) - 0.4, -0.6)
    axes.set_title(title, loc="right")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.locator_params(axis="x", nbins=5)


def _draw(axes: "Axes", rows: pd.DataFrame, shift: float, name: str) -> None:
    height = np.arange(len(rows)) + shift
    real = (rows["verdict"] == REAL).to_numpy()
    axes.hlines(height, rows["low"], rows["high"], color=colour(name), linewidth=1.6)
    faces = np.where(real, colour(name), "white")
    axes.scatter(
        rows["difference"],
        height,
        s=26,
        marker=mark(name),
        c=faces,
        edgecolors=colour(name),
        zorder=3,
        label=name,
    )
