"""What stands for a missing value in the cells of a table: NULL, Exempt or -999."""

from collections.abc import Sequence

import pandas as pd


def as_written(na_values: Sequence[str]) -> list[str]:
    """Give what stands for a missing value as cells have it: a whole number may have been a float.

    Examples
    --------
    >>> as_written(["NULL", "-999"])
    ['NULL', '-999', 'NULL.0', '-999.0']
    """
    return [*na_values, *(f"{value}.0" for value in na_values)]


def without(frame: pd.DataFrame, na_values: Sequence[str]) -> pd.DataFrame:
    """Empty the cells of what stands for a missing value, if anything does.

    Examples
    --------
    >>> without(pd.DataFrame({"months": [3, -999]}), ["-999"])["months"].tolist()
    [3.0, nan]
    """
    if not na_values:
        return frame
    missing = {
        name: values.astype(str).isin(as_written(na_values)) for name, values in frame.items()
    }
    return frame.assign(**{
        str(name): frame[name].mask(where) for name, where in missing.items() if where.any()
    })  # fmt: skip
