"""Decisions before and after an attribute was changed: who stays flagged, and who does not."""

import pandas as pd

COUNTS = ("stay", "freed", "new", "never")


def flows(people: pd.DataFrame) -> pd.DataFrame:
    """Count how decisions move with the attribute, per group.

    Parameters
    ----------
    people : DataFrame
        As ``IndividualAudit.people``: group, to, flagged, flagged_twin.

    Returns
    -------
    DataFrame
        A row per group and level that it is moved to: group, to, people, ``flagged`` and
        ``flagged_twins``, then ``stay`` (flagged both times), ``freed`` (as they are alone),
        ``new`` (as their twins alone) and ``never``. Counts of twins are expected ones.

    Examples
    --------
    >>> people = pd.DataFrame({"group": ["f"] * 4, "to": "opposite",
    ...                        "flagged": [True, True, False, False],
    ...                        "flagged_twin": [1.0, 0.0, 0.5, 0.0]})
    >>> flows(people)[["flagged", "flagged_twins", "stay", "freed", "new", "never"]]
       flagged  flagged_twins  stay  freed  new  never
    0        2            1.5   1.0    1.0  0.5    1.5
    """
    before, after = people["flagged"].astype(float), people["flagged_twin"]
    counted = people[["group", "to"]].assign(
        people=1,
        flagged=people["flagged"].astype(int),
        flagged_twins=after,
        stay=before * after,
        freed=before * (1 - after),
        new=(1 - before) * after,
        never=(1 - before) * (1 - after),
    )
    return counted.groupby(["to", "group"], sort=True).sum().reset_index()
