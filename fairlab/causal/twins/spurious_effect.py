"""What twins are flagged more often than people who have their value: an effect of neither."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from fairlab.causal.twins.question import Question
from fairlab.causal.twins.told_apart import ENOUGH
from fairlab.data.groups import is_continuous


def spurious_effect(
    asked: Sequence[Question], answers: Sequence[np.ndarray], attribute: str
) -> tuple[float, float]:
    """Hold the flagged share of twins against that of people who have their value.

    Parameters
    ----------
    asked : sequence of Question
        All questions about the attribute.
    answers : sequence of array
        The share of flagged twins of each person.
    attribute : str

    Returns
    -------
    gap : float
        Where it lies furthest from chance; NaN where nobody can be compared.
    z : float
        The same in standard errors.

    References
    ----------
    Plečko and Bareinboim (2024), Causal fairness analysis, the spurious effect.
    """
    flagged = pd.concat([pd.Series(q.flagged, q.people.index) for q in asked])
    value = pd.concat([q.people[attribute] for q in asked])
    first = ~flagged.index.duplicated()
    flagged, value = flagged[first], value[first]
    measured = is_continuous(value)
    gaps = [
        _gap(answer[rows], flagged if measured else flagged[value == level])
        for q, answer in zip(asked, answers, strict=True)
        for level, rows in _moved_to(q, measured)
    ]
    told = [gap for gap in gaps if not np.isnan(gap[1])]
    return max(told, key=lambda gap: abs(gap[1])) if told else (np.nan, np.nan)


def _moved_to(question: Question, measured: bool) -> Iterator[tuple[object, np.ndarray]]:
    if measured:
        yield "opposite", np.ones(len(question.changed), bool)
        return
    for level in question.changed.unique():
        yield level, (question.changed == level).to_numpy()


def _gap(twins: np.ndarray, people: pd.Series) -> tuple[float, float]:
    if min(len(twins), len(people)) < ENOUGH:
        return np.nan, np.nan
    gap = float(twins.mean() - people.mean())
    error = np.sqrt(twins.var() / len(twins) + people.to_numpy(float).var() / len(people))
    return gap, float(gap / error) if error else 0.0 if gap == 0 else np.nan
