"""How strategies look in every figure of a report."""

from collections.abc import Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

import numpy as np

from fairlab.colours import MARKS, looks

if TYPE_CHECKING:
    from matplotlib.axes import Axes

GAP = 0.62  # of a row; the strategies share so much of it
LONGEST = 28  # letters of a row's name on one line; more would leave no room for the figure
TWO_LINES, AXIS = 0.36, 0.6  # inches


def legend(strategies: Sequence[str], shown: Sequence[str] = ()) -> list[tuple[str, str]]:
    """Name the colour of each strategy, for a figure's legend, and its mark if two share one.

    Parameters
    ----------
    strategies : sequence of str
        Those of the page.
    shown : sequence of str
        Those of the figure; all if left out.

    Examples
    --------
    >>> legend(["baseline"])
    [('#7f7f7f', 'baseline')]
    """
    look = looks(strategies)
    shared = len({one.colour for one in look.values()}) < len(look)
    return [
        (look[name].colour, f"{MARKS[look[name].mark]} {name}" if shared else name)
        for name in shown or strategies
    ]


def shift(place: int, strategies: int) -> float:
    """Give how far below the middle of its row a strategy is drawn.

    Examples
    --------
    >>> [shift(place, 3) for place in range(3)]
    [-0.31, 0.0, 0.31]
    """
    return GAP * (place / (strategies - 1) - 0.5) if strategies > 1 else 0.0


def room(names: Sequence[str], row: float) -> float:
    """Give the height of a figure that lists rows.

    Parameters
    ----------
    names : sequence of str
        What the rows are called.
    row : float
        What a row takes, in inches; more where names have two lines.

    Examples
    --------
    >>> room(["age", "sex"], 0.25), room(["focumcheck_statpc6index precision parity"], 0.25)
    (1.1, 0.96)
    """
    two = any("\n" in in_lines(name) for name in names)
    return AXIS + len(names) * (max(row, TWO_LINES) if two else row)


def in_lines(name: str) -> str:
    r"""Break a long name into two lines; what is longer still is cut.

    Examples
    --------
    >>> in_lines("focumcheck_statpc6index precision parity")
    'focumcheck_statpc6index\nprecision parity'
    """
    # From the end, so that what is said of an attribute stays together below its name.
    turned = wrap(name[::-1], LONGEST, max_lines=2, placeholder="…", break_on_hyphens=False)
    return "\n".join(line[::-1] for line in reversed(turned))


def list_rows(axes: "Axes", names: Sequence[str]) -> None:
    """Write the names of the rows on the left, the first one on top."""
    from matplotlib.ticker import MaxNLocator

    axes.set_yticks(np.arange(len(names)), [in_lines(name) for name in names], linespacing=1.05)
    axes.set_ylim(len(names) - 0.45, -0.55)
    axes.grid(visible=False, axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(5))
