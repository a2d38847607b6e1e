"""Why there is a gap: what the attribute does itself, through what it changes, and what else."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

from fairlab.causal.twins.question import Question
from fairlab.data.groups import is_continuous

PARTS = ("gap", "direct", "indirect", "allowed", "spurious")
COLUMNS = ["group", "to", *PARTS]
IN_GAP_AND_REST = (1.0, 0.0, 0.0, 0.0, 1.0)  # the parts that the flags of others add to


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
    rows = [
        (cell.group, cell.to, *_mean(cell.own, cell.weight) + _mean(cell.others, cell.their_weight))
        for cell in _cells(asked, (alone, kept, twins), attribute, weights)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def errors_of_people(
    asked: Sequence[Question],
    twins: Sequence[np.ndarray],
    kept: Sequence[np.ndarray],
    alone: Sequence[np.ndarray],
    attribute: str,
) -> np.ndarray:
    """Give the standard error of each part for these people, had others been drawn.

    Parameters
    ----------
    asked, twins, kept, alone, attribute
        As in ``decomposition``.

    Returns
    -------
    array of shape (rows of ``decomposition``, 5)
    """
    variances = [
        cell.own.var(axis=0) / len(cell.own) + cell.others.var(axis=0) / len(cell.others)
        for cell in _cells(asked, (alone, kept, twins), attribute, None)
    ]
    return np.sqrt(np.reshape(variances, (-1, len(PARTS))))


class _Cell(NamedTuple):
    """People of a group and of another level, and what each adds to the mean of every part."""

    group: str
    to: str
    own: np.ndarray
    weight: np.ndarray
    others: np.ndarray
    their_weight: np.ndarray


def _cells(
    asked: Sequence[Question],
    shares: Sequence[Sequence[np.ndarray]],
    attribute: str,
    weights: Sequence[np.ndarray] | None,
) -> Iterator[_Cell]:
    value = pd.concat([q.people[attribute] for q in asked])
    if is_continuous(value):
        return
    weights = weights or [np.ones(len(q.people)) for q in asked]
    first = (~value.index.duplicated()).nonzero()[0]
    flagged, weight = (
        np.concatenate(each)[first] for each in ([q.flagged for q in asked], weights)
    )
    group, value = pd.concat([q.group for q in asked]).iloc[first], value.iloc[first]
    for q, *steps, w in zip(asked, *shares, weights, strict=True):
        added = np.diff([q.flagged, *steps], axis=0)
        own = np.array([-q.flagged, *added, -steps[-1]]).T
        moves = pd.DataFrame({"group": q.group.to_numpy(), "to": q.changed.to_numpy(object)})
        for (name, level), at in moves.groupby(["group", "to"], observed=True).indices.items():
            others = (value == level).to_numpy()
            if others.any():
                to = group[others].iloc[0]
                theirs = np.outer(flagged[others], IN_GAP_AND_REST)
                yield _Cell(name, to, own[at], w[at], theirs, weight[others])


def _mean(values: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return np.asarray(weight @ values / weight.sum())
