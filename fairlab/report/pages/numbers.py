"""How numbers are written on a page."""

import math

NONE = "-"


def count(number: float) -> str:
    """Write a number of rows.

    Examples
    --------
    >>> count(492956)
    '492,956'
    """
    return f"{int(number):,}"


def percent(share: float) -> str:
    """Write a share, small ones with two digits.

    Examples
    --------
    >>> percent(0.4281), percent(0.0003), percent(0.0), percent(math.nan)
    ('42.8 %', '0.030 %', '0 %', '-')
    """
    if math.isnan(share):
        return NONE
    points = 100 * share
    if 0 < points < 0.995:
        return f"{points:.{1 - math.floor(math.log10(points))}f} %"
    return f"{points:.1f} %" if points else "0 %"


def percents(low: float, high: float) -> str:
    """Write an interval of shares.

    Examples
    --------
    >>> percents(0.021, 0.032)
    '2.1 to 3.2 %'
    """
    if math.isnan(low):
        return NONE
    return f"{percent(low).removesuffix(' %')} to {percent(high)}"


def decimal(number: float) -> str:
    """Write a number with three decimals.

    Examples
    --------
    >>> decimal(0.8070), decimal(math.nan)
    ('0.807', '-')
    """
    return NONE if math.isnan(number) else f"{number:z.3f}"


def decimals(low: float, high: float) -> str:
    """Write an interval with three decimals.

    Examples
    --------
    >>> decimals(-0.0002, 0.8152)
    '0.000 to 0.815'
    """
    return NONE if math.isnan(low) else f"{low:z.3f} to {high:z.3f}"
