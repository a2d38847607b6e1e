"""How numbers are written in the cells of a table, by the sign of their decimals."""

import numpy as np
import pandas as pd

from fairlab.data.columns import matching

NUMBERS = {  # where the sign was named, the other one parts thousands
    None: r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?|[+-]?(?i:inf|infinity)",
    ",": r"[+-]?((\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d*)?|,\d+)([eE][+-]?\d+)?",
    ".": r"[+-]?((\d+|[1-9]\d{0,2}(,\d{3})+)(\.\d*)?|\.\d+)([eE][+-]?\d+)?",
}
ZERO_PADDED = r"0\d+"
PERCENT = r"\s*%"
MOST_CODES = 10
MOST_WORDS = 2  # of a column; where there are more, they may mean something


def numbers_among(levels: pd.Index, decimal: str | None = None) -> np.ndarray:
    """Tell which levels are numbers; where most are percentages, which are some.

    Parameters
    ----------
    levels : Index of str
        The different cells of a column.
    decimal : str, optional
        The sign that was named; what it cannot read is read with a point.

    Examples
    --------
    >>> numbers_among(pd.Index(["1.234,5", "6.78", "k. A."]), ",").tolist()
    [True, True, False]
    >>> numbers_among(pd.Index(["6,78 %", "7,5%", "8"]), ",").tolist()
    [True, True, False]
    """
    in_percent = matching(levels, rf"(?s).*\d{PERCENT}\s*").sum()
    forms = "|".join(NUMBERS[sign] for sign in dict.fromkeys([decimal, None]))
    return matching(levels, rf"\s*({forms}){PERCENT if 2 * in_percent > len(levels) else ''}\s*")


def are_numbers(of_levels: np.ndarray) -> bool:
    """Tell from which of its levels are numbers whether a column is meant to hold some."""
    return of_levels.sum() > max(MOST_CODES, len(of_levels) / 2)


def text_levels(values: pd.Series) -> pd.Index:
    """List the different cells of a column as it was read; none where not all are texts."""
    if values.dtype.kind in "biufM":
        return pd.Index([])
    known = values.dropna()
    texts = known.map(lambda cell: isinstance(cell, str)).all()
    return pd.Index(known.unique() if texts else [])
