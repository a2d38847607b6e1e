"""Numbers that a spreadsheet wrote with decimal commas, as 0,35."""

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_NUMBER, _THOUSANDS = r"^[+-]?\d*,\d+$", r",\d{3}$"


def has_decimal_commas(frame: pd.DataFrame) -> bool:
    """Tell whether a column holds numbers with decimal commas, which cannot be thousands.

    Parameters
    ----------
    frame : DataFrame
        As it was read with decimal points.

    Returns
    -------
    bool

    Examples
    --------
    >>> has_decimal_commas(pd.DataFrame({"score": ["0,35", "0,125"]}))
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
    return bool(every and not pc.all(pc.match_substring_regex(cells, _THOUSANDS)).as_py())
