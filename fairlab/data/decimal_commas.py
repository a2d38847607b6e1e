"""Numbers that a spreadsheet wrote with decimal commas, as 0,35."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_NUMBER = r"^[+-]?(\d+|\d*,\d+)$"
_NO_THOUSANDS = r"^[+-]?(0*|\d{4,}),|,(\d{1,2}|\d{4,})$"  # such as 0,125 or 2,5, but not 1,250


def has_decimal_commas(frame: pd.DataFrame) -> bool:
    """Tell whether a column holds numbers with decimal commas that cannot part thousands.

    Parameters
    ----------
    frame : DataFrame
        As it was read with decimal points.

    Examples
    --------
    >>> has_decimal_commas(pd.DataFrame({"score": ["0,35", "0,125", "1"]}))
    True
    >>> has_decimal_commas(pd.DataFrame({"income": ["1,250", "3,000"], "sex": ["f", "m"]}))
    False
    """
    return any(_is_such(frame[name]) for name in frame if frame[name].dtype.kind not in "biufM")


def _is_such(values: pd.Series) -> bool:
    known = values.dropna()
    if known.empty or not known.map(lambda cell: isinstance(cell, str)).all():
        return False
    cells = pc.utf8_trim_whitespace(pa.array(known, pa.string()))
    every = pc.all(pc.match_substring_regex(cells, _NUMBER)).as_py()
    return bool(every and pc.any(pc.match_substring_regex(cells, _NO_THOUSANDS)).as_py())
