"""The five flip rates of a group, from its counts and back to them."""

from collections.abc import Iterator, Mapping
from math import ceil, floor, nan

RATES = ("FR1", "FR2", "FR3", "FR4", "FR5")
_TIE = 1e-9


def flip_rates_of_counts(
    size: float, predicted: float, flips_to_no_fraud: float, flips_to_fraud: float
) -> dict[str, float]:
    """Give the five flip rates of one group from its counts.

    Parameters
    ----------
    size : float
        Rows in the group.
    predicted : float
        How many of them are flagged.
    flips_to_no_fraud : float
        Rows that are flagged and whose twin is not; a mean where twins were drawn several times.
    flips_to_fraud : float
        Rows that are not flagged and whose twin is.

    Returns
    -------
    dict of str to float
        ``FR1`` to ``FR5``: all flips, to fraud and to no fraud as shares of the group; then those
        to no fraud as a share of the flagged rows, and those to fraud as a share of the flagged
        twins. NaN where there is nothing to take a share of.

    References
    ----------
    van der Pol (2026), section 6.1.2.

    Examples
    --------
    >>> rates = flip_rates_of_counts(4536, 101, 92, 1)
    >>> {name: round(rate, 4) for name, rate in rates.items()}
    {'FR1': 0.0205, 'FR2': 0.0002, 'FR3': 0.0203, 'FR4': 0.9109, 'FR5': 0.1}
    """
    flagged_twins = predicted - flips_to_no_fraud + flips_to_fraud
    return {
        "FR1": _share(flips_to_no_fraud + flips_to_fraud, size),
        "FR2": _share(flips_to_fraud, size),
        "FR3": _share(flips_to_no_fraud, size),
        "FR4": _share(flips_to_no_fraud, predicted),
        "FR5": _share(flips_to_fraud, flagged_twins),
    }


def flips_behind(
    size: int, predicted: int, printed: Mapping[str, float], digits: int
) -> tuple[int, int] | None:
    """Find whole numbers of flips that round to five printed rates.

    Parameters
    ----------
    size, predicted : int
        Rows in the group, and how many of them are flagged.
    printed : mapping of str to float
        ``FR1`` to ``FR5``.
    digits : int
        Decimals that are printed.

    Returns
    -------
    tuple of int, or None
        Flips to no fraud and to fraud; None where no two numbers give all five rates.

    Examples
    --------
    >>> rates = {"FR1": 0.0205, "FR2": 0.0002, "FR3": 0.0203, "FR4": 0.9109, "FR5": 0.1}
    >>> flips_behind(4536, 101, rates, 4)
    (92, 1)
    >>> flips_behind(4536, 101, rates | {"FR5": 0.2}, 4) is None
    True
    """
    half = 0.5 * 10**-digits + _TIE
    for flips in _near(size, predicted, printed, half):
        rates = flip_rates_of_counts(size, predicted, *flips)
        if all(abs(rates[name] - printed[name]) <= half for name in RATES):
            return flips
    return None


def _near(
    size: int, predicted: int, printed: Mapping[str, float], half: float
) -> Iterator[tuple[int, int]]:
    for to_no_fraud in _whole(printed["FR4"], predicted, half):
        for to_fraud in _whole(printed["FR2"], size, half):
            if to_fraud <= size - predicted:
                yield to_no_fraud, to_fraud


def _whole(rate: float, of: int, half: float) -> range:
    return range(max(0, ceil((rate - half) * of)), min(of, floor((rate + half) * of)) + 1)


def _share(part: float, whole: float) -> float:
    return part / whole if whole else nan
