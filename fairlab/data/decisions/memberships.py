"""Attributes that are guessed: a column per group says how likely each person is in it."""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.messages import first_row, quoted, rows

ROUNDING = 0.01  # probabilities that were written with two digits may add up to a little more


def memberships_of(asked: Asked, frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give how likely each person is in each group of the attributes that are guessed.

    Parameters
    ----------
    asked : Asked
    frame : DataFrame of shape (rows, ...)

    Returns
    -------
    dict of str to DataFrame of shape (rows, groups)
        By attribute. One column alone is held against all others, who are ``"not "`` and its name.

    Examples
    --------
    >>> frame = pd.DataFrame({"p_black": [0.25, 1.0]})
    >>> memberships_of(Asked(memberships={"race": ("p_black",)}), frame)["race"].to_numpy().tolist()
    [[0.25, 0.75], [1.0, 0.0]]
    """
    found = {attribute: frame[list(names)].astype(float) for attribute, names in
             asked.memberships.items()}  # fmt: skip
    for likely in found.values():
        if likely.shape[1] == 1:
            likely[f"not {likely.columns[0]}"] = 1 - likely.iloc[:, 0]
    return found


def membership_faults(named: Mapping[str, tuple[str, ...]], frame: pd.DataFrame) -> Iterator[str]:
    """Refuse what are no probabilities.

    Parameters
    ----------
    named : mapping of attribute to tuple of str
    frame : DataFrame of shape (rows, ...)
        With typed columns.
    """
    for attribute, names in named.items():
        there = [name for name in names if name in frame]
        kinds = pd.api.types.is_numeric_dtype
        texts = [name for name in there if not kinds(frame[name])]
        yield from (f"the probability {quoted(name)} is no column of numbers." for name in texts)
        if texts or not there:
            continue
        likely = frame[there].to_numpy(float, na_value=np.nan)
        odd = ~((likely >= 0) & (likely <= 1)).all(axis=1)
        much = ~odd & (likely.sum(axis=1) > 1 + ROUNDING)
        if odd.any():
            yield (
                f"the probabilities of {quoted(attribute)} are missing or not from 0 to 1 in "
                f"{rows(odd.sum())} (first: {first_row(odd)}); leave these rows out."
            )
        if much.any():
            yield (
                f"the probabilities of {quoted(attribute)} add up to more than 1 in "
                f"{rows(much.sum())} (first: {first_row(much)}); does a group stand there twice?"
            )
