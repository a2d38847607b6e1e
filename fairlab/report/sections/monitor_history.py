"""Block by block: how gaps and the evidence on them went."""

from math import log

import numpy as np

from fairlab.data.messages import plain
from fairlab.monitor.e_statements import EStatement, Evaluated
from fairlab.monitor.monitor_words import about, answered, e_value, short, when
from fairlab.report.pages import Panel, Picture, Section, Sheet
from fairlab.report.pages.drawing import FIRST, INK, MUTED, SECOND
from fairlab.report.pages.line_chart import Line, line_chart

DRAWN = 12
SHORTEST = 7  # blocks along the axis, so that its marks are whole numbers
TEXT = (
    "Block by block: on the left the gap of the two groups that are furthest apart, as a mean "
    "since the first block, with its band; on the right the evidence (e-value), with the line from "
    "which on there is an alarm. A block is a batch, or of what needs labels a cohort."
)


def history_section(own: Evaluated) -> Section:
    """Draw the statements with most evidence."""
    drawn = [one for one in own.statements if len(one.log_e) > 1][:DRAWN]
    panels = [
        Panel(
            about(one),
            answered(one, own),
            [_gap_picture(one), _evidence_picture(one, own)],
            _by_block(one, own),
        )
        for one in drawn
    ]
    return Section("History", TEXT if panels else "There is one block so far.", panels)


def _gap_picture(one: EStatement) -> Picture:
    x, ends = _blocks(one)
    band = np.clip([one.low, one.high], -1, 1)
    last = 1.1 * float(np.abs(band)[:, -1].max())
    top = max(float(np.quantile(np.abs(band), 0.9)), last, 1.5 * one.delta)
    flat = np.full(2, one.delta)
    lines = [
        *(Line(ends, side * flat, MUTED, dashed=True) for side in (1, -1)),
        *(Line(x, np.clip(side, -top, top), FIRST, dashed=True) for side in band),
        Line(x, np.clip(one.gap, -top, top), FIRST, dots=np.ones(len(x), bool)),
    ]
    return Picture(
        line_chart(lines, ("block", "gap"), (ends[0], ends[1]), (-top, top)),
        f"Gap of {about(one)}",
        [("first", "mean gap and its band"), ("muted", "what does not matter")],
    )


def _evidence_picture(one: EStatement, own: Evaluated) -> Picture:
    x, ends = _blocks(one)
    evidence, limit = one.log_e / log(10), log(own.limit) / log(10)
    bottom = min(float(evidence.min()), 0.0) - 0.1
    lines = [
        Line(ends, np.full(2, limit), SECOND, dashed=True),
        Line(x, evidence, INK, dots=np.ones(len(x), bool)),
    ]
    top = 1.05 * max(float(evidence.max()), limit)
    return Picture(
        line_chart(lines, ("block", "evidence, log10 of e"), (ends[0], ends[1]), (bottom, top)),
        f"Evidence on {about(one)}",
        [("ink", "evidence"), ("second", "alarm")],
    )


def _blocks(one: EStatement) -> tuple[np.ndarray, np.ndarray]:
    x = np.arange(1, len(one.log_e) + 1, dtype=float)
    return x, np.array([1.0, max(len(x), SHORTEST)])


def _by_block(one: EStatement, own: Evaluated) -> Sheet:
    rows = [
        [plain(block.name), when(block.last), short(gap), f"{short(low)} to {short(high)}",
         e_value(log_e)]
        for block, gap, low, high, log_e in zip(
            own.blocks(one.measure), one.gap, one.low, one.high, one.log_e, strict=True
        )
    ]  # fmt: skip
    return Sheet(("block", "until", "mean gap", "band", "evidence (e)"), rows, texts=2)
