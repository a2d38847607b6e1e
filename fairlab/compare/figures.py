"""Differences from the baseline with their intervals, as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.colours import MARKS, colour
from fairlab.compare.seeds import REAL, sign_of_better

if TYPE_CHECKING:
    from matplotlib.axes import Axes

ACCURACY = "test/"
STYLE: Any = {"svg.hashsalt": "fairlab", "font.size": 9, "axes.titlesize": 10}


def difference_figure(table: pd.DataFrame, path: Path) -> None:
    """Draw how far each strategy is from the baseline, with 95 % intervals.

    Accuracy and fairness have a panel and a scale each; a filled mark is a real difference.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.
    path : Path
        Where to write it; the suffix says how (svg, png, pdf).
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    told = table[table["verdict"] != ""]
    accuracy = told["metric"].str.startswith(ACCURACY)
    panels = {"accuracy": told[accuracy], "unfairness": told[~accuracy]}
    rows = max(part["metric"].nunique() for part in panels.values())
    with mpl.rc_context(STYLE):
        figure = Figure(figsize=(9.5, 1.4 + 0.46 * rows), layout="constrained", facecolor="white")
        for axes, (title, part) in zip(figure.subplots(1, 2), panels.items(), strict=True):
            _draw_panel(axes, title, part)
        handles, names = figure.axes[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False)
        figure.suptitle(
            "Difference from the baseline, 95 % interval (filled: real, hollow: within chance)",
            fontsize=10,
        )
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)


def _draw_panel(axes: "Axes", title: str, part: pd.DataFrame) -> None:
    metrics = list(part["metric"].unique())
    strategies = list(part["strategy"].unique())
    for place, (name, mark) in enumerate(zip(strategies, MARKS, strict=False)):
        rows = part[part["strategy"] == name].set_index("metric").reindex(metrics)
        _draw(axes, rows, (place - (len(strategies) - 1) / 2) * 0.22, name, mark)
    axes.axvline(0, color="black", linewidth=0.8, zorder=0)
    axes.set_yticks(range(len(metrics)), [_words(metric) for metric in metrics])
    axes.set_ylim(len(metrics) - 0.4, -0.6)
    better = "more is better" if title == "accuracy" else "less is better"
    axes.set_title(f"{title} ({better})")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _draw(axes: "Axes", rows: pd.DataFrame, shift: float, name: str, mark: str) -> None:
    height = np.arange(len(rows)) + shift
    real = (rows["verdict"] == REAL).to_numpy()
    axes.hlines(height, rows["low"], rows["high"], color=colour(name), linewidth=1.6)
    faces = np.where(real, colour(name), "white")
    axes.scatter(
        rows["difference"],
        height,
        s=26,
        marker=mark,
        c=faces,
        edgecolors=colour(name),
        zorder=3,
        label=name,
    )


def _words(metric: str) -> str:
    part, _, name = metric.rpartition("/")
    words = name.replace("_", " ")
    words = words if part == "test" else f"{part.removeprefix('fair.')} {words}"
    turned = part == "test" and sign_of_better(metric) < 0
    return f"{words} (less is better)" if turned else words
