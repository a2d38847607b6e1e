"""What to do about a cell that was to be a number, and is none."""

import re

_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*")


def has_decimal_comma(cell: str) -> bool:
    """Tell whether a comma may part the decimals of a number; one of a sentence does not.

    Examples
    --------
    >>> has_decimal_comma("-0,35"), has_decimal_comma("no, or 0")
    (True, False)
    """
    return _DECIMAL_COMMA.fullmatch(cell) is not None


def advice_about(cell: str) -> str:
    """Say what a cell needs to become a number.

    Examples
    --------
    >>> advice_about("0,35"), advice_about("high, low")
    ('decimal commas? --decimal ,', 'numbers are needed.')
    >>> advice_about("17,3%")
    'write percentages as numbers: 0.173 for 17.3%.'
    """
    if cell.strip().endswith("%"):
        return "write percentages as numbers: 0.173 for 17.3%."
    return "decimal commas? --decimal ," if has_decimal_comma(cell) else "numbers are needed."
