"""New rows scored by a registered model, from a notebook."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from fairlab.api.arguments import described, store_uri
from fairlab.errors import RequestError


def score(
    rows: pd.DataFrame,
    model: str,
    store: str | Path | None = None,
    keep: Sequence[str] = (),
    every_reason: bool = False,
) -> pd.DataFrame:
    """Score rows by a registered model, decide about them, and say what is odd about each.

    Parameters
    ----------
    rows : DataFrame of shape (n, ...)
        With at least the columns that the model looks at, see ``fairlab.read_table``.
    model : str
        ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION``.
    store : str or Path, optional
        A file, or an MLflow tracking URI; ``mlflow.db`` in the current folder if left out.
    keep : sequence of str
        Columns that stand beside the scores, such as ids.
    every_reason : bool
        Whether reasons are told of all people, not of flagged ones alone.

    Returns
    -------
    DataFrame of shape (n, ...)
        ``row``, what is kept, ``score``, ``flagged``, ``reason_1`` to ``reason_3`` where the
        model's library tells what features add to a score, and ``odd``; by the index of ``rows``.

    Raises
    ------
    RequestError, DataError, StoreError
        There is no such model, or it cannot read the rows.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> import fairlab
    >>> from sklearn.ensemble import HistGradientBoostingClassifier
    >>> trees = fairlab.Strategy("trees", HistGradientBoostingClassifier(max_iter=10))
    >>> store = f"{mkdtemp()}/runs.db"
    >>> model = fairlab.fit(trees, "loans", store=store, audit=True)
    >>> people = fairlab.load("loans").frame.head(3)
    >>> fairlab.score(people, "models:/fairlab-loans@champion", store).columns.tolist()
    ['row', 'score', 'flagged', 'odd']
    """
    from fairlab.commands.score import scored_table
    from fairlab.data.twin_columns import refuse_twins
    from fairlab.experiment.final_model import read_final
    from fairlab.record import open_store

    if not isinstance(rows, pd.DataFrame):
        raise RequestError(
            f"The rows must be a DataFrame, but got {described(rows)}.\n"
            "Read a file first: pandas.read_csv(...)"
        )
    refuse_twins("The rows", rows.columns)
    found = read_final(open_store(store_uri(store), create=False), model)
    return scored_table(found, rows, list(keep), every_reason)[0]
