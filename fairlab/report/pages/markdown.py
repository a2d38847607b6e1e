"""A page as Markdown: the same words and tables, without figures and their look."""

import re
from collections.abc import Iterator, Sequence

from fairlab.report.pages.content import Link, Page, Panel, Sheet

# What would begin a link or an element; a sign of comparison before a number is left alone.
_MARKS = re.compile(r"[\\\[\]|]|<(?=[A-Za-z/!?])")


def markdown_page(page: Page) -> str:
    r"""Write a page as Markdown.

    Parameters
    ----------
    page : Page
        Its pictures are left out; their numbers stand in the tables below them.

    Returns
    -------
    str
        The same page gives the same text.

    Examples
    --------
    >>> print(markdown_page(Page("Loans", "Of 9 people.", [("9", "people")], ["Alike."], [], "")))
    # Loans
    <BLANKLINE>
    Of 9 people.
    <BLANKLINE>
    - 9 people
    <BLANKLINE>
    Alike.
    <BLANKLINE>
    """
    parts = [f"# {escaped(page.title)}", escaped(page.about)]
    parts.append(_listed([f"{number} {what}" for number, what in page.figures]))
    parts += [escaped(sentence) for sentence in page.answer]
    for section in page.sections:
        parts += [f"## {escaped(section.title)}", escaped(section.text)]
        parts.append(_listed(section.items))
        for panel in section.panels:
            parts += _panel(panel)
        parts.append(_listed(section.notes))
    parts.append(escaped(page.footer))
    return "\n\n".join(filter(None, parts)) + "\n"


def escaped(text: str) -> str:
    r"""Write a text so that nothing in it is a link, an element or a cell.

    Examples
    --------
    >>> print(escaped("<b> [a](b) | <= 39.7"))
    \<b> \[a\](b) \| <= 39.7
    """
    return _MARKS.sub(r"\\\g<0>", " ".join(text.split()))


def _panel(panel: Panel) -> Iterator[str]:
    if panel.title:
        yield f"### {escaped(panel.title)}"
    yield escaped(panel.text)
    if panel.sheet:
        yield _table(panel.sheet)


def _listed(items: Sequence[str]) -> str:
    return "\n".join(f"- {escaped(item)}" for item in items)


def _table(sheet: Sheet) -> str:
    rule = ["---" if place < sheet.texts else "---:" for place in range(len(sheet.headings))]
    rows = [[escaped(_text(cell)) for cell in row] for row in sheet.rows]
    lines = [list(map(escaped, sheet.headings)), rule, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _text(cell: str | Link) -> str:
    return cell if isinstance(cell, str) else cell.text
