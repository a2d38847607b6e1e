"""Whether a limit is broken, kept, or cannot be told: by the whole interval, never by a point."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isnan

from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import MetricInterval

KEPT, BROKEN, UNTOLD = "kept", "broken", "cannot be told"
EXIT = {KEPT: 0, BROKEN: 1, UNTOLD: 2}


@dataclass(frozen=True)
class Finding:
    """What came of one limit.

    Parameters
    ----------
    verdict : str
        Kept, broken, or cannot be told.
    sentence : str
        Which says why.
    """

    verdict: str
    sentence: str


def judge(who: str, limit: Limit, found: MetricInterval) -> Finding:
    """Hold a metric against its limit.

    Broken is a limit beyond which the whole interval lies, and kept one within which it lies; a
    metric that some seeds do not have may break its limit, but not keep it.

    Parameters
    ----------
    who : str
        Names the run or the strategy.
    limit : Limit
    found : MetricInterval

    Returns
    -------
    Finding

    Examples
    --------
    >>> found = MetricInterval(0.71, 0.65, 0.77, "over 9 seeds")
    >>> judge("auprc", Limit("test/auc", 0.8, most=False), found).sentence
    'Broken: test/auc of auprc must be at least 0.8 and is 0.710 (0.650 to 0.770, over 9 seeds).'
    """
    verdict = _verdict(limit, found)
    asked = f"{limit.metric} of {who} must be {limit.words}"
    return Finding(verdict, f"{verdict.capitalize()}: {asked} and is {_shown(found)}.")


def _shown(found: MetricInterval) -> str:
    if isnan(found.value):
        return f"undefined ({found.basis})"
    told = "" if isnan(found.low) else f"{found.low:.3f} to {found.high:.3f}, "
    return f"{found.value:.3f} ({told}{found.basis})"


def _verdict(limit: Limit, found: MetricInterval) -> str:
    if isnan(found.low):
        return UNTOLD
    if found.low > limit.bound if limit.most else found.high < limit.bound:
        return BROKEN
    within = found.high <= limit.bound if limit.most else found.low >= limit.bound
    return KEPT if within and found.whole else UNTOLD


def exit_code(verdicts: Iterable[str]) -> int:
    """Give 1 where a limit is broken, else 2 where one cannot be told, else 0."""
    told = set(verdicts)
    worst = next(one for one in (BROKEN, UNTOLD, KEPT) if one in told)
    return EXIT[worst]
