"""The graph of an attribute, and what becomes of decisions when it is changed, as figures."""

import textwrap
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from fairlab.causal.causal_graph import CausalGraph
from fairlab.data.messages import plain
from fairlab.report.pages.drawing import FIRST, GRID, INK, MUTED, SECOND, drawing, svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

LONGEST = 28  # letters of a line beside the arrows
MOST_ARROWS = 15  # beyond which they cannot be told apart, on a phone in particular
MOST_GROUPS = 8
ROW, LINE, BAND = 0.24, 0.12, 0.95  # inches: a name of the graph, a line more, a group
CURVE = np.linspace(0, 1, 30)


class Arrow(NamedTuple):
    """An edge from cause to effect, as far as it has a direction."""

    cause: str
    effect: str
    both_ways: bool
    certain: bool
    used: bool


def graph_figure(graph: CausalGraph) -> str:
    """Draw the graph: names below each other, causes above effects, arrows at their side.

    Returns
    -------
    str
        SVG for a page: the attribute and the target in colour; arrows that are certain solid,
        others dashed; those that counterfactuals do not follow pale.
    """
    arrows = _arrows(graph)
    place = {name: row for row, name in enumerate(_ordered(graph, arrows))}
    lines = {name: textwrap.wrap(plain(name), LONGEST) for name in place}
    row = ROW + LINE * (max(map(len, lines.values())) - 1)
    with drawing(0.3 + row * len(place)) as figure:
        axes = figure.subplots()
        _set_stage(axes, len(place))
        for name, at in place.items():
            _write_node(axes, "\n".join(lines[name]), at, _colour(name, graph))
        for arrow in sorted(arrows, key=lambda arrow: arrow.used):
            _draw_arrow(axes, arrow, place, graph.attribute)
        return svg(figure)


def is_drawable(graph: CausalGraph) -> bool:
    """Tell whether the arrows of a graph can be told apart in a figure."""
    return len(graph.edges) <= MOST_ARROWS


def flow_figure(table: pd.DataFrame) -> str:
    """Draw decisions about people as they are, and as their twins, group by group.

    Parameters
    ----------
    table : DataFrame
        What ``flows`` returns; eight groups at most are drawn.

    Returns
    -------
    str
        SVG for a page. Those who are never flagged are left out; each group has its own scale.
    """
    drawn = table.head(MOST_GROUPS)
    with drawing(0.35 + BAND * len(drawn)) as figure:
        axes = figure.subplots()
        axes.set_axis_off()
        axes.set_xlim(0, 1)
        axes.set_ylim(len(drawn), -0.25)
        for text, x in (("as they are", 0.32), ("as their twins", 0.68)):
            axes.text(x, -0.12, text, color=MUTED, ha="center", fontsize=9)
        for row, group in enumerate(drawn.to_dict("records")):
            _draw_group(axes, row, group)
        return svg(figure)


def _arrows(graph: CausalGraph) -> list[Arrow]:
    """Turn each edge that counterfactuals follow into the direction that they follow it in."""
    used = set(graph.dag.edges)
    return [
        Arrow(*((b, a) if (b, a) in used else (a, b)), edge == "<->", certain, followed)
        for a, edge, b, certain, followed in graph.edges.itertuples(index=False)
    ]


def _ordered(graph: CausalGraph, arrows: list[Arrow]) -> list[str]:
    """Name the attribute, what has a part in it in causal order, the others, and the target."""
    linked = {end for arrow in arrows for end in (arrow.cause, arrow.effect)}
    causal = [name for name in graph.dag.order() if name in linked and name != graph.attribute]
    others = sorted(linked - {*causal, graph.attribute, graph.target})
    return [graph.attribute, *causal, *others, graph.target]


def _set_stage(axes: "Axes", rows: int) -> None:
    axes.set_axis_off()
    axes.set_xlim(-1, 1)
    axes.set_ylim(rows - 0.4, -0.6)


def _colour(name: str, graph: CausalGraph) -> str:
    if name == graph.attribute:
        return FIRST
    return SECOND if name == graph.target else INK


def _write_node(axes: "Axes", name: str, row: int, colour: str) -> None:
    weight = "normal" if colour == INK else "bold"
    axes.text(-0.04, row, name, color=colour, ha="right", va="center", fontsize=9, weight=weight)
    axes.scatter([0], [row], s=22 if colour == INK else 46, color=colour, zorder=3)


def _draw_arrow(axes: "Axes", arrow: Arrow, place: Mapping[str, int], attribute: str) -> None:
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path

    start, end = place[arrow.cause], place[arrow.effect]
    colour = (FIRST if arrow.cause == attribute else MUTED) if arrow.used else GRID
    bulge = 0.95 * (abs(end - start) / max(len(place) - 1, 1)) ** 0.6
    x = 4 / 3 * bulge  # the curve reaches three quarters of the way to its handles
    path = Path(
        [(0.02, start), (x, start), (x, end), (0.02, end)],
        [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4],
    )
    axes.add_patch(
        FancyArrowPatch(
            path=path,
            arrowstyle="<|-|>" if arrow.both_ways else "-|>",
            mutation_scale=8,
            color=colour,
            linewidth=1.3 if arrow.used else 0.9,
            linestyle="-" if arrow.certain else (0, (4, 2.5)),
            shrinkA=2,
            shrinkB=2,
        )
    )


def _draw_group(axes: "Axes", row: int, group: Mapping) -> None:
    """Draw two stacks, flagged above and others below, and the bands between them."""
    stay, freed, new = (float(group[name]) for name in ("stay", "freed", "new"))
    whole = max(stay + freed + new, 1e-9)
    top, gap, tall = row + 0.24, 0.1, 0.5
    heights = np.array([stay, freed, new]) / whole * tall
    before = (top, top + heights[0], top + heights[0] + heights[1] + gap)
    after = (top, top + heights[0] + heights[2] + gap, top + heights[0])
    bands = zip(before, after, heights, (GRID, FIRST, SECOND), strict=True)
    for start, end, height, colour in bands:
        if height > 0:
            _draw_band(axes, start, end, height, colour)
    to = "" if group["to"] == "opposite" else f" as {group['to']}"
    title = f"{plain(str(group['group']))}{plain(to)}: {group['people']:,} people"
    axes.text(0, row + 0.02, title, color=INK, fontsize=9, weight="bold", va="center")
    _label(axes, 0.22, "right", top, gap, tall, stay + freed, new)
    _label(axes, 0.78, "left", top, gap, tall, stay + new, freed)


def _label(axes, x, side, top, gap, tall, flagged, others) -> None:  # type: ignore[no-untyped-def]
    whole = max(flagged + others, 1e-9)
    split = tall * flagged / whole
    texts = (f"flagged {flagged:,.4g}", f"not {others:,.4g}")
    places = (top + split / 2, top + gap + (split + tall) / 2)
    for text, y in zip(texts, places, strict=True):
        axes.text(x, y, text, color=MUTED, fontsize=9, ha=side, va="center")


def _draw_band(axes: "Axes", start: float, end: float, height: float, colour: str) -> None:
    bend = CURVE**2 * (3 - 2 * CURVE)
    upper = start + (end - start) * bend
    x = 0.24 + 0.52 * CURVE
    axes.fill_between(x, upper, upper + height, color=colour, alpha=0.75, linewidth=0)
