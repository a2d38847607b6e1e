"""The sign of decimals in numbers that a spreadsheet wrote as 0,35 or 1.234,5, or as 1,234.5."""

import pandas as pd

from fairlab.data.columns import matching
from fairlab.data.number_forms import MOST_WORDS, are_numbers, numbers_among, text_levels

_PROOFS = {  # such as 0,125 or 2,5 or 1.234,567, but not 1,250, which may be a thousand
    ",": r"[+-]?(0*|\d{4,}),.*|.*,(\d{1,2}|\d{4,})[\s%]*|.*\.\d{3}[.,].*",
    ".": r".*,\d{3}[.,].*",
}


def decimal_sign(frame: pd.DataFrame) -> str | None:
    """Find the sign by which a column of text is one of numbers, but for a word or two.

    Parameters
    ----------
    frame : DataFrame
        As it was read with decimal points.

    Returns
    -------
    str or None
        None where no column needs one, or where what it has may part thousands as well.

    Examples
    --------
    >>> decimal_sign(pd.DataFrame({"score": ["0,35", "0,125", "1"]}))
    ','
    >>> decimal_sign(pd.DataFrame({"income": ["1,250", "3,000"], "sex": ["f", "m"]}))
    """
    texts = [levels for name in frame if len(levels := text_levels(frame[name]))]
    return next((sign for sign in _PROOFS if any(_has(levels, sign) for levels in texts)), None)


def _has(levels: pd.Index, sign: str) -> bool:
    found = numbers_among(levels, sign)
    words = len(levels) - found.sum()
    if words and not (words <= MOST_WORDS and are_numbers(found)):
        return False
    return bool(matching(levels[found].str.strip(), _PROOFS[sign]).any())
