"""One colour and one mark per strategy, in MLflow, in figures and in reports alike."""

from zlib import crc32

# Okabe and Ito's palette, which is told apart without red-green vision.
COLOURS = {
    "baseline": "#7f7f7f",
    "reweighing": "#0072b2",
    "auprc": "#e69f00",
    "fair_smote": "#009e73",
}
OTHERS = ("#cc79a7", "#56b4e9", "#d55e00", "#000000")
MARKS = "osD^vPX"


def colour(strategy: str) -> str:
    """Return the colour of a strategy in every chart.

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


def mark(strategy: str) -> str:
    """Return the mark of a strategy in every figure: colour alone does not tell all apart to all.

    Returns
    -------
    str
        A marker of matplotlib; the same in every process.

    Examples
    --------
    >>> mark("baseline"), mark("fair_smote"), mark("mine") == mark("mine")
    ('o', '^', True)
    """
    known = dict(zip(COLOURS, MARKS, strict=False))
    return known.get(strategy) or MARKS[len(COLOURS) :][crc32(strategy.encode()) % 3]
