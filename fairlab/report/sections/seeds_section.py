"""What the seeds do: where the spread comes from, what more seeds would tell, who is flipped."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.audit.metric_variance import variance_of_metrics
from fairlab.compare.decisions import changed_decisions, decisions_sentence
from fairlab.compare.difference_figure import words
from fairlab.compare.seeds_needed import power_sentence, seeds_needed
from fairlab.compare.select import PARAM
from fairlab.compare.variation import one_source, variation, variation_sentence
from fairlab.compare.variation_figure import SHADES
from fairlab.compare.vary import drawn_share
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import drawing, svg
from fairlab.report.pages.numbers import count, decimal, percent, percents
from fairlab.report.runs import Runs
from fairlab.report.sections.marks import list_rows, room

INTRODUCTION = (
    "A number that another seed would not repeat is not a property of the strategy. This is where "
    "the spread between seeds comes from, and what more seeds would and would not tell."
)
INTERVAL = "#e08a00"  # seen on the dark and on the light part of a bar
SOURCES = (
    "The rows tested are the luck of a finite test set, known from the counts; what is left comes "
    "from the rows trained on and from the training itself. The line is the 95 % interval of the "
    "share of the rows tested."
)
CANNOT_TELL = (
    "Each seed draws its own test set here, so decisions cannot be compared row by row. A sweep "
    'with `--vary model`, in Python `design=Design("model")`, tells how many change with the seed '
    "alone."
)


def seeds_section(runs: Runs, table: pd.DataFrame, overlap: float) -> Section:
    """Show what the seeds do.

    Parameters
    ----------
    runs : Runs
        With ``predictions`` and ``groups``.
    table : DataFrame
        The comparison of the strategies.
    overlap : float
        As it was given to ``compare``.

    Returns
    -------
    Section
    """
    panels = [*_sources(runs, table), _power(table, overlap, runs.seeds)]
    return Section("What the seeds do", INTRODUCTION, [*panels, _decisions(runs)])


def _sources(runs: Runs, table: pd.DataFrame) -> Iterator[Panel]:
    metrics = list(table["metric"].unique())
    finite = _finite(runs).reindex(columns=metrics)
    seen = runs.table[["strategy", "seed", *metrics]]
    found = variation(seen.assign(vary=runs.table[f"{PARAM}vary"]), finite, drawn_share(runs.table))
    known = found[found["share"].notna()]
    strategies = [name for name in runs.strategies if (known["strategy"] == name).any()]
    if not strategies or one_source(found):
        return
    shades = [(shade, source) for source, shade in SHADES.items() if source in set(known["source"])]
    pictures = [
        Picture(sources(known[known["strategy"] == name], metrics), name, shades)
        for name in strategies
    ]
    text = f"{variation_sentence(found)} {SOURCES}"
    yield Panel("Where the spread comes from", text, pictures, _sources_sheet(found))


def _finite(runs: Runs) -> pd.DataFrame:
    tables: dict[str, list] = {name: [] for name in runs.strategies}
    for (strategy, _), found in sorted(runs.tables.items()):
        tables[strategy].append(found)
    return pd.DataFrame({name: variance_of_metrics(found) for name, found in tables.items()}).T


def sources(rows: pd.DataFrame, metrics: list[str]) -> str:
    """Draw what makes the variance of each metric over seeds.

    Parameters
    ----------
    rows : DataFrame
        Of one strategy, of what ``variation`` returns.
    metrics : list of str
        From top to bottom.

    Returns
    -------
    str
        SVG for a page.
    """
    place, left = np.arange(len(metrics)), np.zeros(len(metrics))
    names = [words(metric) for metric in metrics]
    with drawing(room(names, 0.26)) as figure:
        axes = figure.subplots()
        for source, shade in SHADES.items():
            part = rows[rows["source"] == source].set_index("metric").reindex(metrics)
            axes.barh(place, part["share"].fillna(0), 0.7, left=left, color=shade)
            left += part["share"].fillna(0).to_numpy()
        tested = rows[rows["source"] == next(iter(SHADES))].set_index("metric").reindex(metrics)
        axes.hlines(place, tested["low"], tested["high"], color=INTERVAL, linewidth=1.6)
        axes.set_xlim(0, 1)
        list_rows(axes, names)
        axes.xaxis.set_major_formatter(lambda share, _: f"{100 * share:g} %")
        return svg(figure)


def _sources_sheet(found: pd.DataFrame) -> Sheet:
    rows = [
        (words(row.metric), row.strategy, row.source, percent(row.share),
         percents(row.low, row.high), row.note)
        for row in found.itertuples()
    ]  # fmt: skip
    headings = ("Metric", "Strategy", "Source", "Share", "95 % interval", "Note")
    return Sheet(headings, rows, texts=3)


def _power(table: pd.DataFrame, overlap: float, seeds: int) -> Panel:
    needed = seeds_needed(table, overlap)
    rows = [
        (words(row.metric), row.strategy, row.verdict, f"{row.difference:+.4f}",
         decimal(row.told_now), _seeds(row.seeds_needed, row.note))
        for row in needed.itertuples()
    ]  # fmt: skip
    headings = ("Metric", "Strategy", "Finding", "Difference seen", "Smallest told now",
                "Seeds it would take")  # fmt: skip
    sheet = Sheet(headings, rows, texts=3)
    return Panel("What more seeds would tell", power_sentence(needed, 2 * seeds), (), sheet, True)


def _seeds(needed: float, note: str) -> str:
    return count(needed) if np.isfinite(needed) else note.partition(":")[0]


def _decisions(runs: Runs) -> Panel:
    title = "Decisions that only the seed changes"
    if not _one_test_part(runs):
        return Panel(title, CANNOT_TELL, sheet=_positives(runs))
    changed = {
        name: changed_decisions(dict(runs.each("predictions", name))) for name in runs.strategies
    }
    told = [decisions_sentence(name, pairs) for name, pairs in changed.items()]
    rows = [
        (name, f"{pair.seed} and {pair.other}", count(pair.rows), count(pair.positives),
         count(pair.flagged), count(pair.flagged_other), count(pair.changed))
        for name, pairs in changed.items()
        for pair in pairs.itertuples()
    ]  # fmt: skip
    headings = ("Strategy", "Seeds", "Rows", "Bad events", "Flagged", "Flagged", "Changed")
    return Panel(title, " ".join(filter(None, told)), sheet=Sheet(headings, rows, texts=2))


def _one_test_part(runs: Runs) -> bool:
    drawn = runs.table[f"{PARAM}split.test"] == "drawn"
    return not (drawn & (runs.table[f"{PARAM}vary"] != "model")).any()


def _positives(runs: Runs) -> Sheet:
    rows = []
    for name in runs.strategies:
        parts = [part for _, part in runs.each("predictions", name)]
        counted = [[len(p), p["y"].sum(), p["flagged"].sum()] for p in parts]
        middle = np.median(counted, axis=0)
        rows.append((name, *(count(number) for number in middle)))
    return Sheet(("Strategy", "Test rows", "Bad events", "Flagged (median)"), rows)
