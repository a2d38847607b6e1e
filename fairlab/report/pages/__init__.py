"""Pages of one file that open without a network: their parts, their look, and their figures."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairlab.report.pages.content import Link, Page, Panel, Picture, Section, Sheet, Traced
    from fairlab.report.pages.rendering import render, save

__all__ = ["Link", "Page", "Panel", "Picture", "Section", "Sheet", "Traced", "render", "save"]

_HOME = {
    "Link": "content",
    "Page": "content",
    "Panel": "content",
    "Picture": "content",
    "Section": "content",
    "Sheet": "content",
    "Traced": "content",
    "render": "rendering",
    "save": "rendering",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
