"""A page as HTML: everything in one file, every text escaped, and no script but ours may run."""

import json
import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from fairlab.report.pages.content import Link, Page, Traced
from fairlab.report.pages.drawing import COLOURS, inline
from fairlab.system.atomic_write import atomic_write

if TYPE_CHECKING:
    from markupsafe import Markup

_HERE = Path(__file__).parent
_STYLE = re.compile(r'(?<= )style="([^"]*)"(?=[^<>]*>)')  # in a mark, not in a text


def render(page: Page) -> str:
    """Write a page as one HTML file that needs no network.

    Parameters
    ----------
    page : Page
        What is on it.

    Returns
    -------
    str
        HTML; the same page gives the same text.

    Examples
    --------
    >>> html = render(Page("<i>", "", [], ["`a<b` is small."], [], ""))
    >>> "<i>" in html, "<code>a&lt;b</code> is small." in html
    (False, True)
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "with_code": with_code,
        "inline": inline,
        "linked": linked,
        "as_css": as_css,
        "digest": digest,
    }
    script = (_HERE / "sorting.js").read_text(encoding="utf-8")
    template = environment.get_template("page.html")
    return styled_once(template.render(page=page, colours=COLOURS, script=script))


def styled_once(html: str) -> str:
    """Say a style that several marks have once, in the style sheet: most of a figure is styles.

    Examples
    --------
    >>> styled_once('<style></style><i style="fill:red"></i><b style="fill:red"></b>')
    '<style>.s0{fill:red}</style><i class="s0"></i><b class="s0"></b>'
    """
    shared = [style for style, marks in Counter(_STYLE.findall(html)).items() if marks > 1]
    names = {style: f"s{at}" for at, style in enumerate(shared)}
    rules = "".join(f".{name}{{{style}}}" for style, name in names.items())
    marked = _STYLE.sub(
        lambda found: f'class="{names[found[1]]}"' if found[1] in names else found[0], html
    )
    return marked.replace("</style>", f"{rules}</style>", 1)


def digest(script: str) -> str:
    """Name a script in a page's policy, so that it and no other runs.

    Examples
    --------
    >>> digest("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}"


def with_code(text: str) -> "Markup":
    """Escape a text and set what stands in backticks as code.

    Parameters
    ----------
    text : str
        Plain text.

    Returns
    -------
    Markup
        Safe HTML.

    Examples
    --------
    >>> print(with_code("`x<y` holds"))
    <code>x&lt;y</code> holds
    >>> print(with_code("`fairlab audit --before age`"))
    <code>fairlab audit <span>--before</span> age</code>
    """
    from markupsafe import Markup, escape

    if isinstance(text, Traced):
        return _with_source(text, with_code(str(text)))
    return Markup(re.sub("`([^`]*)`", _as_code, str(escape(text))))  # noqa: S704


def _as_code(found: re.Match[str]) -> str:
    """Set a name or a command as code; of a command no option is broken after its hyphens."""
    whole = re.sub(r"(?<= )--[\w-]+", r"<span>\g<0></span>", found[1])
    return f"<code>{whole}</code>"


def linked(cell: "str | Link") -> "Markup":
    """Write a cell, as a link where it is one and leads to a web address.

    A long name may be broken after each ``_``.

    Parameters
    ----------
    cell : str or Link
        Plain text, a link, or a figure that says where it comes from.

    Returns
    -------
    Markup
        Safe HTML.

    Examples
    --------
    >>> print(linked(Link("seed 3", "http://127.0.0.1:5000/#/runs/3")))
    <a href="http://127.0.0.1:5000/#/runs/3">seed 3</a>
    >>> print(linked(Link("seed 3", "javascript:alert(1)")), linked("debt_d02"))
    seed 3 debt_<wbr>d02
    >>> print(linked(Traced(".25", "recall", 0.254, ("runs of a",))))
    <data value="0.254" data-figure="recall" data-runs="runs of a">.25</data>
    """
    from markupsafe import Markup, escape

    if isinstance(cell, Traced):
        return _with_source(cell, linked(str(cell)))
    text = cell.text if isinstance(cell, Link) else cell
    if not isinstance(cell, Link) or not cell.address.startswith(("http://", "https://")):
        return Markup("_<wbr>").join(map(escape, text.split("_")))
    return Markup('<a href="{}">{}</a>').format(cell.address, cell.text)


def _with_source(cell: Traced, inner: "Markup") -> "Markup":
    from markupsafe import Markup

    value = cell.value if isinstance(cell.value, str) else json.dumps(cell.value)
    head = '<data value="{}" data-figure="{}" data-runs="{}">'
    return Markup(f"{head}{{}}</data>").format(value, cell.name, "; ".join(cell.runs), inner)  # noqa: S704


def as_css(colour: str) -> str:
    """Write a colour for a style sheet: a role by its variable, and black as figures do.

    Examples
    --------
    >>> as_css("first"), as_css("#0072b2"), as_css("#000000")
    ('var(--first)', '#0072b2', 'var(--ink)')
    """
    colour = "ink" if colour == "#000000" else colour
    return colour if re.fullmatch("#[0-9a-f]{6}", colour) else f"var(--{colour})"


def save(path: Path, text: str) -> None:
    """Write a page in full or not at all.

    Parameters
    ----------
    path : Path
        The file; one that is there is replaced.
    text : str
        What to write.

    Raises
    ------
    RequestError
        The file cannot be written there.
    """
    with atomic_write(path) as part:
        part.write_text(text, encoding="utf-8")
