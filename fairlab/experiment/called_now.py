"""The tables of a run under the names that its groups have by now, where a sweep renamed them."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.audit.counts import counts_of
from fairlab.audit.group import audit_counts
from fairlab.compare.decided_people import GROUP
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.record import Ledger

NAMED = ("group", "against")


def names_now(ledger: "Ledger", before: str, now: str) -> dict[tuple[str, str], str]:
    """Tell what each group of the same rows is called by now.

    Parameters
    ----------
    ledger : Ledger
        Of the runs.
    before, now : str
        The keys of their people.

    Returns
    -------
    dict of tuple to str
        By attribute and the name of before.
    """
    kept = ledger.beside("people")
    then, later = (
        kept.tables(key)["predictions"].filter(regex=f"^{GROUP}") for key in (before, now)
    )
    found: dict[tuple[str, str], str] = {}
    for column in then:
        pairs = pd.DataFrame({"then": then[column], "now": later[column]}).drop_duplicates()
        named = pairs.astype(str).itertuples(index=False)
        found |= {(column.removeprefix(GROUP), one.then): one.now for one in named}
    return found


def called_now(
    tables: Mapping[str, pd.DataFrame], names: Mapping[tuple[str, str], str], seed: int
) -> dict[str, pd.DataFrame]:
    """Put a run's tables under the names of now; its audit is made anew from its counts.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        As the run recorded them.
    names : mapping of tuple to str
        What ``names_now`` returns.
    seed : int
        The run's.

    Examples
    --------
    >>> bins = pd.DataFrame({"attribute": ["sex", "age"], "group": ["1", "<= 30"], "rows": [9, 9]})
    >>> found = called_now({"calibration": bins}, {("sex", "1"): "men"}, 0)
    >>> found["calibration"]["group"].tolist()
    ['men', '<= 30']
    """
    renamed = {name: _renamed(table, names) for name, table in tables.items()}
    if len(groups := renamed.get("groups", pd.DataFrame())):
        renamed["groups"] = audit_counts(counts_of(groups), seed_for(seed, "audit"))
    return renamed


def _renamed(table: pd.DataFrame, names: Mapping[tuple[str, str], str]) -> pd.DataFrame:
    if "attribute" not in table:
        return table
    of = [name for name in NAMED if name in table]
    rows = {name: zip(table["attribute"], table[name], strict=True) for name in of}
    return table.assign(**{n: [names.get(pair, pair[1]) for pair in rows[n]] for n in of})
