"""Where sensitive attributes are used: in training, in decisions, or for the audit alone."""

from fairlab.compare.select import PARAM
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 100, "Use of sensitive attributes"
ANSWERS = ("Art. 10(5)", "Annex IV 2(b)")
INTRODUCTION = (
    "Whether the law allows a use is not said here. Treating people unlike by a protected "
    "attribute when deciding is judged otherwise than looking at it in training or in an audit."
)
HEADINGS = (
    "Attribute",
    "A feature of the model",
    "Balanced in training",
    "Asked for by the decision",
)


def write(evidence: Evidence) -> Section:
    """Say of each sensitive attribute what the runs did with it."""
    named, hidden, balanced, asked = (
        _listed(evidence, name)
        for name in ("data.sensitive", "data.audit_only", "balanced", "rule.columns")
    )
    rows = []
    for attribute in dict.fromkeys([*named, *asked]):
        uses = {
            "feature": attribute not in hidden,
            "training": attribute in balanced,
            "decision": attribute in asked,
        }
        words = {what: "yes" if used else "no" for what, used in uses.items()}
        cells = [
            traced(f"use/{attribute}/{what}", word, word, evidence.source)
            for what, word in words.items()
        ]
        rows.append((attribute, *cells))
    text = from_runs("As the runs recorded their settings.", evidence.source)
    panels = [
        Panel("By attribute", text, sheet=Sheet(HEADINGS, rows, texts=4)),
        words_panel(evidence, "data.special_categories"),
    ]
    return Section(TITLE, INTRODUCTION, panels)


def _listed(evidence: Evidence, name: str) -> list[str]:
    found = evidence.own_runs.iloc[0].get(PARAM + name)
    return list(filter(None, found.split(","))) if isinstance(found, str) else []
