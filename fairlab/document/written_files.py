"""The files of a document: pages, Markdown, and the figures as JSON with what they rest on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from fairlab import __version__
from fairlab.document.documentation import documentation
from fairlab.document.evidence import Evidence
from fairlab.document.law import EDITION
from fairlab.document.model_card import card_markdown, model_card
from fairlab.document.traced_cells import traced_on
from fairlab.report.pages import Traced, render
from fairlab.report.pages.markdown import markdown_page

FIGURES = "figures.json"
TEXTS = ("documentation.html", "documentation.md", "model_card.html", "model_card.md")
FILES = (*TEXTS, FIGURES)
MADE_BY = "fairlab document"


@dataclass(frozen=True)
class Written:
    """A document as it is written.

    Parameters
    ----------
    texts : mapping of str to str
        Pages and Markdown, by the name of the file.
    about : mapping
        What a check needs to make it anew.
    figures : mapping of str to mapping
        By name: ``section``, ``value``, ``text`` and ``runs``.
    sources : mapping
        MLflow's run ids by the names of the sources.
    """

    texts: Mapping[str, str]
    about: Mapping[str, Any]
    figures: Mapping[str, Mapping[str, Any]]
    sources: Mapping[str, Mapping[str, str]]

    @property
    def files(self) -> dict[str, str]:
        """All files, the figures last, since they hold the digests of the others."""
        content = {
            "made_by": MADE_BY,
            "fairlab": __version__,
            "law": EDITION,
            "about": self.about,
            "sha256": {name: digest(text) for name, text in self.texts.items()},
            "sources": self.sources,
            "figures": self.figures,
        }
        return {**self.texts, FIGURES: _json(content)}


def _json(content: Mapping[str, Any]) -> str:
    """Write a line per figure, so that a person may look for one."""
    figures = [f"  {json.dumps(name, ensure_ascii=False)}: {_line(one)}"
               for name, one in content["figures"].items()]  # fmt: skip
    head = json.dumps({**content, "figures": {}}, indent=1, ensure_ascii=False)
    return head.removesuffix("{}\n}") + "{\n" + ",\n".join(figures) + "\n }\n}\n"


def _line(figure: Mapping[str, Any]) -> str:
    return json.dumps(figure, ensure_ascii=False, allow_nan=False)


def digest(text: str) -> str:
    """Give the SHA-256 of a text."""
    return sha256(text.encode()).hexdigest()


def write_document(evidence: Evidence, about: Mapping[str, Any]) -> Written:
    """Write a document.

    Parameters
    ----------
    evidence : Evidence
    about : mapping
        What a check needs to gather the same evidence.
    """
    pages = {"documentation": documentation(evidence), "model_card": model_card(evidence)}
    texts = {
        "documentation.html": render(pages["documentation"]),
        "documentation.md": markdown_page(pages["documentation"]),
        "model_card.html": render(pages["model_card"]),
        "model_card.md": card_markdown(evidence, pages["model_card"]),
    }
    figures: dict[str, Mapping[str, Any]] = {}
    for page in pages.values():
        for section, one in traced_on(page):
            assert one.name not in figures, one.name
            figures[one.name] = figure_of(section, one)
    return Written(texts, about, figures, evidence.sources)


def figure_of(section: str, one: Traced) -> dict[str, Any]:
    """Give a figure as the file of figures holds it."""
    value = list(one.value) if isinstance(one.value, tuple) else one.value
    return {"value": value, "text": str(one), "runs": list(one.runs), "section": section}
