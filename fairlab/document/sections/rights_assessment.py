"""What a deployer's assessment by Art. 27 may take from here: words, and figures by group."""

from fairlab.compare.statement_words import amount, band, differs, groups, measure, records
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 130, "Inputs of an assessment by Art. 27"
ANSWERS = (
    *(f"Art. 27(1)({letter})" for letter in "abcdef"), "Art. 13(3)(d)", "Art. 86", "GDPR Art. 35",
)  # fmt: skip
WORDS = (
    "decisions.process", "decisions.period", "decisions.persons", "risks.harms",
    "oversight.measures", "risks.response", "risks.complaints", "data.impact_assessment",
)  # fmt: skip
INTRODUCTION = (
    "The assessment is the deployer's, and this is no such assessment: it hands on what the "
    "provider knows."
)
SHOWN = "Groups that the system treats unlike, where that is shown: each may be affected otherwise."


def write(evidence: Evidence) -> Section:
    """Give what a person wrote, and the groups that are treated unlike."""
    return Section(TITLE, INTRODUCTION, [words_panel(evidence, *WORDS), _unlike(evidence)])


def _unlike(evidence: Evidence) -> Panel:
    source, rows = evidence.source, []
    for row in (row for row in records(evidence.own.gaps) if differs(row)):
        name = f"affected/{row['attribute']}/{row['group']}/{row['rest']}/{row['metric']}"
        rows.append(
            (f"{row['attribute']}: {groups(row)}", measure(row),
             traced(name, row["estimate"], amount(row), source),
             traced(f"{name}/band", [row["low"], row["high"]], band(row), source))
        )  # fmt: skip
    text = from_runs(SHOWN if rows else "No two groups are shown to be treated unlike.", source)
    sheet = Sheet(("Groups", "Measure", "Gap", "Band"), rows, texts=2) if rows else None
    return Panel("Groups that are treated unlike", text, sheet=sheet)
