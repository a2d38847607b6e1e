"""How accurate it is: for everybody with bands, and for each group."""

import pandas as pd

from fairlab.audit.metric_types import Rate
from fairlab.audit.registry import compared_rates, find_metric
from fairlab.compare.comparison_sentences import about_sentence
from fairlab.compare.statement_words import band, figure
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, said, traced
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.sections.calibration_section import pool

ORDER, TITLE = 50, "Accuracy and calibration, by group"
ANSWERS = ("Annex IV 3", "Annex IV 2(g)", "Art. 13(3)(b)(ii)", "Art. 13(3)(b)(v)")
CALIBRATED = (
    "The mean score beside the share that had the bad event, over all seeds. Where a score is a "
    "probability both are alike; weights and resampling shift scores as a whole, and what matters "
    "between groups is whether they part."
)
OF_GROUPS = (
    "Means over seeds. Behind each rate the rows that it is a share of; a rate of few is no "
    "property of a group, and whether groups differ is said with bands in the next section."
)


def write(evidence: Evidence) -> Section:
    """Give levels of accuracy with bands, rates of every group, and calibration."""
    whom = said("accuracy/people", about_sentence(evidence.own), evidence.source)
    panels = [_levels(evidence)]
    groups = evidence.runs.joined("groups")
    if len(groups):
        panels.append(_rates(evidence, groups[groups["kind"] == "group"]))
    calibrated = evidence.runs.joined("calibration")
    if len(calibrated):
        panels.append(_calibration(evidence, pool(calibrated)))
    return Section(TITLE, panels=panels, items=[whom])


def _levels(evidence: Evidence) -> Panel:
    rows = []
    for row in evidence.own.levels.to_dict("records"):
        name, metric = row["metric"], find_metric(f"test/{row['metric']}")
        rows.append(
            (name, metric.label if metric else "",
             traced(f"accuracy/{name}", row["estimate"], figure(row, "estimate"), evidence.source),
             traced(f"accuracy/{name}/band", [row["low"], row["high"]], band(row), evidence.source))
        )  # fmt: skip
    text = from_runs("Bands hold at 95 % for all of them at once.", evidence.source)
    sheet = Sheet(("Metric", "What it is", "Figure", "Band"), rows, texts=2)
    return Panel("For everybody", text, sheet=sheet)


def _rates(evidence: Evidence, groups: pd.DataFrame) -> Panel:
    shown = [rate for rate in compared_rates() if rate.name in set(groups["measure"])]
    rows = [
        [attribute, group, *(cell for rate in shown for cell in _cells(evidence, own, rate))]
        for (attribute, group), own in groups.groupby(["attribute", "group"], sort=False)
    ]
    headings = [text for rate in shown for text in (rate.short or rate.words, "of")]
    sheet = Sheet(("Attribute", "Group", *headings), rows, texts=2)
    return Panel("For each group", from_runs(OF_GROUPS, evidence.source), sheet=sheet)


def _cells(evidence: Evidence, own: pd.DataFrame, rate: Rate) -> list:
    rows = own[own["measure"] == rate.name]
    attribute, group = own["attribute"].iloc[0], own["group"].iloc[0]
    name = f"group/{attribute}/{group}/{rate.name}"
    value, size = rows["value"].mean(), rows["size"].mean()
    written = "-" if pd.isna(size) else count(round(size))
    return [
        traced(name, value, percent(value), evidence.source),
        traced(f"{name}/rows", size, written, evidence.source),
    ]


def _calibration(evidence: Evidence, pooled: pd.DataFrame) -> Panel:
    scores = pooled.assign(score=pooled["score"] * pooled["rows"])
    by = scores.groupby(["attribute", "group"], sort=False)[["rows", "positives", "score"]].sum()
    rows = []
    for (attribute, group), own in by.iterrows():
        name, all_rows = f"calibration/{attribute}/{group}", own["rows"]
        predicted, observed = own["score"] / all_rows, own["positives"] / all_rows
        rows.append(
            (str(attribute), str(group),
             traced(f"{name}/score", predicted, percent(predicted), evidence.source),
             traced(f"{name}/observed", observed, percent(observed), evidence.source))
        )  # fmt: skip
    sheet = Sheet(("Attribute", "Group", "Mean score", "Observed"), rows, texts=2)
    return Panel("Calibration", from_runs(CALIBRATED, evidence.source), sheet=sheet)
