"""Who answers for the document, and when."""

from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import words_panel
from fairlab.report.pages import Section

ORDER, TITLE = 160, "Sign-off"
ANSWERS = ("Annex IV 2(g)",)
TEXT = "Signed by hand or with a seal outside of this file, which changes with each making."


def write(evidence: Evidence) -> Section:
    """Give who signs."""
    return Section(
        TITLE, TEXT, [words_panel(evidence, "sign_off.name", "sign_off.role", "sign_off.date")]
    )
