"""Risks, human oversight, and what the system must be given."""

from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import words_panel
from fairlab.report.pages import Section

ORDER, TITLE = 120, "Risks and human oversight"
ANSWERS = (
    "Annex IV 2(e)", "Annex IV 3", "Annex IV 5", "Art. 13(3)(b)(iii)", "Art. 13(3)(b)(iv)",
    "Art. 13(3)(b)(vi)", "Art. 13(3)(b)(vii)", "Art. 13(3)(f)", "GDPR Art. 22",
)  # fmt: skip
WORDS = (
    "risks.management", "risks.foreseen", "decisions.who_decides", "oversight.people",
    "oversight.interpretation", "oversight.logs", "decisions.automated", "data.input",
)  # fmt: skip


def write(evidence: Evidence) -> Section:
    """Give what a person wrote."""
    return Section(TITLE, panels=[words_panel(evidence, *WORDS)])
