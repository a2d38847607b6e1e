"""How strategies look: a colour each in MLflow, and what tells those of one figure apart."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from zlib import crc32

# Okabe and Ito's palette, which is told apart without red-green vision.
COLOURS = {
    "baseline": "#7f7f7f",
    "reweighing": "#0072b2",
    "auprc": "#e69f00",
    "fair_smote": "#009e73",
}
OTHERS = ("#cc79a7", "#56b4e9", "#d55e00", "#000000")
# As many as a prime says, so that colour and mark together name more than forty strategies.
MARKS = dict(zip("osD^vPX<>p*", "●■◆▲▼✚✖◀▶⬟★", strict=True))
LINES: tuple[Any, ...] = ("solid", (0, (5, 1)), (0, (1, 1)), (0, (5, 1, 1, 1)))


class Look(NamedTuple):
    """What a strategy is drawn with in a figure.

    Parameters
    ----------
    colour : str
        ``#rrggbb``.
    mark : str
        A marker of matplotlib.
    line : object
        A line style of matplotlib.
    """

    colour: str
    mark: str
    line: Any


def colour(strategy: str) -> str:
    """Return the colour of a strategy in MLflow, where a run does not know the others.

    Returns
    -------
    str
        ``#rrggbb``; the same in every process.

    Examples
    --------
    >>> colour("fair_smote"), colour("mine") == colour("mine")
    ('#009e73', True)
    """
    return COLOURS.get(strategy) or OTHERS[crc32(strategy.encode()) % len(OTHERS)]


def looks(strategies: Iterable[str]) -> dict[str, Look]:
    """Tell the strategies of a page apart: by colour while there are enough, then by marks too.

    Parameters
    ----------
    strategies : iterable of str
        All that are shown, in any order.

    Examples
    --------
    >>> found = looks(["baseline", "fair_smote", "linear_post", "mine"])
    >>> found["fair_smote"].colour == colour("fair_smote")
    True
    >>> len({look.colour for look in found.values()}), found["mine"].mark
    (4, 'P')
    """
    names, marks = sorted(set(strategies)), list(MARKS)
    found = {
        name: Look(COLOURS[name], mark, LINES[0])
        for name, mark in zip(COLOURS, marks, strict=False)
    }
    unused = [shade for name, shade in COLOURS.items() if name not in ("baseline", *names)]
    free = [*OTHERS, *unused]
    for place, name in enumerate(name for name in names if name not in COLOURS):
        turn, at = divmod(place, len(free))
        mark = marks[(len(COLOURS) + place) % len(marks)]
        found[name] = Look(free[at], mark, LINES[turn % len(LINES)])
    return {name: found[name] for name in names}
