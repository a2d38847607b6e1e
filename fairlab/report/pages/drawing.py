"""Figures as SVG that takes its colours and its font from the page, the same bytes each time.

Matplotlib draws with a stand-in per colour, which becomes a CSS variable inside a page, so that
the figure follows the reader's light or dark, and a plain colour in a file of its own.
"""

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairlab.report.pages.compact_svg import compacted

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH = 4.5  # inches, at 72 units each: as wide as a phone, so that texts stay readable there


@dataclass(frozen=True)
class Colour:
    """A colour by what it is for.

    Parameters
    ----------
    stand_in : str
        What matplotlib draws with.
    light, dark : str
        What the reader sees, on white and on black.
    """

    stand_in: str
    light: str
    dark: str


# Blue and orange are Okabe and Ito's, told apart without red-green vision; dark ones are lighter.
COLOURS = {
    "ink": Colour("#010101", "#1f2328", "#e6e8eb"),
    "muted": Colour("#020202", "#59636e", "#9aa4b0"),
    "grid": Colour("#030303", "#d9dee3", "#31373f"),
    "first": Colour("#040404", "#0072b2", "#56b4e9"),
    "second": Colour("#050505", "#d55e00", "#f0944d"),
    "pale": Colour("#060606", "#f0c4a3", "#6e4a30"),
}
INK, MUTED, GRID = (COLOURS[name].stand_in for name in ("ink", "muted", "grid"))
FIRST, SECOND, PALE = (COLOURS[name].stand_in for name in ("first", "second", "pale"))

_STYLE: Any = {
    "figure.facecolor": "none", "figure.edgecolor": "none", "axes.facecolor": "none",
    "axes.edgecolor": GRID, "axes.labelcolor": MUTED, "axes.labelsize": 10,
    "axes.spines.left": False, "axes.spines.right": False, "axes.spines.top": False,
    "axes.grid": True, "axes.axisbelow": True, "grid.color": GRID, "grid.linewidth": 0.7,
    "font.size": 10, "text.color": INK, "text.parse_math": False, "svg.fonttype": "none",
    "xtick.color": GRID, "ytick.color": GRID, "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED, "xtick.major.size": 3, "ytick.major.size": 0,
}  # fmt: skip
# Fonts and a style that would overrule the page's, and comments.
_SPARE = re.compile(
    r"font-family: [^;\"]*; |<!--.*?-->\s*| *<defs>\s*<style.*?</style>\s*</defs>\n", re.DOTALL
)


@contextmanager
def drawing(height: float) -> Iterator["Figure"]:
    """Give a figure to draw on, in the style of the pages; what is made of it is made inside.

    Parameters
    ----------
    height : float
        In inches; the width is that of all figures.

    Yields
    ------
    Figure
        Of matplotlib.

    Examples
    --------
    >>> with drawing(2) as figure:
    ...     bars = figure.subplots().bar([0, 1], [3, 4], color=FIRST)
    ...     text = svg(figure)
    >>> "var(--first)" in inline(text, "two bars"), "#0072b2" in standalone(text)
    (True, True)
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        # Texts stay texts: which letters matplotlib's own font has does not matter.
        warnings.filterwarnings("ignore", message="Glyph")
        warnings.filterwarnings("ignore", message="Matplotlib currently does not support")
        yield Figure(figsize=(WIDTH, height), layout="constrained")


def svg(figure: "Figure") -> str:
    """Write a figure as SVG, the same for the same figure.

    Parameters
    ----------
    figure : Figure
        Of ``drawing``, inside its ``with``.

    Returns
    -------
    str
        For ``inline`` or ``standalone``; its colours are stand-ins.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    buffer = io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "fairlab"}):
        nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
        # `savefig` would draw twice, the first time for the layout alone, which any drawing makes.
        FigureCanvasSVG(figure).print_svg(buffer, metadata=nothing)
    text = buffer.getvalue()
    text = re.sub(r'<g id="[^"]*">', "<g>", text[text.index("<svg") :])
    return compacted(_SPARE.sub("", text))


def inline(text: str, label: str) -> str:
    """Make a figure part of a page.

    Parameters
    ----------
    text : str
        What ``svg`` returned.
    label : str
        What it shows, for those who cannot see it.

    Returns
    -------
    str
        Safe HTML.
    """
    from markupsafe import Markup, escape

    text = _coloured(text, {name: f"var(--{name})" for name in COLOURS}, black="var(--ink)")
    box = re.search(r'viewBox="[^"]*"', text).group()  # type: ignore[union-attr]
    opening = f'<svg {box} role="img" aria-label="{escape(label)}">'
    return Markup(re.sub(r"<svg[^>]*>", lambda _: opening, text, count=1))  # noqa: S704


def standalone(text: str) -> str:
    """Make a figure a file of its own, on white.

    Parameters
    ----------
    text : str
        What ``svg`` returned.

    Returns
    -------
    str
        SVG.
    """
    text = _coloured(text, {name: colour.light for name, colour in COLOURS.items()})
    style = 'style="background: #fff; font-family: sans-serif"'
    return '<?xml version="1.0" encoding="utf-8"?>\n' + text.replace("<svg ", f"<svg {style} ", 1)


def _coloured(text: str, colours: dict[str, str], black: str = "#000000") -> str:
    seen = {"#000000": black} | {COLOURS[name].stand_in: colour for name, colour in colours.items()}
    shade = re.compile("((?:fill|stroke): ?)(#0[0-9]{5})")
    return shade.sub(lambda found: found[1] + seen.get(found[2], found[2]), text)
