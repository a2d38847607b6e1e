"""What enters a process: people of a batch or a cohort counted by group, decision and label."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from fairlab.audit.counts import CELLS
from fairlab.audit.feature_layout import APPROVED_UNKNOWN, FLAGGED_UNKNOWN
from fairlab.data.decisions.grouped import names_of_crossed
from fairlab.data.groups import MISSING
from fairlab.monitor.batch_rows import UNKNOWN, BatchRows

KINDS = (*CELLS, APPROVED_UNKNOWN, FLAGGED_UNKNOWN)
Counts = dict[str, dict[str, list[int]]]  # by attribute and group, of each of KINDS


def count_block(
    rows: BatchRows, label: np.ndarray, names: Mapping[str, Sequence[str]], chosen: np.ndarray
) -> dict[str, Any]:
    """Count people.

    Parameters
    ----------
    rows : BatchRows
    label : ndarray of int8, shape (rows,)
        1 for the bad event, 0 for none, -1 where it is not known.
    names : mapping of str to sequence of str
        The groups of each attribute and intersection.
    chosen : ndarray of bool, shape (rows,)
        Who is counted.

    Returns
    -------
    dict
        ``groups``, see ``Counts``; and with scores ``scored``, the sums of scores of those with a
        label, by attribute and group.
    """
    kind = kinds_of(rows.flagged, label)[chosen]
    made: dict[str, dict] = {"groups": {}, "scored": {}}
    known = kind < len(CELLS)
    for name, own in names.items():
        place = places_of(rows, name, names)[chosen]
        there = place >= 0
        table = np.bincount(
            place[there] * len(KINDS) + kind[there], minlength=len(own) * len(KINDS)
        ).reshape(-1, len(KINDS))
        kept = np.flatnonzero(table.sum(axis=1)).tolist()
        made["groups"][name] = {own[at]: table[at].tolist() for at in kept}
        if rows.score is not None and known.any():
            both = there & known
            sums = np.bincount(place[both], rows.score[chosen][both], minlength=len(own))
            made["scored"][name] = {own[at]: float(sums[at]) for at in kept}
    return made


def kinds_of(flagged: np.ndarray, label: np.ndarray) -> np.ndarray:
    """Tell of each row which of ``KINDS`` it is.

    Examples
    --------
    >>> flagged, label = np.array([True, False, True]), np.array([1, 0, -1])
    >>> [KINDS[kind] for kind in kinds_of(flagged, label)]
    ['tp', 'tn', 'flagged, no label']
    """
    return np.where(label == UNKNOWN, len(CELLS), 2 * label) + flagged


def places_of(rows: BatchRows, name: str, names: Mapping[str, Sequence[str]]) -> np.ndarray:
    """Give the place of each person's group; -1 for who is in no intersection."""
    if name in rows.groups:
        return rows.groups[name].astype(np.int64)
    place, none = np.zeros(len(rows), np.int64), np.zeros(len(rows), bool)
    for one in name.split(" * "):
        own = list(names[one])
        place = place * len(own) + rows.groups[one]
        none |= rows.groups[one] == (own.index(MISSING) if MISSING in own else len(own))
    return np.where(none, -1, place)


def crossed_names(names: Mapping[str, Sequence[str]], cross: Sequence[Sequence[str]]) -> dict:
    """Name the groups of intersections, behind those of the attributes."""
    found = {" * ".join(of): names_of_crossed([names[one] for one in of]) for of in cross}
    return {**names, **found}


def added(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Add up the counts of the parts of a cohort.

    Examples
    --------
    >>> one = {"groups": {"sex": {"f": [1, 0, 0, 0, 0, 0]}}, "scored": {"sex": {"f": 0.5}}}
    >>> added([one, one])
    {'groups': {'sex': {'f': [2, 0, 0, 0, 0, 0]}}, 'scored': {'sex': {'f': 1.0}}}
    """
    groups: Counts = {}
    scored: dict[str, dict[str, float]] = {}
    for block in blocks:
        for name, own in block["groups"].items():
            into = groups.setdefault(name, {})
            for group, cells in own.items():
                before = into.get(group, [0] * len(KINDS))
                into[group] = [one + other for one, other in zip(before, cells, strict=True)]
        for name, sums in block["scored"].items():
            of = scored.setdefault(name, {})
            for group, value in sums.items():
                of[group] = of.get(group, 0.0) + value
    return {"groups": groups, "scored": scored}
