"""What separates groups, with bands, and whether the same person would be treated otherwise."""

from collections.abc import Iterator

from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.band_marks import gaps_of
from fairlab.compare.comparison_table import GAP_COLUMNS, gap_rows
from fairlab.compare.statement_words import records
from fairlab.document.evidence import Evidence, audit_name
from fairlab.document.traced_cells import (
    GAP_VALUES,
    from_runs,
    said,
    statement_cells,
    traced,
)
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.numbers import percent, percents
from fairlab.report.sections.comparison_section import bands
from fairlab.report.sections.flip_rate_section import flip_rates_over_seeds
from fairlab.report.sections.individual_messages import MEANINGS, NOT_CALIBRATED

ORDER, TITLE = 60, "Fairness between groups, and for individuals"
ANSWERS = ("Annex IV 2(g)", "Annex IV 3", "Art. 13(3)(b)(v)")
INTRODUCTION = (
    "Every statement holds one group against another, or against all others. Bands hold at 95 % "
    "for all statements at once. `differs`: the band leaves no difference out; `alike`: all of it "
    "lies within a margin that was fixed before; `open`: neither, and how large it may still be. "
    "Where a gap is open, `fairlab choose` may say that its limit is kept: it asks of the limits "
    "that were typed alone, with bands for these and all strategies that were chosen from at once."
)
NOT_ASKED = (
    "Individuals were not asked about: no run made counterfactuals and no audit is recorded. "
    "`fairlab sweep --individual`, or `fairlab audit --individual` of a run, records them."
)
DRAWN = "recall"
FLIPS = ("Attribute", "Group", "Changed to", "Rate", "Mean", "Spread")


def write(evidence: Evidence) -> Section:
    """Give every statement about groups, then individuals."""
    items = [
        said(f"fairness/{at}", text, evidence.source)
        for at, text in enumerate(audit_sentences(evidence.own))
    ]
    panels = [_gaps(evidence), *_individuals(evidence), *_audits(evidence)]
    if len(panels) == 1:
        panels.append(Panel("Individuals", NOT_ASKED))
    return Section(TITLE, INTRODUCTION, panels, items)


def _gaps(evidence: Evidence) -> Panel:
    own, drawn = evidence.own, gaps_of(evidence.own, DRAWN)
    rows = statement_cells("gap", records(own.gaps), gap_rows(own), GAP_VALUES, evidence.source)
    sheet = Sheet(GAP_COLUMNS, list(rows), texts=2)
    pictures = []
    if drawn["low"].notna().any():
        pictures = [Picture(bands(drawn), "Gap of recall between groups, with bands; 0 is equal")]
    text = "Of how many each rate is a share stands in brackets."
    return Panel("Every statement", from_runs(text, evidence.source), pictures, sheet)


def _individuals(evidence: Evidence) -> Iterator[Panel]:
    found = evidence.runs.joined("individual")
    if found.empty:
        return
    rows = []
    for row in flip_rates_over_seeds(found).to_dict("records"):
        whom = [str(row[name]) for name in ("attribute", "group", "to")]
        name = f"individual/{'/'.join(whom)}/{row['rate']}"
        rows.append(
            (*whom, row["rate"].upper(),
             traced(name, row["value"], percent(row["value"]), evidence.source),
             traced(f"{name}/spread", [row["low"], row["high"]],
                    percents(row["low"], row["high"]), evidence.source))
        )  # fmt: skip
    text = from_runs(f"{MEANINGS} {NOT_CALIBRATED}", evidence.source)
    yield Panel("Individuals", text, sheet=Sheet(FLIPS, rows, texts=4))


def _audits(evidence: Evidence) -> Iterator[Panel]:
    """Quote what recorded audits of these runs found."""
    for row in evidence.audits:
        source = audit_name(row)
        told = row.tags.get("mlflow.note.content", "").split("\n\n")
        rows = [(traced(f"{source}/{at}", text, text, (source,)),) for at, text in enumerate(told)]
        about = f"Of the run {row.params.get('run', '')}, seed {row.params.get('seed', '')}."
        sheet = Sheet(("What it found",), rows)
        yield Panel(f"Recorded {source}", from_runs(about, (source,)), sheet=sheet)
