"""The page of an audit that nobody named: called as the table is, and never over another's."""

from hashlib import sha256
from itertools import chain, count
from pathlib import Path

import click

from fairlab.data.addresses import without_passwords
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.reading import STANDARD_INPUT
from fairlab.data.table import slug
from fairlab.data.table_settings import stem

_SOURCES = ("sources", "data", "query", "model", "attributes_file", "policy", "individual")
_BEGINNING = 1000  # bytes of a page, in which its mark stands


def usual_name(path: str) -> str:
    """Name a table as its page and its experiment are called.

    Examples
    --------
    >>> usual_name("exports/preds 2026.csv.gz"), usual_name("-")
    ('preds-2026', 'input')
    """
    return "input" if path == STANDARD_INPUT else slug(stem(Path(path)))


def first_page(name: str) -> Path:
    """Name the page of a table as long as no other audit has that name."""
    return Path(f"audit-{name}.html")


def usual_page(name: str, mark: str) -> Path:
    """Name the page of an audit: that of the same one from before, or one that is not there.

    Parameters
    ----------
    name : str
        Of the table.
    mark : str
        Of the audit, see ``mark_of``.
    """
    first = first_page(name)
    later = (first.with_stem(f"{first.stem}-{number}") for number in count(2))
    return next(page for page in chain([first], later) if not page.exists() or _has(page, mark))


def mark_of(asked: Asked) -> str:
    """Tell audits apart by what is typed as their source and by how columns are read."""
    params = click.get_current_context().params
    typed = [str(params.get(name)) for name in _SOURCES]
    told = sha256(without_passwords(f"{typed} {asked}").encode()).hexdigest()[:16]
    return f'<meta name="audit" content="{told}">'


def marked(html: str, mark: str) -> str:
    """Write into a page which audit it is of."""
    return html.replace("<title>", f"{mark}\n<title>", 1)


def _has(page: Path, mark: str) -> bool:
    if STANDARD_INPUT in click.get_current_context().params.get("sources", ()):
        return False  # these may be other rows
    if not page.is_file():
        return False
    with page.open("rb") as file:
        return mark.encode() in file.read(_BEGINNING)
