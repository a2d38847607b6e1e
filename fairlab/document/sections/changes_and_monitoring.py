"""Changes through the lifecycle, and the monitoring after deployment with what to hold it to."""

from fairlab.compare.statement_words import amount, band, measure, records, whom
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 140, "Changes and monitoring"
ANSWERS = ("Annex IV 6", "Annex IV 9")
WATCHED = ("approval_rate", "recall", "precision")
START = (
    "The gaps at release, which monitoring can be held against: a gap that leaves its band later "
    "is another one than was documented here. `fairlab monitor` watches such gaps batch by batch."
)


def write(evidence: Evidence) -> Section:
    """Give what a person wrote, and the figures at release."""
    words = words_panel(evidence, "lifecycle.changes", "lifecycle.monitoring")
    source, rows = evidence.source, []
    for row in (row for row in records(evidence.own.gaps) if row["metric"] in WATCHED):
        name = f"release/{row['attribute']}/{row['group']}/{row['rest']}/{row['metric']}"
        rows.append(
            (whom(row), measure(row), traced(name, row["estimate"], amount(row), source),
             traced(f"{name}/band", [row["low"], row["high"]], band(row), source))
        )  # fmt: skip
    sheet = Sheet(("Of whom", "Measure", "Gap", "Band"), rows, texts=2)
    panel = Panel("The gaps at release", from_runs(START, source), sheet=sheet, folded=True)
    return Section(TITLE, panels=[words, panel])
