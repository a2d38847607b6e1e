"""The sections of the document: each is a file that is found where it lies."""

from typing import Protocol

from fairlab.document.evidence import Evidence
from fairlab.extensions import found_modules
from fairlab.report.pages import Section


class DocumentSection(Protocol):
    """What a file of ``fairlab/document/sections`` holds.

    Attributes
    ----------
    ORDER : int
        Where it stands.
    TITLE : str
    ANSWERS : tuple of str
        The points of the law that it is about, see `fairlab.document.law.POINTS`.
    """

    ORDER: int
    TITLE: str
    ANSWERS: tuple[str, ...]

    def write(self, evidence: Evidence) -> Section:
        """Write the section."""


def document_sections() -> list[DocumentSection]:
    """Find the sections, in the order of the document.

    Returns
    -------
    list of DocumentSection
        Modules.

    Examples
    --------
    >>> document_sections()[0].TITLE
    'General description'
    """
    from fairlab.document import sections as package

    return sorted(found_modules(package).values(), key=lambda section: section.ORDER)
