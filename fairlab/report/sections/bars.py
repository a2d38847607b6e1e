"""How bars stand, and what is written at them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.data.messages import plain
from fairlab.explore.bins import edge_text, level_text
from fairlab.explore.calendar import HOURS
from fairlab.report.pages.drawing import INK, MUTED

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ticker import MaxNLocator

UPRIGHT = 52  # letters that fit below upright bars
LONGEST = 26  # letters of a name beside a bar


class Bars:
    """Where the bars of a table stand: upright for bins and short names, else lying.

    Parameters
    ----------
    table : DataFrame
        What ``counts`` returns.
    """

    def __init__(self, table: pd.DataFrame) -> None:
        self.levels = list(table["level"])
        self.names = [short(level_text(level)) for level in self.levels]
        self.bins = sum(isinstance(level, pd.Interval) for level in self.levels)
        fits = max(map(len, self.names)) * len(self.names) <= UPRIGHT
        self.upright = bool(self.bins) or fits
        # The bar of missing values stands apart from bins.
        self.place = np.arange(len(self.levels), dtype=float)
        self.place[self.bins :] += 0.08 * self.bins
        self.width = 0.96 if self.bins else 0.76
        self.height = 2.5 if self.upright else 0.5 + 0.3 * len(self.levels)

    def draw(
        self, axes: "Axes", size: np.ndarray, colour: str | list[str], start: ArrayLike = 0
    ) -> None:
        """Draw bars of some size from some start."""
        if self.upright:
            axes.bar(self.place, size, self.width, bottom=start, color=colour)
        else:
            axes.barh(self.place, size, self.width, left=start, color=colour)

    def whiskers(self, axes: "Axes", low: pd.Series, high: pd.Series) -> None:
        """Draw an interval on each bar."""
        lines = axes.vlines if self.upright else axes.hlines
        lines(self.place, low, high, color=INK, linewidth=1)

    def line(self, axes: "Axes", value: float) -> None:
        """Draw a dashed line across all bars."""
        line = axes.axhline if self.upright else axes.axvline
        line(value, color=MUTED, linewidth=1, linestyle=(0, (4, 3)))

    def limit(self, axes: "Axes", top: float) -> None:
        """Let the axis of values end at a value."""
        (axes.set_ylim if self.upright else axes.set_xlim)(0, top)

    def finish(self, axes: "Axes", write: Callable[[float], str]) -> None:
        """Name the bars, and write the values of the other axis."""
        of_names, of_values = axes.xaxis, axes.yaxis
        if not self.upright:
            of_names, of_values = axes.yaxis, axes.xaxis  # type: ignore[assignment]
            axes.invert_yaxis()
        of_values.set_major_locator(few_ticks())
        of_values.set_major_formatter(lambda value, _: write(value))
        of_names.grid(visible=False)
        of_names.set_ticks(*self._ticks(), color=MUTED if self.upright else INK)

    def _ticks(self) -> tuple[list[float], list[str]]:
        if not self.bins:
            step = 3 if self.names == list(HOURS) else 1
            return list(self.place[::step]), self.names[::step]
        edges = [(k - 0.5, level.left) for k, level in enumerate(self.levels[: self.bins])]
        edges.append((self.bins - 0.5, self.levels[self.bins - 1].right))
        shown = [(at, edge_text(edge)) for at, edge in edges if np.isfinite(edge)]
        letters = sum(len(text) + 3 for _, text in shown)
        shown = shown[:: -(-letters // UPRIGHT)]
        if len(self.levels) > self.bins and shown[-1][0] > 0.94 * self.bins:
            shown.pop()  # it would run into the word below the bar of missing values
        rest = list(zip(self.place[self.bins :], self.names[self.bins :], strict=True))
        at, names = zip(*shown, *rest, strict=True)
        return list(at), list(names)


def short(name: object) -> str:
    """Write a name so that it fits beside a bar.

    Parameters
    ----------
    name : object
        Any.

    Returns
    -------
    str
        At most 26 letters.

    Examples
    --------
    >>> short("a"), len(short("a" * 99))
    ('a', 26)
    """
    text = plain(str(name))
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def few_ticks() -> "MaxNLocator":
    """Place at most six ticks at round values, for figures as wide as a phone.

    Returns
    -------
    MaxNLocator
        Of matplotlib.
    """
    from matplotlib.ticker import MaxNLocator

    return MaxNLocator(5, steps=[1, 2, 2.5, 5, 10])
