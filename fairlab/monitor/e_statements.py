"""What a process says so far: of each measure and attribute an e-value, a band and an answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log, nan

import numpy as np

from fairlab.audit.metric_types import Rate
from fairlab.audit.registry import rates
from fairlab.data.words import Words
from fairlab.monitor.monitor_settings import MonitorSettings
from fairlab.monitor.state_records import DECIDED, LABELLED, Block
from fairlab.monitor.watched_pairs import WatchedPair, counts_of, watched_pairs
from fairlab.monitor.watched_state import State
from fairlab.stats.block_e_process import EProcess, e_process
from fairlab.stats.gap_confidence_sequence import GapBands, gap_bands
from fairlab.stats.multiple_testing import e_benjamini_hochberg

ALARM, NOTHING, EARLY, UNMEASURED = "alarm", "nothing", "too early", "not measured"


@dataclass(frozen=True, eq=False)
class EStatement:
    """What is said of one measure and one attribute.

    Parameters
    ----------
    attribute, measure : str
    answer : str
        ``alarm``, ``nothing``, ``too early`` or ``not measured``.
    pair : WatchedPair or None
        The groups that are furthest apart, as far as is known; None where there are no two.
    delta : float
        Differences up to this do not matter.
    log_e : ndarray, shape (blocks,)
        The logarithm of the e-value of all pairs after each block.
    gap, low, high : ndarray, shape (blocks,)
        The mean difference of the pair since the first block, and its band.
    now : tuple of float
        The gap of the pair since ``since``, and its band.
    values : tuple of float
        The rates of both groups over the blocks since ``since``.
    alarmed, since : int or None
        The block of the first alarm, and that with which the difference most likely began, if
        evidence grows.
    named : bool
        Whether e-BH names it; it ranks, and does not alarm.
    """

    attribute: str
    measure: str
    answer: str
    pair: WatchedPair | None
    delta: float
    log_e: np.ndarray
    gap: np.ndarray
    low: np.ndarray
    high: np.ndarray
    now: tuple[float, float, float] = (nan, nan, nan)
    values: tuple[float, float] = (nan, nan)
    alarmed: int | None = None
    since: int | None = None
    named: bool = False

    @property
    def most(self) -> float:
        """The largest difference that is still possible."""
        return max(abs(self.now[1]), abs(self.now[2]))

    @property
    def highest(self) -> float:
        """The logarithm of the highest e-value so far."""
        return float(self.log_e.max(initial=0.0))


@dataclass(frozen=True, eq=False)
class Evaluated:
    """What a process says so far.

    Parameters
    ----------
    process : int
    statements : list of EStatement
        The most evidence first.
    decided, labelled : list of Block
    limit : float
        The e-value from which on there is an alarm.
    words : Words
        What attributes and groups are called where a person reads.
    """

    process: int
    statements: list[EStatement]
    decided: list[Block]
    labelled: list[Block]
    limit: float
    words: Words = field(default_factory=Words)

    @property
    def in_words(self) -> "Evaluated":
        """The same with statements as a person reads them: words in the place of names."""
        return replace(self, statements=[_worded(one, self.words) for one in self.statements])

    def blocks(self, measure: str) -> list[Block]:
        """Give the blocks that a measure is of."""
        return self.labelled if _rate(measure).needs_labels else self.decided


def _worded(one: EStatement, words: Words) -> EStatement:
    pair = one.pair and replace(
        one.pair,
        group=words.group(one.attribute, one.pair.group),
        rest=words.group(one.attribute, one.pair.rest),
    )
    return replace(one, attribute=words.column(one.attribute), pair=pair)


def evaluate(state: State, settings: MonitorSettings, process: int) -> Evaluated:
    """Say what a process says so far.

    Every figure is computed from the counts of its blocks, so that nothing can be counted twice.
    """
    decided, labelled = (state.blocks(process, kind) for kind in (DECIDED, LABELLED))
    measures = [_rate(name) for name in settings.measures]
    measures = [rate for rate in measures if settings.asked.label or not rate.needs_labels]
    family = max(len(measures) * len(settings.attributes), 1)
    level = settings.alpha / family
    found: list[EStatement] = []
    for labels in (False, True):
        own = [rate for rate in measures if rate.needs_labels == labels]
        found += _of_blocks(labelled if labels else decided, decided, own, settings, level)
    found = [*_ranked(found, settings.alpha)]
    return Evaluated(process, found, decided, labelled, 1 / level, settings.asked.words)


def _rate(name: str) -> Rate:
    return next(rate for rate in rates() if rate.name == name)


@dataclass(frozen=True, eq=False)
class _Weighed:
    """The evidence on all pairs of some measures, over the same blocks."""

    of: list[tuple[str, Rate, WatchedPair]]
    blocks: list[Block]
    hits: np.ndarray
    rows: np.ndarray
    grown: EProcess
    whole: GapBands
    late: GapBands


def _weighed(
    blocks: list[Block],
    decided: list[Block],
    measures: Sequence[Rate],
    settings: MonitorSettings,
    level: float,
) -> _Weighed:
    pairs = {name: watched_pairs(name, decided, settings.asked) for name in settings.attributes}
    of = [(name, rate, pair) for name in pairs for rate in measures for pair in pairs[name]]
    counted = [counts_of(pair, name, rate, blocks) for name, rate, pair in of]
    shape = (len(of), len(blocks), 2)
    hits, rows = (np.array([both[side] for both in counted]).reshape(shape) for side in (0, 1))
    levels = level * np.array([pair.weight for _, _, pair in of])
    grown = e_process(hits, rows, np.array([settings.delta_of(rate.name) for _, rate, _ in of]))
    whole, late = gap_bands(hits, rows, levels), gap_bands(hits, rows, levels, grown.since)
    return _Weighed(of, blocks, hits, rows, grown, whole, late)


def _of_blocks(
    blocks: list[Block],
    decided: list[Block],
    measures: Sequence[Rate],
    settings: MonitorSettings,
    level: float,
) -> Iterator[EStatement]:
    found = _weighed(blocks, decided, measures, settings, level) if measures else None
    for name in settings.attributes if found else ():
        for rate in measures:
            assert found
            delta = settings.delta_of(rate.name)
            own = [at for at, one in enumerate(found.of) if one[0] == name and one[1] is rate]
            if own and blocks:
                yield _statement(found, own, delta, log(1 / level))
            else:
                none = np.zeros(0)
                yield EStatement(name, rate.name, EARLY, None, delta, none, none, none, none)


def _statement(found: _Weighed, own: list[int], delta: float, limit: float) -> EStatement:
    name, rate, _ = found.of[own[0]]
    weights = np.array([found.of[at][2].weight for at in own])[:, None]
    parts = np.vstack([found.grown.log_e[own] + np.log(weights), _kept_back(weights, found.blocks)])
    log_e = np.logaddexp.reduce(parts, axis=0)
    alarmed = int(np.argmax(log_e >= limit)) if (log_e >= limit).any() else None
    # Where evidence grows, the mean since the first block would hide what began later.
    leans = found.grown.log_e[own, -1] > 0
    reach = np.where(leans, _reach(found.late, own), _reach(found.whole, own))
    furthest = parts[:-1].max(axis=1) if alarmed is not None else reach
    chosen = int(np.argmax(furthest))
    at, is_late = own[chosen], alarmed is not None or bool(leans[chosen])
    since, bands = (int(found.grown.since[at]), found.late) if is_late else (0, found.whole)
    hits, rows = found.hits[at, since:].sum(axis=0), found.rows[at, since:].sum(axis=0)
    values = [hit / size if size else nan for hit, size in zip(hits, rows, strict=True)]
    answer = _answer(alarmed, found.rows[own], reach, delta, rate)
    return EStatement(
        name, rate.name, answer, found.of[at][2], delta, log_e,
        found.whole.gap[at], found.whole.low[at], found.whole.high[at],
        (float(bands.gap[at, -1]), float(bands.low[at, -1]), float(bands.high[at, -1])),
        (values[0], values[1]), alarmed, since,
    )  # fmt: skip


def _reach(bands: GapBands, own: list[int]) -> np.ndarray:
    return np.maximum(np.abs(bands.low[own, -1]), np.abs(bands.high[own, -1]))


def _kept_back(weights: np.ndarray, blocks: list[Block]) -> np.ndarray:
    """Give what is betted on nothing, for groups that come later, on the scale of logarithms."""
    return np.full((1, len(blocks)), log(max(1 - weights.sum(), 1e-12)))


def _answer(
    alarmed: int | None, rows: np.ndarray, reach: np.ndarray, delta: float, rate: Rate
) -> str:
    if alarmed is not None:
        return ALARM
    if rate.needs_labels and not (rows.sum(axis=1) > 0).all(axis=1).any():
        return UNMEASURED
    return NOTHING if (reach <= delta).all() else EARLY


def _ranked(found: list[EStatement], alpha: float) -> Iterator[EStatement]:
    """Sort statements, alarms first, and mark those that e-BH names."""
    named = e_benjamini_hochberg(np.array([one.highest for one in found]), alpha)
    marked = [replace(one, named=bool(of)) for one, of in zip(found, named, strict=True)]
    order = (ALARM, UNMEASURED, EARLY, NOTHING)
    yield from sorted(
        marked,
        key=lambda one: (order.index(one.answer), not len(one.log_e), -one.highest, one.most),
    )
