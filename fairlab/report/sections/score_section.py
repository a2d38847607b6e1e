"""Scores by group: their spread, whom each threshold flags, how they rank and what they mean."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.score_curves import along_thresholds, observed_by_score, spread_of_scores
from fairlab.audit.sources import AuditSource
from fairlab.data.messages import plain
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.line_chart import Line, line_chart
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.calibration_section import FEW, SHADES
from fairlab.stats.score_bins import MOST_BINS

MOST_GROUPS = 2 * len(SHADES)
LEAST_RECALL = 0.02  # a precision of hardly any flag is noise
EVERY = 10  # of some hundred thresholds, so many apart in the tables
INTRODUCTION = (
    "Decisions are one cut through the scores. Here is what every other cut would do, group by "
    "group. These curves describe, without bands: what is claimed of ranks stands among the "
    "statements, as the rank of bad events."
)
THIN_LINE = "The thin line is the threshold in use."
IN_BINS = (
    f"Scores were counted in bins, at most {MOST_BINS:,}, and everybody in one stands at its "
    "mean score here."
)
ROC = "Bad events caught for good people flagged (ROC)"


def score_section(source: AuditSource | CountedSource) -> Section:
    """Show the scores of a source that has some."""
    tables = [along_thresholds(source), spread_of_scores(source)]
    tables += [observed_by_score(source)] if source.known else []
    tables = [source.words.of(table) for table in tables]
    panels = [
        _panel(str(attribute), [table[table["attribute"] == attribute] for table in tables],
               source)
        for attribute in tables[0]["attribute"].unique()
    ]  # fmt: skip
    low, high = _reach(tables[1]["score"])
    text = [INTRODUCTION]
    text += [THIN_LINE] if source.threshold is not None and low <= source.threshold <= high else []
    text += [IN_BINS] if isinstance(source, CountedSource) else []
    return Section(f"Scores by group ({plain(source.strategy)})", " ".join(text), panels)


def _panel(
    attribute: str, tables: list[pd.DataFrame], source: AuditSource | CountedSource
) -> Panel:
    cuts, spread, *observed = tables
    large = cuts[cuts["people"] >= source.pairing.fewest]
    groups, threshold = list(large["group"].unique())[:MOST_GROUPS], source.threshold
    legend = [
        (SHADES[place % len(SHADES)][0], plain(group) + " (dashed)" * (place >= len(SHADES)))
        for place, group in enumerate(groups)
    ]
    if not groups:  # of so few people curves show nothing but chance
        return Panel(plain(attribute), sheet=_sheet(cuts))
    drawn = [*_of_everyone(cuts, spread, groups, threshold)]
    if observed and cuts["recall"].notna().any():
        drawn += _of_labelled(cuts, observed[0], groups, threshold)
    pictures = [Picture(svg, title, legend) for title, svg in drawn]
    more = cuts["group"].nunique() - len(groups)
    text = f"{more} more groups are in the table alone, small ones among them." if more else ""
    return Panel(plain(attribute), text, pictures, _sheet(cuts))


def _of_everyone(
    cuts: pd.DataFrame, spread: pd.DataFrame, groups: list[str], threshold: float | None
) -> list[tuple[str, str]]:
    reach = _reach(spread["score"])
    top = (0.0, 1.05 * float(spread["share"].max()))
    lines = _lines(spread, groups, "score", "share")
    spreads = line_chart(lines, ("score", "share of the group"), reach, top, threshold)
    flags = line_chart(
        _lines(cuts, groups, "threshold", "flagged"), ("threshold", "flagged"), reach,
        at=threshold,
    )  # fmt: skip
    return [("How scores are spread", spreads), ("Flagged at each threshold", flags)]


def _of_labelled(
    cuts: pd.DataFrame, observed: pd.DataFrame, groups: list[str], threshold: float | None
) -> list[tuple[str, str]]:
    reach = _reach(cuts["threshold"])
    caught = line_chart(
        _lines(cuts, groups, "threshold", "recall"), ("threshold", "bad events caught"), reach,
        at=threshold,
    )  # fmt: skip
    roc = line_chart(
        _lines(cuts, groups, "fpr", "recall", start=True),
        ("good people flagged", "bad events caught"), diagonal=True,
    )  # fmt: skip
    enough = cuts[cuts["recall"] >= LEAST_RECALL]
    highest = min(1.0, 1.05 * float(enough["precision"].max()))
    named = ("bad events caught", "flags that were right")
    precision = line_chart(_lines(enough, groups, "recall", "precision"), named, y=(0.0, highest))
    top = 1.05 * float(np.nanmax(observed[["score", "observed"]].to_numpy()))
    means = [
        Line(own["score"].to_numpy(), own["observed"].to_numpy(), shade, dashed,
             own["bad_events"].to_numpy() >= FEW)
        for own, shade, dashed in _each(observed, groups)
    ]  # fmt: skip
    low = min(0.0, float(observed["score"].min()))
    meaning = line_chart(
        means, ("mean score", "had the bad event"), (low, max(top, low + 1e-9)),
        (0.0, min(top, 1.05)), diagonal=reach == (0.0, 1.0),
    )  # fmt: skip
    return [
        ("Bad events caught at each threshold", caught),
        (ROC, roc),
        ("Precision at each recall", precision),
        ("Observed against predicted; hollow: fewer than 10 bad events", meaning),
    ]


def _each(table: pd.DataFrame, groups: list[str]) -> Iterator[tuple[pd.DataFrame, str, bool]]:
    for place, group in enumerate(groups):
        shade = SHADES[place % len(SHADES)][1]
        yield table[table["group"] == group], shade, place >= len(SHADES)


def _lines(
    table: pd.DataFrame, groups: list[str], x: str, y: str, start: bool = False
) -> list[Line]:
    made = []
    for own, shade, dashed in _each(table, groups):
        along, up = own[x].to_numpy(), own[y].to_numpy()
        if start:  # a threshold above all scores flags nobody
            along, up = np.append(along, 0.0), np.append(up, 0.0)
        made.append(Line(along, up, shade, dashed))
    return made


def _reach(scores: pd.Series) -> tuple[float, float]:
    low, high = float(scores.min()), float(scores.max())
    return (0.0, 1.0) if low >= 0 and high <= 1 else (low, max(high, low + 1e-9))


def _sheet(cuts: pd.DataFrame) -> Sheet:
    headings = ("Group", "Threshold", "People", "Bad events", "Flagged", "Approved",
                "Caught", "Good flagged", "Flags right")  # fmt: skip
    shown = cuts.groupby("group", sort=False).nth(slice(None, None, EVERY))
    rows = [
        [plain(row["group"]), f"{row['threshold']:.3g}", count(row["people"]),
         count(row["bad_events"]),
         *(percent(row[name]) for name in ("flagged", "approved", "recall", "fpr", "precision"))]
        for row in shown.to_dict("records")
    ]  # fmt: skip
    return Sheet(headings, rows)
