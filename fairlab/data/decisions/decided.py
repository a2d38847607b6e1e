"""What was decided about people, and what happened to them, from a table without faults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pandas as pd

from fairlab.data.columns import typed
from fairlab.data.costs import Costs
from fairlab.data.decisions.asked import RECALL, Asked
from fairlab.data.decisions.faults import refuse_faults
from fairlab.data.decisions.group_names import (
    in_group_names,
    refuse_unknown_references,
    words_of_nobody,
)
from fairlab.data.decisions.grouped import about_cuts, about_groups, groups_of
from fairlab.data.decisions.memberships import memberships_of
from fairlab.data.decisions.person_ids import persons_of
from fairlab.data.decisions.rows_by_value import rows_by_value
from fairlab.data.decisions.told import (
    about_cut,
    about_decision,
    about_label,
    about_missing,
    about_nobody,
    about_people,
    about_range,
    about_time,
    about_weight,
)
from fairlab.data.decisions.two_values import approving, bad_event
from fairlab.data.mirrored_columns import mirrored
from fairlab.errors import DataError
from fairlab.stats.recall_threshold import recall_threshold
from fairlab.stats.share_threshold import share_threshold

HALF = 0.5


@dataclass(frozen=True, eq=False)
class Decided:
    """People, with what was decided about them.

    Parameters
    ----------
    y : Series of float, shape (rows,), optional
        1 for the bad event, 0 for none, NaN where it is not known; None where nothing is.
    decisions : mapping of str to Series of bool, shape (rows,)
        Whom each model flags; the champion first.
    scores : mapping of str to Series of float, shape (rows,)
        Of the models that have some; the higher, the more suspect.
    thresholds : mapping of str to float
        From which score on each model flags, where that is what decides.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each person is in.
    memberships : mapping of str to DataFrame of shape (rows, groups)
        How likely each person is in each group of an attribute that is guessed.
    weight : Series of float, shape (rows,), optional
        How much each counts; 1 on average.
    person : Series of int, shape (rows,), optional
        Whose row it is, where people have several.
    read_as : tuple of str
        How the columns were read, in sentences.
    notes : tuple of str
        What is missing or odd, in sentences.
    """

    y: pd.Series | None
    decisions: Mapping[str, pd.Series]
    scores: Mapping[str, pd.Series]
    thresholds: Mapping[str, float]
    groups: pd.DataFrame
    memberships: Mapping[str, pd.DataFrame]
    weight: pd.Series | None
    person: pd.Series | None
    read_as: tuple[str, ...]
    notes: tuple[str, ...]


def decided(name: str, asked: Asked, frame: pd.DataFrame) -> Decided:
    """Read decisions from a table.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    asked : Asked
        Which column is what.
    frame : DataFrame
        The table.

    Raises
    ------
    DataError
        With everything that is wrong.

    Examples
    --------
    >>> frame = pd.DataFrame({"y": [1, 0] * 9, "y_pred": [1, 0, 0] * 6, "sex": list("fmm") * 6})
    >>> found = decided("preds.csv", Asked(label="y", decision="y_pred", groups=("sex",)), frame)
    >>> int(found.y.sum()), int(found.decisions["y_pred"].sum()), found.groups["sex"].nunique()
    (9, 6, 2)
    """
    own = typed(frame)
    refuse_faults(name, asked, own)
    groups = groups_of(asked, own)
    refuse_unknown_references(name, in_group_names(asked, groups), groups)
    y = None if asked.label is None else _labels(asked, own)
    weight = None if asked.weight is None else own[asked.weight] / own[asked.weight].mean()
    person = None if asked.person is None else persons_of(frame[asked.person])
    scores = {score: own[score].astype(float) for score in asked.scores}
    at: dict[str, float] = {}
    if asked.decision:
        decisions = {asked.decision: own[asked.decision].ne(approving(asked, own))}
        scores = dict(zip([asked.decision], scores.values(), strict=False))
        cuts = [about_decision(asked, own)]
    else:
        at, decisions = _cut(asked, own, scores, weight, y)
        cuts = [_about_cut(asked, name, at.get(name), decisions[name]) for name in scores]
    return Decided(
        y,
        decisions,
        scores,
        at,
        groups,
        memberships_of(asked, own),
        weight,
        person,
        (*about_label(asked, own), *cuts, *about_weight(asked), *about_time(asked, frame)),
        (*_notes(asked, own, y, groups), *about_people(asked, frame, person)),
    )


def _notes(
    asked: Asked, frame: pd.DataFrame, y: pd.Series | None, groups: pd.DataFrame
) -> Iterator[str]:
    yield from about_missing(asked, 0 if y is None else int(y.isna().sum()))
    for name in asked.scores:
        outside = int((~frame[name].between(0, 1)).sum())
        yield from about_range(name, outside, frame[name].min(), frame[name].max())
    yield from about_cuts(asked, frame)
    yield from mirrored(frame, asked.groups)
    yield from words_of_nobody(in_group_names(asked, groups), groups).values()
    yield from about_groups(asked, {name: rows_by_value(groups, name, None) for name in groups})


def _labels(asked: Asked, frame: pd.DataFrame) -> pd.Series:
    column = frame[asked.label]
    return column.eq(bad_event(asked, frame)).astype(float).where(column.notna())


def _cut(
    asked: Asked,
    frame: pd.DataFrame,
    scores: Mapping[str, pd.Series],
    weight: pd.Series | None,
    y: pd.Series | None,
) -> tuple[dict[str, float], dict[str, pd.Series]]:
    """Give the thresholds, and who reaches them; where amounts differ there is none for all."""
    if asked.budget == RECALL and y is not None:  # as without a label there is a fault
        at = _catching_alike(asked, scores, weight, y)
        return at, {name: scores[name] >= threshold for name, threshold in at.items()}
    costs = None if asked.costs is None else Costs.read(asked.costs)
    if costs is None or not costs.columns:
        cut = None if costs is None else costs.indifferent
        at = {
            name: _threshold(asked, made, weight) if cut is None else cut
            for name, made in scores.items()
        }
        return at, {name: scores[name] >= threshold for name, threshold in at.items()}
    risks = {name: costs.risk(made.to_numpy(), frame) for name, made in scores.items()}
    return {}, {name: pd.Series(risk >= HALF, frame.index) for name, risk in risks.items()}


def _about_cut(asked: Asked, score: str, threshold: float | None, flagged: pd.Series) -> str:
    if isinstance(asked.budget, Real) and not flagged.any():
        return about_nobody(score, asked.budget)
    return about_cut(asked, score, threshold)


def _catching_alike(
    asked: Asked, scores: Mapping[str, pd.Series], weight: pd.Series | None, y: pd.Series
) -> dict[str, float]:
    """Cut each challenger so that it catches no fewer bad events than the champion at its cut."""
    bad = y.eq(1).to_numpy()
    if not bad.any():
        raise DataError("Nobody had the bad event, so that no score has a recall to be kept.")
    weights = np.ones(len(y)) if weight is None else weight.to_numpy()
    (champion, first), *others = scores.items()
    cut = HALF if asked.threshold is None else asked.threshold
    recall = float(np.average(first.to_numpy()[bad] >= cut, weights=weights[bad]))
    found = {name: recall_threshold(made.to_numpy(), bad, recall, weights) for name, made in others}
    return {champion: cut, **found}


def _threshold(asked: Asked, score: pd.Series, weight: pd.Series | None) -> float:
    if asked.budget is None or isinstance(asked.budget, str):
        return HALF if asked.threshold is None else asked.threshold
    weights = None if weight is None else weight.to_numpy()
    return share_threshold(score.to_numpy(), asked.budget, weights)
