"""Rows without a label, kept apart from those that have one, with the same types of columns."""

import pandas as pd

from fairlab.data.columns import typed
from fairlab.data.messages import number_of, quoted
from fairlab.errors import DataError

TRAINING = "training"


def typed_together(
    frame: pd.DataFrame, unlabelled: pd.DataFrame | None, target: str, time: str | None
) -> tuple[pd.DataFrame, pd.DataFrame | None]:
    """Give the columns of both tables the types that the rest of fairlab knows.

    Parameters
    ----------
    frame : DataFrame of shape (n, columns)
        Rows with a label.
    unlabelled : DataFrame of shape (m, columns), optional
        Rows without one, which need not have the target.
    target : str
    time : str, optional
        The column to read as points in time.

    Returns
    -------
    frame : DataFrame of shape (n, columns)
    unlabelled : DataFrame of shape (m, columns - 1) or None
        With the same levels.

    Raises
    ------
    DataError
        The second table lacks a column of the first.

    Examples
    --------
    >>> known = pd.DataFrame({"town": ["a", "b"], "bad": [0, 1]})
    >>> frame, others = typed_together(known, pd.DataFrame({"town": ["c"]}), "bad", None)
    >>> list(frame), others["town"].cat.categories.tolist()
    (['town', 'bad'], ['a', 'b', 'c'])
    """
    if unlabelled is None or not len(unlabelled) or target not in frame:
        return typed(frame, time), None
    once = frame.loc[:, ~frame.columns.duplicated()]
    columns = [column for column in once if column != target]
    if lacking := [column for column in columns if column not in unlabelled]:
        raise DataError(
            f"The rows without a label lack {number_of(len(lacking), 'column')} that the others "
            f"have, such as {quoted(lacking[0])}.\nGive them the same columns, but for the target."
        )
    both = typed(pd.concat([once[columns], unlabelled[columns]], ignore_index=True), time)
    known = both.head(len(once)).assign(**{target: typed(once[[target]])[target]})
    return known[list(once)], both.iloc[len(once) :].reset_index(drop=True)


def kept_apart(frame: pd.DataFrame, target: str) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Take the rows without a label out of a table.

    Returns
    -------
    labelled, unlabelled : DataFrame
        The second without the target.

    Raises
    ------
    DataError
        Every row has a label.

    Examples
    --------
    >>> table = pd.DataFrame({"age": [20, 30], "bad": [1, None]})
    >>> kept_apart(table, "bad")[1].to_dict("records")
    [{'age': 30}]
    """
    without = frame[target].isna()
    if not without.any():
        raise DataError(
            f"Rows without a label are to be kept for training, but {quoted(target)} is there in "
            "every row.\nLeave out --unlabelled (in the TOML file or in Python: unlabelled)."
        )
    return frame[~without], frame[without].drop(columns=target)
