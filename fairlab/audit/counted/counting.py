"""People counted from a table that is read in pieces, group by group."""

from collections.abc import Callable

import numpy as np
import pyarrow as pa

from fairlab.audit.counted.counted_people import APPROVED, KINDS, CountedPeople
from fairlab.audit.counted.counted_scores import ScoreCounts
from fairlab.audit.counted.meaning import Codes, Meaning
from fairlab.data.chunks import Chunks
from fairlab.data.chunks.survey import coded
from fairlab.stats.joint_counts import JointCounts


def count_people(table: Chunks, meaning: Meaning, watch: Callable[[int], None]) -> CountedPeople:
    """Read a table once more and count.

    Parameters
    ----------
    table : Chunks
    meaning : Meaning
        Of every cell that there is.
    watch : callable
        Is told how many rows each piece had.

    Raises
    ------
    KeyError
        A cell means nothing: the table is another one than before.
    """
    labels = meaning.labels
    counts = JointCounts([len(groups) for groups in labels], len(KINDS))
    scores = None
    if meaning.bins is not None and meaning.below is not None:
        scores = ScoreCounts(labels, meaning.bins, meaning.below)
    numbers = [meaning.score] if meaning.score else []
    for piece in table.read([*meaning.columns, *numbers], numbers):
        places = _places(piece, meaning)
        kind = _kinds(piece, meaning)
        counts.add(places, kind)
        if scores and meaning.score:
            scores.add(places, kind, piece[meaning.score].to_numpy(zero_copy_only=False))
        watch(len(piece))
    names = [*meaning.attributes, *meaning.crosses]
    groups = [(name, one) for name, own in zip(names, labels, strict=True) for one in own]
    crossed = counts.crossed()
    there = [one is not None for _, one in groups]
    kept = np.append(np.flatnonzero(np.diagonal(crossed.sum(axis=0))[:-1] * there), len(groups))
    people = [groups[at] for at in kept[:-1]]
    levels = {name: own for name, (_, own) in meaning.attributes.items()}
    levels |= {name: [one for of, one in people if of == name] for name in meaning.crosses}
    return CountedPeople(
        people,
        crossed[:, kept[:, None], kept],
        levels,
        scores.counted(kept) if scores else None,
    )


def _places(piece: pa.RecordBatch, meaning: Meaning) -> list[np.ndarray]:
    found = {name: _meant(piece[name], codes) for name, (codes, _) in meaning.attributes.items()}
    places = list(found.values())
    for names in meaning.crosses.values():
        place, none = np.zeros(len(piece), np.int32), np.zeros(len(piece), bool)
        size = 1
        for name in names:
            groups = len(meaning.attributes[name][1])
            place, size = place * groups + found[name], size * groups
            none |= found[name] == meaning.missing.get(name, -1)
        places.append(np.where(none, size, place))
    return places


def _kinds(piece: pa.RecordBatch, meaning: Meaning) -> np.ndarray:
    """Tell of each row which of ``KINDS`` it is."""
    if meaning.decision:
        column, codes = meaning.decision
        kind = _meant(piece[column], codes)
    else:
        assert meaning.score
        score = piece[meaning.score].to_numpy(zero_copy_only=False)
        kind = (score >= meaning.threshold).astype(np.int8)
    if not meaning.label:
        return kind + APPROVED
    column, codes = meaning.label
    return kind + _meant(piece[column], {cell: _FIRST[code] for cell, code in codes.items()})


_NOTHING = -1
_FIRST = {0: 0, 1: 2, -1: APPROVED}  # the kind of who is approved, by what happened


def _meant(cells: pa.Array, codes: Codes) -> np.ndarray:
    places, values = coded(cells)
    # What no row has may mean nothing: a dictionary may hold it.
    meant = np.array([codes.get(value, _NOTHING) for value in values], np.int16)
    if meant.max(initial=0) < 2**7:
        meant = meant.astype(np.int8)
    found = np.take(meant, places, mode="clip")
    if found.min(initial=0) == _NOTHING:
        raise KeyError("a cell that nobody has seen")
    return found
