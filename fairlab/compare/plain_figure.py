"""White figures for files, in the style of the comparisons, the same bytes each time."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.system.own_output import METADATA

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STYLE: Any = {
    "svg.hashsalt": "fairlab", "font.size": 9, "axes.titlesize": 10, "text.parse_math": False,
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip


@contextmanager
def plain_figure(width: float, height: float) -> "Iterator[Figure]":
    """Give a white figure to draw on.

    Parameters
    ----------
    width, height : float
        In inches.

    Yields
    ------
    Figure
        Of matplotlib.
    """
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(STYLE):
        yield Figure(figsize=(width, height), layout="constrained", facecolor="white")


def save_figure(figure: "Figure", path: Path) -> None:
    """Write a figure, the same bytes for the same figure.

    Parameters
    ----------
    figure : Figure
    path : Path
        The suffix says how: svg, png or pdf.
    """
    import matplotlib as mpl

    with mpl.rc_context(STYLE):
        figure.savefig(path, metadata=METADATA.get(path.suffix), dpi=150)
