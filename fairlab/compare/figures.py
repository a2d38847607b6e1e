"""Differences from the baseline with their intervals, as a picture."""

from pathlib import Path

import numpy as np
import pandas as pd

from fairlab.compare.seeds import REAL

COLOURS = ("#1f77b4", "#ff7f0e", "#2ca02c", "#9467bd", "#8c564b", "#e377c2")


def difference_figure(
    table: pd.DataFrame, path: Path, metrics: list[str], colours: dict[str, str] | None = None
) -> None:
    """Draw the difference of each strategy from the baseline, with its 95 % interval.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.
    path : Path
        Where to write it; the suffix says how (svg, png, pdf).
    metrics : list of str
        Which rows to draw, from top to bottom.
    colours : dict of str to str, optional
        A colour per strategy.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    told = table[table["metric"].isin(metrics) & (table["verdict"] != "")]
    strategies = list(told["strategy"].unique())
    palette = dict(zip(strategies, COLOURS, strict=False)) | (colours or {})
    with mpl.rc_context({"svg.hashsalt": "fairlab", "font.size": 9}):
        figure = Figure(figsize=(8, 0.9 + 0.42 * len(metrics)), layout="constrained")
        axes = figure.subplots()
        for place, name in enumerate(strategies):
            rows = told[told["strategy"] == name].set_index("metric").reindex(metrics)
            _draw(axes, rows, place / len(strategies) * 0.6 - 0.2, name, palette[name])
        _finish(axes, metrics)
        figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None, dpi=150)


def _draw(axes, rows: pd.DataFrame, shift: float, name: str, colour: str) -> None:  # type: ignore[no-untyped-def]
    height = np.arange(len(rows)) + shift
    real = (rows["verdict"] == REAL).to_numpy()
    axes.hlines(height, rows["low"], rows["high"], color=colour, linewidth=1.6)
    axes.scatter(
        rows["difference"], height, s=30, color=np.where(real, colour, "white"),
        edgecolors=colour, zorder=3, label=name,
    )  # fmt: skip


def _finish(axes, metrics: list[str]) -> None:  # type: ignore[no-untyped-def]
    axes.axvline(0, color="black", linewidth=0.8)
    axes.set_yticks(range(len(metrics)), metrics)
    axes.invert_yaxis()
    axes.set_xlabel("difference from the baseline, 95 % interval (filled: real, hollow: chance)")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), frameon=False)
