"""Approvals along a number, such as the income, as a picture."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.clones.approval_ranges import FLIPS
from fairlab.system.own_output import METADATA

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Okabe and Ito's palette, which is told apart without red-green vision.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000")


def range_figure(table: pd.DataFrame, path: Path, along: str, title: str = "") -> None:
    """Draw how many clones are approved along a number, and how many profiles flip.

    Parameters
    ----------
    table : DataFrame
        What ``approval_by_range`` returns.
    path : Path
        Where to write it; the suffix says how (svg, png, pdf).
    along : str
        The number's name.
    title : str
        Stands above.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "fairlab", "font.size": 9, "text.parse_math": False}):
        figure = Figure(figsize=(8, 5), layout="constrained")
        above, below = figure.subplots(2, sharex=True, height_ratios=(2, 1))
        levels = [name for name in table["of"].unique() if name != FLIPS]
        for number, level in enumerate(levels):
            _draw(above, table[table["of"] == level], level, COLOURS[number % len(COLOURS)])
        _draw(below, table[table["of"] == FLIPS], "profiles that flip", "#555555")
        _finish(above, "clones approved")
        _finish(below, "profiles that flip")
        above.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
        below.set_xlabel(f"{along} (band: exact 95 % interval)")
        figure.suptitle(title, x=0.01, ha="left", fontsize=10)
        figure.savefig(path, metadata=METADATA.get(path.suffix), dpi=150)


def _draw(axes: "Axes", rows: pd.DataFrame, name: str, colour: str) -> None:
    edges = np.append(rows["from"], rows["to"].iloc[-1:])
    # A step lasts until the next value; the last one is repeated, to reach the end.
    rate, low, high = (np.append(rows[n], rows[n].iloc[-1:]) for n in ("rate", "low", "high"))
    axes.fill_between(edges, low, high, step="post", color=colour, alpha=0.2, linewidth=0)
    axes.step(edges, rate, where="post", color=colour, linewidth=1.6, label=name)


def _finish(axes: "Axes", label: str) -> None:
    axes.set_ylim(-0.03, 1.03)
    axes.yaxis.set_major_formatter("{x:.0%}")
    axes.set_ylabel(label)
    axes.spines[["top", "right"]].set_visible(False)
