"""Why there is a gap: what the attribute does itself, through what it changes, and what else."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fairlab.causal.twins.question import Question
from fairlab.data.groups import is_continuous

PARTS = ("gap", "direct", "indirect", "allowed", "spurious")
COLUMNS = ["group", "to", *PARTS]


def decomposition(
    asked: Sequence[Question],
    twins: Sequence[np.ndarray],
    kept: Sequence[np.ndarray],
    alone: Sequence[np.ndarray],
    attribute: str,
    weights: Sequence[np.ndarray] | None = None,
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
    weights : sequence of array, optional
        For how many people each one stands.

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
    if is_continuous(value):
        return pd.DataFrame(columns=COLUMNS)
    weights = weights or [np.ones(len(q.people)) for q in asked]
    first = (~value.index.duplicated()).nonzero()[0]
    flagged, weight = (
        np.concatenate(each)[first] for each in ([q.flagged for q in asked], weights)
    )
    group, value = pd.concat([q.group for q in asked]).iloc[first], value.iloc[first]
    rows = []
    for q, *shares, w in zip(asked, alone, kept, twins, weights, strict=True):
        moves = pd.DataFrame({"group": q.group.to_numpy(), "to": q.changed.to_numpy(object)})
        for (name, level), at in moves.groupby(["group", "to"], observed=True).indices.items():
            others = (value == level).to_numpy()
            if not others.any():
                continue
            steps = [_mean(each[at], w[at]) for each in (q.flagged, *shares)]
            theirs = _mean(flagged[others], weight[others])
            parts = (*np.diff(steps), theirs - steps[-1])
            rows.append((name, group[others].iloc[0], theirs - steps[0], *parts))
    return pd.DataFrame(rows, columns=COLUMNS)


def _mean(values: np.ndarray, weight: np.ndarray) -> float:
    """Give the weighted mean, which there is none of people who were not drawn at all."""
    return float(values @ weight / weight.sum()) if weight.sum() else np.nan
