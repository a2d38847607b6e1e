"""What a process says so far, in words."""

from collections.abc import Sequence
from datetime import date
from math import ceil, exp, isfinite

from fairlab.audit.pairing import REST
from fairlab.audit.registry import rate_words
from fairlab.data.messages import number_of, plain
from fairlab.monitor.e_statements import ALARM, EARLY, NOTHING, UNMEASURED, EStatement, Evaluated

_MOST_WRITTEN = 9_999.5
_SMALL = 0.00995
_OF_ENDED = 3  # alarms that are told of a process that ended


def answered(one: EStatement, found: Evaluated) -> str:
    """Say what is known of one measure and attribute."""
    if one.answer == ALARM:
        return _alarm(one, found)
    if one.answer == UNMEASURED:
        return "not measured: no labels of those whom it is of"
    if not len(one.log_e):
        lack = "one group so far" if found.blocks(one.measure) else "no labels are final yet"
        return f"too early: {lack}"
    since = f" since {when(found.blocks(one.measure)[one.since].last)}" if one.since else ""
    return f"{one.answer}: at most {short(rounded_up(one.most))}{since}"


def _alarm(one: EStatement, found: Evaluated) -> str:
    blocks = found.blocks(one.measure)
    assert one.alarmed is not None
    assert one.since is not None
    gap, low, high = one.now
    shown_first, began = (when(blocks[at].last) for at in (one.alarmed, one.since))
    of = f", most likely begun in {began}" if one.since and began != shown_first else ""
    return (
        f"alarm since {shown_first}: gap {short(gap)} ({short(low)} to {short(high)}){of}, "
        f"e = {e_value(one.highest)}"
    )


def about(one: EStatement) -> str:
    """Name a measure and an attribute, with the groups that are furthest apart."""
    named = f"{rate_words(one.measure)} by {plain(one.attribute)}"
    if one.pair is None:
        return named
    other = "the others" if one.pair.rest == REST else plain(one.pair.rest)
    return f"{named}, {plain(one.pair.group)} against {other}"


def summary(found: Evaluated) -> str:
    """Count the answers, in a sentence."""
    said = [one.answer for one in found.statements]
    parts = [
        f"{number_of(said.count(ALARM), 'alarm')}",
        f"{said.count(NOTHING)} within the difference that does not matter",
        f"{said.count(EARLY)} too early to tell",
    ]
    if UNMEASURED in said:
        parts.append(f"{said.count(UNMEASURED)} not measured")
    pairs = number_of(len(said), "pair")
    return f"Of {pairs} of a measure and an attribute: {', '.join(parts)}."


def about_ended(found: Evaluated) -> str:
    """Say which alarms a process gave that ended; nothing where there were none."""
    alarms = [one for one in found.statements if one.answer == ALARM]
    listed = [f"{about(one)}: {answered(one, found)}" for one in alarms[:_OF_ENDED]]
    if more := len(alarms) - len(listed):
        listed.append(f"and {more} more")
    return f"Process {found.process}, which ended: {'; '.join(listed)}." if alarms else ""


def when(day: int) -> str:
    """Write the month of a day.

    Examples
    --------
    >>> when(date(2026, 3, 31).toordinal())
    'March 2026'
    """
    return f"{date.fromordinal(day):%B %Y}"


def e_value(log_e: float) -> str:
    """Write an e-value.

    Examples
    --------
    >>> e_value(3.714), e_value(0.2), e_value(30.0)
    ('41', '1.2', '10^13')
    """
    value = exp(min(log_e, 700))
    if value > _MOST_WRITTEN:
        return f"10^{int(log_e / 2.302585)}"
    return f"{value:.0f}" if value >= 9.95 else f"{value:.1f}"


def short(value: float) -> str:
    """Write a difference with two digits behind the point, and a third where it is small.

    Examples
    --------
    >>> short(0.0612), short(-0.2), short(-0.0001), short(1.0)
    ('.06', '-.20', '.000', '1.00')
    """
    if not isfinite(value):
        return "n/a"
    digits = 3 if abs(value) < _SMALL else 2
    return f"{value:z.{digits}f}".replace("0.", ".", 1) if abs(value) < 0.995 else f"{value:.2f}"


def rounded_up(value: float) -> float:
    """Round so that what is said to be possible at most is not less than it is.

    Examples
    --------
    >>> rounded_up(0.0301), rounded_up(0.0021), rounded_up(1.0)
    (0.04, 0.003, 1.0)
    """
    scale = 1000 if value < _SMALL else 100
    return min(ceil(round(value * scale, 6)) / scale, 1.0)


def told_in_order(found: Evaluated, most: int) -> Sequence[EStatement]:
    """Give all alarms and what is not measured, and of the rest those with most evidence."""
    first = [one for one in found.statements if one.answer in (ALARM, UNMEASURED)]
    rest = [one for one in found.statements if one not in first]
    return [*first, *rest[: max(most - len(first), 0)]]
