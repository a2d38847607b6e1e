"""How strategies look in every figure of a report."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from fairlab.colours import colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GAP = 0.62  # of a row; the strategies share so much of it


def legend(strategies: Sequence[str]) -> list[tuple[str, str]]:
    """Name the colour of each strategy, for a figure's legend.

    Examples
    --------
    >>> legend(["baseline"])
    [('#7f7f7f', 'baseline')]
    """
    return [(colour(name), name) for name in strategies]


def shift(place: int, strategies: int) -> float:
    """Give how far below the middle of its row a strategy is drawn.

    Examples
    --------
    >>> [shift(place, 3) for place in range(3)]
    [-0.31, 0.0, 0.31]
    """
    return GAP * (place / (strategies - 1) - 0.5) if strategies > 1 else 0.0


def list_rows(axes: "Axes", names: Sequence[str]) -> None:
    """Write the names of the rows on the left, the first one on top."""
    from matplotlib.ticker import MaxNLocator

    axes.set_yticks(np.arange(len(names)), names)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(5))
