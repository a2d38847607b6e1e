"""Pages carry one script of ours; whatever other one they hold is a fault."""

from pathlib import Path

import fairlab.report.pages

OURS = (Path(fairlab.report.pages.__file__).parent / "sorting.js").read_text(encoding="utf-8")


def without_ours(html: str) -> str:
    """Take our script out of a page, which holds it once."""
    element = f"<script>{OURS}</script>"
    assert html.count(element) == 1
    return html.replace(element, "")
