"""What the system is, in the words of a person, and what its runs say of its software."""

import json

from fairlab.document.evidence import MODEL, Evidence
from fairlab.document.traced_cells import from_runs, said, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 10, "General description"
ANSWERS = (
    "Art. 6", *(f"Annex IV 1({letter})" for letter in "abcdefgh"), "Art. 13(3)(a)",
    "Art. 13(3)(b)(i)", "Art. 13(3)(e)",
)  # fmt: skip
WORDS = (
    "system.name", "system.provider", "system.version", "system.purpose", "system.risk_class",
    "decisions.decided", "system.interaction", "system.updates", "system.forms", "system.hardware",
    "system.pictures", "system.interface", "system.instructions", "system.lifetime",
)  # fmt: skip


def write(evidence: Evidence) -> Section:
    """Describe the system."""
    panels = [words_panel(evidence, *WORDS), _software(evidence)]
    return Section(TITLE, panels=panels, items=list(_model(evidence)))


def _software(evidence: Evidence) -> Panel:
    rows = []
    texts = evidence.own_runs["versions"]
    told = [json.loads(text or "{}") for text in texts]
    for name in dict.fromkeys(name for one in told for name in one):
        found = ", ".join(dict.fromkeys(one[name] for one in told if name in one))
        rows.append((name, traced(f"software/{name}", found, found, evidence.source)))
    text = from_runs("The versions that trained and tested it.", evidence.source)
    return Panel("Software", text, sheet=Sheet(("Software", "Version"), rows, texts=2))


def _model(evidence: Evidence) -> list:
    version = evidence.version
    if version is None:
        return []
    found = [f"The registered model: {version.address}.", *version.card.split("\n\n")]
    return [said(f"model/{at}", text, (MODEL,)) for at, text in enumerate(found)]
