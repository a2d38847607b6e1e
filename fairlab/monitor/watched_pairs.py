"""Which groups of an attribute are held against which in a process, and with which weight."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit.feature_layout import APPROVED_UNKNOWN, FLAGGED_UNKNOWN
from fairlab.audit.metric_types import Rate
from fairlab.audit.pairing import REST, Pairing
from fairlab.data.decisions.asked import Asked
from fairlab.monitor.block_counts import KINDS
from fairlab.monitor.maturing import accepted_only
from fairlab.monitor.state_records import Block

FOR_LATER = 0.1  # of the weight, for groups that come later: half of what is left to each


@dataclass(frozen=True)
class WatchedPair:
    """Two groups that are held against each other.

    Parameters
    ----------
    group, rest : str
        ``rest`` is another group, or ``"rest"`` for all others.
    weight : float
        Of the attribute's e-value.
    """

    group: str
    rest: str
    weight: float


def watched_pairs(attribute: str, blocks: Sequence[Block], asked: Asked) -> list[WatchedPair]:
    """Pair the groups of an attribute by the first block that has two; later ones as they come.

    Whom a block holds says nothing of what was decided about them, so that it may choose.

    Returns
    -------
    list of WatchedPair
        Whose weights are below 1 together.
    """
    pairing = Pairing(asked.smallest, asked.references)
    pairs: list[WatchedPair] = []
    left, met = FOR_LATER, set()
    for block in blocks:
        sizes = pd.Series(
            {
                group: sum(cells)
                for group, cells in block.counts["groups"].get(attribute, {}).items()
            }
        )
        if not pairs:
            first = [(str(one), str(other)) for one, other in pairing.of(attribute, sizes)]
            pairs = [WatchedPair(*pair, weight=(1 - FOR_LATER) / len(first)) for pair in first]
            met = {group for pair in first for group in pair}
            continue
        for group in sizes.index[sizes >= asked.smallest]:
            if group not in met:
                rest = str(asked.references.get(attribute, REST))
                pairs.append(WatchedPair(str(group), rest, left / 2))
                left, met = left / 2, met | {str(group)}
    return pairs


def counts_of(
    pair: WatchedPair, attribute: str, rate: Rate, blocks: Sequence[Block]
) -> tuple[np.ndarray, np.ndarray]:
    """Count hits and rows of both groups in every block.

    Parameters
    ----------
    pair : WatchedPair
    attribute : str
    rate : Rate
        Of the registry.
    blocks : sequence of Block

    Returns
    -------
    ndarray of int, shape (blocks, 2)
        The people who are counted by the rate.
    ndarray of int, shape (blocks, 2)
        All of whom it is a share.
    """
    hit, miss = _kinds(rate, rate.hits), _kinds(rate, rate.misses)
    hits, rows = np.zeros((len(blocks), 2), np.int64), np.zeros((len(blocks), 2), np.int64)
    of_all = {"tp", "fp"} & {*rate.hits, *rate.misses} and {"tn", "fn"} & {*rate.hits, *rate.misses}
    for at, block in enumerate(blocks):
        if rate.needs_labels and of_all and accepted_only(block.counts):
            continue
        for side, cells in enumerate(_sides(pair, block.counts["groups"].get(attribute, {}))):
            hits[at, side] = cells[hit].sum()
            rows[at, side] = hits[at, side] + cells[miss].sum()
    return hits, rows


def _sides(pair: WatchedPair, own: Mapping[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    nobody = np.zeros(len(KINDS), np.int64)
    group = np.asarray(own.get(pair.group, nobody), np.int64)
    if pair.rest != REST:
        return group, np.asarray(own.get(pair.rest, nobody), np.int64)
    others = [cells for name, cells in own.items() if name != pair.group]
    return group, np.array(others, np.int64).reshape(-1, len(KINDS)).sum(axis=0)


def _kinds(rate: Rate, cells: Sequence[str]) -> list[int]:
    """Give the kinds of people that cells are; who has no label counts in who is flagged."""
    found = [KINDS.index(cell) for cell in cells]
    if not rate.needs_labels:
        found.append(KINDS.index(FLAGGED_UNKNOWN if "tp" in cells else APPROVED_UNKNOWN))
    return found
