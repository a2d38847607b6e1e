"""Everything that is told of a clone test, as tidy tables."""

import numpy as np
import pandas as pd

from fairlab.clones.approval_ranges import approval_by_range
from fairlab.clones.approval_rates import approval_rates
from fairlab.clones.ask_clones import CloneTest
from fairlab.clones.changes import COMES_AND_GOES, smallest_changes
from fairlab.clones.power import power_table
from fairlab.data.dataset import Dataset


def tables_of(
    test: CloneTest, along: str | None = None, data: Dataset | None = None
) -> dict[str, pd.DataFrame]:
    """Work out every table of a clone test; the model is asked again for the smallest changes.

    Parameters
    ----------
    test : CloneTest
    along : str, optional
        The number along which approvals are compared.
    data : Dataset, optional
        Whose groups are counted beside the clones.

    Returns
    -------
    dict of str to DataFrame
        ``approval_rates``, ``pairs``, ``columns``, ``power``, ``changes``, ``changes_by_column``,
        and ``ranges`` where there is a number.

    Examples
    --------
    >>> from fairlab.clones import clone_test
    >>> from fairlab.clones.article import published_schema, published_tree
    >>> levels = {"Gender": ["Male", "Female"]}
    >>> test = clone_test(published_tree(), published_schema(), levels, 200)
    >>> sorted(tables_of(test, "Income"))
    ['approval_rates', 'changes', 'changes_by_column', 'columns', 'pairs', 'power', 'ranges']
    """
    changes = smallest_changes(test, data=data)
    tables = {
        "approval_rates": approval_rates(test, data),
        "pairs": test.pairs,
        "columns": test.columns,
        "power": power_table(test.clones.profiles, len(test.pairs)),
        "changes": changes,
        "changes_by_column": changes_by_column(changes),
    }
    return tables | ({"ranges": approval_by_range(test, along)} if along else {})


def changes_by_column(changes: pd.DataFrame) -> pd.DataFrame:
    """Sum up the smallest changes per level and column.

    Parameters
    ----------
    changes : DataFrame
        What ``smallest_changes`` returns.

    Returns
    -------
    DataFrame
        ``denied``, ``column``, ``twins``, ``won`` (how many some change wins), ``least``,
        ``median`` and ``most`` change of those (NaN for levels), ``comes_and_goes`` (twins along
        whose column approval is not gained or lost once), ``against`` (who wins by going the other
        way than those who fare better) and ``better`` (``"more"`` or ``"less"``, where some do);
        those that win most first.
    """
    keys = ["denied", "column"]
    rows = []
    for (denied, column), part in changes.groupby(keys, sort=False):
        size = part["change"].astype(float).abs()
        rows.append(
            {
                "denied": denied,
                "column": column,
                "twins": len(part),
                "won": int(part["to"].notna().sum()),
                "least": part.loc[size.idxmin(), "change"] if size.notna().any() else np.nan,
                "median": part["change"].astype(float).median(),
                "most": part.loc[size.idxmax(), "change"] if size.notna().any() else np.nan,
                "comes_and_goes": int((part["note"] == COMES_AND_GOES).sum()),
                "against": int(part["against"].sum()),
                "better": _better(part),
            }
        )
    columns = [*keys, "twins", "won", "least", "median", "most", "comes_and_goes"]
    columns += ["against", "better"]
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values("won", ascending=False, kind="stable", ignore_index=True)


def _better(changes: pd.DataFrame) -> str:
    against = changes.loc[changes["against"].astype(bool), "change"]
    return "" if against.empty else "less" if against.iloc[0] > 0 else "more"
