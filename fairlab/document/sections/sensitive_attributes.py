"""What is done with sensitive attributes: in training, in decisions, or in the audit alone."""

from fairlab.compare.attribute_words import UNSAID, attribute_sentence, meaning_sentence
from fairlab.compare.select import PARAM
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, said, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.typed_names import names_in

ORDER, TITLE = 100, "Use of sensitive attributes"
ANSWERS = ("Art. 10(5)", "Annex IV 2(b)")
INTRODUCTION = (
    "Whether the law allows a use is not said here. Treating people unlike by a protected "
    "attribute when deciding is judged otherwise than looking at it in training or in an audit."
)
HEADINGS = ("Attribute", "May be a feature", "Asked for by the decision rule")


def write(evidence: Evidence) -> Section:
    """Say what the runs did with each sensitive attribute."""
    own, source = evidence.own_runs, evidence.source
    use = attribute_sentence(own, evidence.runs.words)
    told = [use or f"Not told: {UNSAID}.", meaning_sentence(own)]
    items = [said(f"use/{at}", text, source) for at, text in enumerate(told) if text]
    named, hidden, asked = (
        _listed(evidence, name) for name in ("data.sensitive", "data.audit_only", "rule.columns")
    )
    rows = []
    for attribute in dict.fromkeys([*named, *asked]):
        uses = {"feature": attribute not in hidden, "decision": attribute in asked}
        words = {what: "yes" if used else "no" for what, used in uses.items()}
        cells = [
            traced(f"use/{attribute}/{what}", word, word, source) for what, word in words.items()
        ]
        rows.append((evidence.runs.words.column(attribute), *cells))
    text = from_runs("As the runs recorded their settings.", source)
    panels = [
        Panel("By attribute", text, sheet=Sheet(HEADINGS, rows, texts=3)),
        words_panel(evidence, "data.special_categories"),
    ]
    return Section(TITLE, INTRODUCTION, panels, items)


def _listed(evidence: Evidence, name: str) -> list[str]:
    found = evidence.own_runs.iloc[0].get(PARAM + name)
    return list(names_in(found)) if isinstance(found, str) else []
