"""Gap against accuracy: where each strategy lies, the line to beat, and who is dominated."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from fairlab.colours import looks
from fairlab.compare.attribute_words import DECIDING, SHOWN
from fairlab.compare.frontier import PRICE, Frontier
from fairlab.compare.frontier_marks import draw_frontier, drawn_metrics, metric_title
from fairlab.compare.statement_words import band, figure, number
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import INK, MUTED, drawing, svg

SECONDS = "time/cpu_s"
INTRODUCTION = (
    "Higher is more accurate; nearer to 0 is more equal, and on its other side the gap is "
    "reversed. The grey line is the one to beat: the scores of {against} cut by group, with as "
    "many people flagged, the cuts of each fold chosen on the others (Cruz and Hardt, 2024). It "
    "asks for the attribute when it decides. Thin lines are bands; numbers are those of the table."
)
NO_LINE = (
    "Higher is more accurate; nearer to 0 is more equal, and on its other side the gap is "
    "reversed. Thin lines are bands; numbers are those of the table."
)


def frontier_section(frontiers: Sequence[Frontier], runs: pd.DataFrame) -> Section | None:
    """Show each frontier: figures, and a table with what is dominated.

    Parameters
    ----------
    frontiers : sequence of Frontier
    runs : DataFrame
        With ``strategy``, and where they say so ``attribute`` and ``time/cpu_s``.

    Returns
    -------
    Section or None
        None where there is no frontier.
    """
    if not frontiers:
        return None
    first = frontiers[0]
    has_line = first.points["is_line"].any()
    text = INTRODUCTION.format(against=first.against) if has_line else NO_LINE
    panels = [panel for one in frontiers for panel in _panels(one, runs)]
    return Section("Accuracy against unfairness", text, panels)


def _panels(found: Frontier, runs: pd.DataFrame) -> Iterator[Panel]:
    drawn = [_picture(found, metric) for metric in drawn_metrics(found.points)]
    told = " ".join(filter(None, [dominated_sentence(found), not_drawn_sentence(found)]))
    yield Panel(found.title[:1].upper() + found.title[1:], told, drawn)
    yield Panel(sheet=_sheet(found, runs))


def dominated_sentence(found: Frontier) -> str:
    """Say which strategies others dominate, and what that means."""
    own = found.points[~found.points["is_line"] & (found.points["dominated_by"] != "")]
    most = f"{number(found.margins.accuracy)} of recall or {number(found.margins.gap)} of gap"
    rule = (
        "Dominated: another point is better in gap or recall beyond the band, in the other at most "
        f"{most} worse by all of the band, and flags no more people."
    )
    names = ", ".join(own["strategy"])
    return f"{rule} {f'That is so of: {names}.' if names else 'That is shown of none.'}"


def not_drawn_sentence(found: Frontier) -> str:
    """Name the strategies that flag so many or so few people that they are not drawn."""
    rows = found.points[~found.is_drawn & ~found.points["is_line"]].to_dict("records")
    told = ", ".join(f"{row['strategy']} ({number(row['flagged'])})" for row in rows)
    return f"Not drawn, as they flag another share of people: {told}." if told else ""


def _picture(found: Frontier, metric: str) -> Picture:
    with drawing(3.6) as figure:
        axes = figure.subplots()
        draw_frontier(axes, found, metric, MUTED, INK)
        names = found.points.loc[found.is_drawn, "strategy"]
        look = looks(found.numbers)
        shown = [(look[name].colour, f"{found.numbers[name]} {name}") for name in names]
        return Picture(
            svg(figure), f"{metric_title(metric)} and gap", shown if metric == PRICE else ()
        )


def _sheet(found: Frontier, runs: pd.DataFrame) -> Sheet:
    others = [name for name in drawn_metrics(found.points) if name != PRICE]
    uses, seconds = (_by_strategy(runs, name) for name in ("attribute", SECONDS))
    heads = ("Strategy", "gap", "band", PRICE, "band", *map(metric_title, others), "flagged",
             "CPU s", "attribute", "dominated by")  # fmt: skip
    rows = []
    for row in found.points.to_dict("records"):
        name = row["strategy"]
        rows.append(
            (name if row["is_line"] else f"{found.numbers[name]} {name}", number(row["gap"], "+"),
             _band(row, "gap"), number(row[PRICE]), _band(row, PRICE),
             *(_with_band(row, one) for one in others),
             number(row["flagged"]), number(seconds[name]) if name in seconds else "",
             SHOWN[DECIDING if row["is_line"] else uses.get(name, "")],
             _dominators(row["dominated_by"]))
        )  # fmt: skip
    return Sheet(heads, rows)


def _band(row: dict[str, Any], name: str) -> str:
    return band({"metric": name, "low": row[f"{name}_low"], "high": row[f"{name}_high"]})


def _with_band(row: dict[str, Any], metric: str) -> str:
    if pd.isna(row[metric]):
        return ""
    held = _band(row, metric)
    return figure(row | {"metric": metric}, metric) + (f" ({held})" if held else "")


def _by_strategy(runs: pd.DataFrame, name: str) -> dict[str, Any]:
    """Give the first run's value of a column, of the strategies that have one."""
    return runs.groupby("strategy")[name].first().dropna().to_dict() if name in runs else {}


def _dominators(names: str) -> str:
    first, *more = names.split(", ")
    return f"{first} and {len(more)} more" if more else first
