"""Why there is a gap: what the attribute does itself, through what it changes, and what else."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fairlab.causal.twins.question import Question
from fairlab.data.groups import is_continuous

COLUMNS = ["group", "to", "gap", "direct", "indirect", "allowed", "spurious"]


def decomposition(
    asked: Sequence[Question],
    twins: Sequence[np.ndarray],
    kept: Sequence[np.ndarray],
    alone: Sequence[np.ndarray],
    attribute: str,
) -> pd.DataFrame:
    """Take apart by how much more often others are flagged than a group is.

    Parameters
    ----------
    asked : sequence of Question
        All questions about the attribute.
    twins : sequence of array
        The share of flagged twins of each person.
    kept : sequence of array
        The same of twins that keep the columns through which a difference is allowed.
    alone : sequence of array
        The same of people in whom the attribute alone is changed.
    attribute : str

    Returns
    -------
    DataFrame
        A row per group and other level: ``gap`` (the flagged share of the other level less that of
        the group) is the sum of ``direct`` (the model looks at the attribute), ``indirect``
        (through what it changes), ``allowed`` (through allowed columns) and ``spurious`` (what
        twins do not change, such as what comes before the attribute). None for measurements.

    References
    ----------
    Plečko and Bareinboim (2024), Causal fairness analysis: TV = DE - IE - SE, where effects on
    the group itself are meant; here each part has the sign with which it adds to the gap.
    """
    value = pd.concat([q.people[attribute] for q in asked])
    first = ~value.index.duplicated()
    if is_continuous(value):
        return pd.DataFrame(columns=COLUMNS)
    flagged = pd.concat([pd.Series(q.flagged, q.people.index) for q in asked])[first]
    group = pd.concat([q.group for q in asked])[first]
    value = value[first]
    rows = []
    for q, full, part, direct in zip(asked, twins, kept, alone, strict=True):
        moves = pd.DataFrame({"group": q.group.to_numpy(), "to": q.changed.to_numpy(object)})
        for (name, level), at in moves.groupby(["group", "to"], observed=True).indices.items():
            others = value == level
            if not others.any():
                continue
            here = q.flagged[at].mean()
            steps = np.array([here, direct[at].mean(), part[at].mean(), full[at].mean()])
            theirs = flagged[others].mean()
            parts = (*np.diff(steps), theirs - steps[-1])
            rows.append((name, group[others].iloc[0], theirs - here, *parts))
    return pd.DataFrame(rows, columns=COLUMNS)
