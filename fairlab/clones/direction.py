"""Whether more or less of a number goes with approval, and what wins by going the other way."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.messages import plain

SURE = 2.58  # standard errors, beyond which chance alone goes once in a hundred columns


def direction(values: pd.Series, good: np.ndarray) -> int:
    """Say which way along a number those go who fare well.

    Parameters
    ----------
    values : Series of shape (n,)
        A number of each person; gaps are left out.
    good : array of shape (n,)
        True or 1 for those who fare well.

    Returns
    -------
    int
        1 where they have more of it, -1 where they have less, 0 where chance may have done it.

    Examples
    --------
    >>> income = pd.Series(range(100))
    >>> direction(income, income > 50), direction(-income, income > 50)
    (1, -1)
    >>> direction(income, income % 2)
    0
    """
    fares = pd.Series(np.asarray(good, float), values.index)
    with np.errstate(invalid="ignore", divide="ignore"):  # where one of them does not vary
        r = values.rank().corr(fares)
    return int(np.sign(r)) if abs(r) * np.sqrt(values.count()) > SURE else 0


def against_in_words(changes: pd.DataFrame, among: str) -> Iterator[str]:
    """Comment on changes that nobody would advise.

    Parameters
    ----------
    changes : DataFrame
        What ``changes_by_column`` returns.
    among : {"data", "clones"}
        Who shows where people fare better.

    Examples
    --------
    >>> told = {"denied": ["f"], "column": ["income"], "twins": [9], "against": [2]}
    >>> print(*against_in_words(pd.DataFrame({**told, "better": "more"}), "data"))
    Less income wins for 2 of 9 denied (f), although people with the good label in the data have
    more of it: the model is odd there, and this is no advice.
    """
    who = "people with the good label in the data" if among == "data" else "approved clones"
    for row in changes[changes["against"] > 0].to_dict("records"):
        other = "Less" if row["better"] == "more" else "More"
        yield (
            f"{other} {plain(row['column'])} wins for {row['against']} of {row['twins']} denied "
            f"({row['denied']}), although {who} have {row['better']} of it: the model is odd "
            "there, and this is no advice."
        )
