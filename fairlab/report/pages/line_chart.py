"""Lines as SVG, written at once: a page of many groups draws dozens, each in a millisecond.

The colours are the stand-ins of ``drawing``, so that a page and a file treat both kinds alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

import numpy as np

from fairlab.report.pages.drawing import GRID, INK, MUTED

SIZE = (324, 209)  # units, as those of figures by matplotlib
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 8, 36
TICKS = 6
_XMLNS = 'xmlns="http://www.w3.org/2000/svg"'
_STEPS = (1, 2, 2.5, 5, 10)


@dataclass(frozen=True, eq=False)
class Line:
    """One line.

    Parameters
    ----------
    x, y : array of float
        Its points; where one is NaN the line is broken.
    shade : str
        A stand-in of ``drawing``.
    dashed : bool
    dots : array of bool, optional
        Whether each point is a full dot, or a hollow one; none are drawn where left out.
    """

    x: np.ndarray
    y: np.ndarray
    shade: str
    dashed: bool = False
    dots: np.ndarray | None = None


def line_chart(
    lines: Sequence[Line],
    axes: tuple[str, str],
    x: tuple[float, float] = (0, 1),
    y: tuple[float, float] = (0, 1),
    at: float | None = None,
    diagonal: bool = False,
) -> str:
    """Draw lines.

    Parameters
    ----------
    lines : sequence of Line
    axes : tuple of str
        What runs along x and along y.
    x, y : tuple of float
        From where to where.
    at : float, optional
        Where a thin line stands, such as a threshold.
    diagonal : bool
        Whether the line of equal x and y is drawn.

    Returns
    -------
    str
        SVG for a page.

    Examples
    --------
    >>> ends = np.array([0.0, 1.0])
    >>> line_chart([Line(ends, ends, "#040404")], ("x", "y")).count("stroke: #040404")
    1
    """
    place = _Place(x, y)
    parts = [*_grid(place, axes)]
    if diagonal:
        low, high = max(x[0], y[0]), min(x[1], y[1])
        parts.append(_path([place(low, low), place(high, high)], MUTED, ' stroke-dasharray="4 3"'))
    if at is not None and x[0] <= at <= x[1]:
        parts.append(_path([place(at, y[0]), place(at, y[1])], INK, ' stroke-width="0.8"'))
    for line in lines:
        parts += _drawn(line, place)
    width, height = SIZE
    return f'<svg {_XMLNS} viewBox="0 0 {width} {height}">\n' + "\n".join(parts) + "\n</svg>"


class _Place:
    """From figures to places on the picture."""

    def __init__(self, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.x, self.y = x, y

    def __call__(self, x: float, y: float) -> str:
        return f"{self.along(x):.1f},{self.up(y):.1f}"

    def along(self, x: float) -> float:
        low, high = self.x
        return LEFT + (x - low) / (high - low) * (SIZE[0] - LEFT - RIGHT)

    def up(self, y: float) -> float:
        low, high = self.y
        return SIZE[1] - BOTTOM - (y - low) / (high - low) * (SIZE[1] - TOP - BOTTOM)


def ticks(low: float, high: float) -> list[float]:
    """Give round numbers between two others.

    Examples
    --------
    >>> ticks(0, 1), ticks(300, 850)
    ([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [300.0, 400.0, 500.0, 600.0, 700.0, 800.0])
    """
    power = 10.0 ** floor(log10((high - low) / TICKS))
    step = next(s * power for s in _STEPS if (high - low) / (s * power) <= TICKS)
    first = ceil(round(low / step, 9))
    last = floor(round(high / step, 9))
    return [round(place * step, 12) for place in range(first, last + 1)]


def _grid(place: _Place, axes: tuple[str, str]) -> list[str]:
    bottom, right = SIZE[1] - BOTTOM, SIZE[0] - RIGHT
    parts = []
    for tick in ticks(*place.x):
        at = place.along(tick)
        parts.append(_path([f"{at:.1f},{TOP}", f"{at:.1f},{bottom}"], GRID, ' stroke-width="0.7"'))
        parts.append(_text(at, bottom + 13, f"{tick:g}", "middle"))
    for tick in ticks(*place.y):
        at = place.up(tick)
        parts.append(_path([f"{LEFT},{at:.1f}", f"{right},{at:.1f}"], GRID, ' stroke-width="0.7"'))
        parts.append(_text(LEFT - 4, at + 3.5, f"{tick:g}", "end"))
    parts.append(_text((LEFT + right) / 2, SIZE[1] - 5, axes[0], "middle"))
    turned = f' transform="rotate(-90 9 {(TOP + bottom) / 2:.0f})"'
    parts.append(_text(9, (TOP + bottom) / 2, axes[1], "middle", turned))
    return parts


def _drawn(line: Line, place: _Place) -> list[str]:
    known = np.isfinite(line.x) & np.isfinite(line.y)
    pieces = np.split(np.arange(len(known)), np.flatnonzero(~known))
    dash = ' stroke-dasharray="5 3"' if line.dashed else ""
    parts = []
    for piece in pieces:
        points = [place(line.x[i], line.y[i]) for i in piece if known[i]]
        if len(points) > 1:
            parts.append(_path(points, line.shade, f' stroke-width="1.4"{dash}'))
    if line.dots is not None:
        parts += [_dot(line, i, place) for i in np.flatnonzero(known).tolist()]
    return parts


def _dot(line: Line, at: int, place: _Place) -> str:
    cx, cy = place(line.x[at], line.y[at]).split(",")
    assert line.dots is not None
    face = line.shade if line.dots[at] else "none"
    return f'<circle cx="{cx}" cy="{cy}" r="2.4" style="fill: {face}; stroke: {line.shade}"/>'


def _path(points: Sequence[str], shade: str, more: str) -> str:
    return f'<path d="M{" L".join(points)}" style="fill: none; stroke: {shade}"{more}/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    style = f"fill: {MUTED}; font-size: 10px"
    where = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" style="{style}"{more}'
    return f"<text {where}>{escape(text)}</text>"
