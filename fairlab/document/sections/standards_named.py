"""Standards that are applied, and the declaration of conformity."""

from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import words_panel
from fairlab.report.pages import Section

ORDER, TITLE = 150, "Standards and declaration"
ANSWERS = ("Annex IV 7", "Annex IV 8")
WORDS = ("standards.applied", "standards.other", "standards.declaration")


def write(evidence: Evidence) -> Section:
    """Give what a person wrote."""
    return Section(TITLE, panels=[words_panel(evidence, *WORDS)])
