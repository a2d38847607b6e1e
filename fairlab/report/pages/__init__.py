"""Pages of one file that open without a network: their parts, their look, and their figures."""

from typing import TYPE_CHECKING

from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.report.pages.content import Link as Link
    from fairlab.report.pages.content import Page as Page
    from fairlab.report.pages.content import Panel as Panel
    from fairlab.report.pages.content import Picture as Picture
    from fairlab.report.pages.content import Section as Section
    from fairlab.report.pages.content import Sheet as Sheet
    from fairlab.report.pages.content import Traced as Traced
    from fairlab.report.pages.rendering import render as render
    from fairlab.report.pages.rendering import save as save

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

__getattr__ = lazily(__name__, _HOME)
