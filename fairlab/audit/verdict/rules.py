"""The rules of a verdict, all of them: the limits, and which verdict comes when."""

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan

from fairlab.audit.verdict.evidence import Evidence, Parity

SIGNIFICANT, LIMITED, NONE = "significant", "limited", "none"
INAPPLICABLE, UNTOLD = "not applicable", "cannot be told"
VERDICTS = (SIGNIFICANT, LIMITED, NONE, INAPPLICABLE, UNTOLD)


@dataclass(frozen=True)
class Limits:
    """Where verdicts change.

    Parameters
    ----------
    alpha : float
        The level of every test; the study's, section 5.1.3.
    small : float
        A parity below it is small however sure it is. 0.2 is the four-fifths rule: the worse
        rate is at least 80 % of the better.
    blind : float
        With a noise floor from here on a measure cannot tell: a group that is treated half as
        well would not stand out.
    uneven : float
        Base rates are an explanation from this ratio on.
    minor : float
        The size of a group is an explanation below this share of the rows.
    stable : float
        Over seeds, the share that a verdict needs.
    seeds : int
        Fewer seeds show no stability.
    """

    alpha: float = 0.05
    small: float = 0.2
    blind: float = 0.5
    uneven: float = 1.5
    minor: float = 0.2
    stable: float = 0.8
    seeds: int = 3


@dataclass(frozen=True)
class Rule:
    """One line of the table of rules.

    Parameters
    ----------
    verdict : str
        What it gives.
    when : str
        The rule in words.
    applies : callable
        From evidence and limits to whether it holds.
    """

    verdict: str
    when: str
    applies: Callable[[Evidence, Limits], bool]


def likely(parity: Parity, limits: Limits) -> bool:
    """Tell whether a parity survives Benjamini and Hochberg's and is beyond its noise floor.

    Parameters
    ----------
    parity : Parity
    limits : Limits

    Returns
    -------
    bool
    """
    return parity.p_bh < limits.alpha and parity.beyond_noise


def blind(parity: Parity, limits: Limits) -> bool:
    """Tell whether a measure would have missed a large difference.

    Parameters
    ----------
    parity : Parity
    limits : Limits

    Returns
    -------
    bool
    """
    return parity.powerless or parity.floor >= limits.blind


def _sure_and_large(parity: Parity, limits: Limits) -> bool:
    sure = parity.p_holm < limits.alpha and parity.beyond_noise
    return sure and parity.value >= limits.small


def missing(evidence: Evidence) -> str:
    """Say in words what there is not enough of to compare anything; empty where there is.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    str
    """
    groups = sum(rows > 0 for rows in evidence.rows.values())
    if groups < 2:
        return "there is one group only" if groups else "no row is in a group"
    flags, bad_events = (sum(g.size for g in each.groups.values()) for each in evidence.parities)
    if flags:
        return "" if bad_events else "there are no bad events"
    return "nothing is flagged"


RULES = (
    Rule(
        INAPPLICABLE,
        "fewer than two groups with rows, no flag, or no bad event",
        lambda evidence, _: bool(missing(evidence)),
    ),
    Rule(
        SIGNIFICANT,
        "precision or recall: p after Holm below alpha, parity beyond its noise floor, not small",
        lambda evidence, limits: any(_sure_and_large(p, limits) for p in evidence.parities),
    ),
    Rule(
        LIMITED,
        "precision or recall: p after Benjamini-Hochberg below alpha, parity beyond its floor",
        lambda evidence, limits: any(likely(p, limits) for p in evidence.parities),
    ),
    Rule(
        LIMITED,
        "flips: leaving a group drops flags and entering it raises them, each beyond chance",
        lambda evidence, _: evidence.lean is not None and bool(evidence.lean.against),
    ),
    Rule(
        UNTOLD,
        "precision or recall: undefined, or its noise floor is not below blind",
        lambda evidence, limits: any(blind(p, limits) for p in evidence.parities),
    ),
    Rule(NONE, "nothing of the above", lambda *_: True),
)


def rule_for(evidence: Evidence, limits: Limits) -> Rule:
    """Give the first rule that applies.

    Parameters
    ----------
    evidence : Evidence
    limits : Limits

    Returns
    -------
    Rule
    """
    return next(rule for rule in RULES if rule.applies(evidence, limits))


def leading(evidence: Evidence, limits: Limits) -> Parity:
    """Give the measure that speaks most: of those that rules go by the one of the smallest p.

    Parameters
    ----------
    evidence : Evidence
    limits : Limits

    Returns
    -------
    Parity
    """

    def rank(parity: Parity) -> tuple[bool, bool, float]:
        p = 1.0 if isnan(parity.p) else parity.p
        return not _sure_and_large(parity, limits), not likely(parity, limits), p

    return min(evidence.parities, key=rank)
