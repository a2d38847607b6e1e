"""Whether a limit on an interval is broken, kept, or cannot be told: never by a point alone."""

from math import isnan

from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import MetricInterval
from fairlab.gate.verdicts import BROKEN, KEPT, UNTOLD, Finding


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

    Examples
    --------
    >>> found = MetricInterval(0.71, 0.65, 0.77, "over 9 seeds")
    >>> judge("auprc", Limit("test/auc", 0.8, most=False), found).sentence
    'Broken: test/auc of auprc must be at least 0.8 and is 0.710 (0.650 to 0.770, over 9 seeds).'
    """
    return Finding.of(_verdict(limit, found), limit.asked_of(who), _shown(found))


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
