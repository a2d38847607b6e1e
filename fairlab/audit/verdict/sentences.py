"""A verdict in words, as the study's section 6.1.3 gives them: against whom, and why."""

from collections.abc import Iterator
from math import isnan

from fairlab.audit.verdict.evidence import Evidence, Parity
from fairlab.audit.verdict.flip_direction import Lean, Move
from fairlab.audit.verdict.rules import (
    INAPPLICABLE,
    LIMITED,
    NONE,
    SIGNIFICANT,
    UNTOLD,
    Limits,
    blind,
    leading,
    likely,
    missing,
)

BURDEN = {"precision": "more of its flags are false", "recall": "more of its bad events are caught"}


def against(evidence: Evidence, verdict: str, limits: Limits) -> tuple[str, str]:
    """Give the group that a verdict is against, and the other; empty where it is against none.

    Parameters
    ----------
    evidence : Evidence
    verdict : str
    limits : Limits

    Returns
    -------
    tuple of str
    """
    if verdict not in (SIGNIFICANT, LIMITED):
        return "", ""
    parity = leading(evidence, limits)
    if likely(parity, limits) or evidence.lean is None:
        return parity.against, parity.other
    return evidence.lean.against, evidence.lean.other


def because(evidence: Evidence, verdict: str, limits: Limits) -> str:
    """Say in few words why there is no verdict; empty where there is one.

    Parameters
    ----------
    evidence : Evidence
    verdict : str
    limits : Limits

    Returns
    -------
    str
    """
    if verdict == INAPPLICABLE:
        return missing(evidence)
    if verdict == UNTOLD:
        return "; ".join(_too_little(each) for each in _unseeing(evidence, limits))
    return ""


def sentence(evidence: Evidence, verdict: str, limits: Limits) -> str:
    """Say why a verdict is what it is.

    Parameters
    ----------
    evidence : Evidence
    verdict : str
    limits : Limits

    Returns
    -------
    str
        The verdict with its main evidence, who is left out, the flips, what could explain it.
    """
    told = [_headline(evidence, verdict, limits)]
    if verdict != INAPPLICABLE:
        told += _left_out(evidence)
        told += _flips(evidence.lean)
    if verdict in (SIGNIFICANT, LIMITED):
        told += _explanation(evidence, *against(evidence, verdict, limits), limits)
    return " ".join(told)


def _headline(evidence: Evidence, verdict: str, limits: Limits) -> str:
    if verdict == INAPPLICABLE:
        return f"Not applicable, because {missing(evidence)}."
    if verdict == UNTOLD:
        told = [
            _too_little(each) + ("" if isnan(each.floor) else f" ({_noise(each)})")
            for each in _unseeing(evidence, limits)
        ]
        return f"Cannot be told: {'; '.join(told)}."
    parity = leading(evidence, limits)
    if verdict == NONE:
        return f"No difference outlives {evidence.tests} tests: {_quiet(evidence, limits)}."
    group, _ = against(evidence, verdict, limits)
    if likely(parity, limits):
        return f"{verdict.capitalize()}, against {group}: {_difference(evidence, parity)}."
    return f"Limited, against {group}, by its flips alone: {_quiet(evidence, limits)}."


def _difference(evidence: Evidence, parity: Parity) -> str:
    ours, theirs = (parity.groups[name].value for name in (parity.against, parity.other))
    return (
        f"its {parity.rate} is {ours:.3f}, that of {parity.other} {theirs:.3f}, so "
        f"{BURDEN[parity.rate]} (parity {parity.value:.2f}, {_noise(parity)}; "
        f"{_p(evidence, parity)})"
    )


def _noise(parity: Parity) -> str:
    return f"equal groups of these sizes show a {parity.rate} parity of up to {parity.floor:.2f}"


def _p(evidence: Evidence, parity: Parity) -> str:
    return (
        f"p = {parity.p:.2g}; over {evidence.tests} tests {parity.p_holm:.2g} by Holm, "
        f"{parity.p_bh:.2g} by Benjamini-Hochberg"
    )


def _quiet(evidence: Evidence, limits: Limits) -> str:
    """Say how far the parities are from a sign, and name a p that only correction takes away."""
    defined = [each for each in evidence.parities if not isnan(each.value)]
    told = [
        f"{each.rate} parity {each.value:.2f}, equal groups up to {each.floor:.2f}"
        + (f" ({_p(evidence, each)})" if each.p < limits.alpha else "")
        for each in defined
    ]
    return "; ".join(told) or "neither precision nor recall can be compared"


def _unseeing(evidence: Evidence, limits: Limits) -> list[Parity]:
    return [each for each in evidence.parities if blind(each, limits)]


def _too_little(parity: Parity) -> str:
    if isnan(parity.value):
        return f"{parity.rate}: {parity.note}"
    compared = {name: share for name, share in parity.groups.items() if not isnan(share.value)}
    group, share = min(compared.items(), key=lambda item: item[1].size)
    counted, hit = ("flags", "right") if parity.rate == "precision" else ("bad events", "caught")
    return f"{share.size} {counted} in {group}, {share.hits} of them {hit}"


def _left_out(evidence: Evidence) -> Iterator[str]:
    small = dict.fromkeys(
        name
        for parity in evidence.parities
        for name, share in parity.groups.items()
        if isnan(share.value) and evidence.rows[name] and not isnan(parity.value)
    )
    if small:
        yield f"Too few flags or bad events to be compared: {', '.join(small)}."


def _flips(lean: Lean | None) -> Iterator[str]:
    if lean is None:
        return
    changed = sorted((move for move in lean.moves if move.dropped + move.raised), key=lambda m: m.p)
    if changed:
        yield f"{_pointing(lean)}: {'; '.join(map(_move, changed[:2]))}."
    else:
        yield "No decision changes with the attribute."
    if lean.alone:
        yield "Nothing was found that follows the attribute, so it alone was changed."


def _pointing(lean: Lean) -> str:
    if lean.against:
        return f"The flips point against {lean.against} both ways"
    if len(lean.single) == 1:
        known = "the one way that is known" if len(lean.moves) == 1 else "one way only"
        return f"The flips point against {lean.single[0]} {known}"
    return "The flips contradict each other" if lean.single else "The flips lean neither way"


def _move(move: Move) -> str:
    dropped, raised = (
        f"{flips:,.0f}" if flips >= 10 else f"{flips:.2g}" for flips in (move.dropped, move.raised)
    )
    return f"leaving {move.group} for {move.to} drops {dropped} flags and raises {raised}"


def _explanation(evidence: Evidence, group: str, other: str, limits: Limits) -> Iterator[str]:
    causes = list(_causes(evidence, group, other, limits))
    if causes:
        yield f"What could explain it: {'; '.join(causes)}."
    else:
        yield "Neither base rates nor group sizes explain it."
    if evidence.importance is not None and isnan(evidence.rank):
        yield "The model does not read the attribute."


def _causes(evidence: Evidence, group: str, other: str, limits: Limits) -> Iterator[str]:
    ours, theirs = evidence.base_rate(group), evidence.base_rate(other)
    if theirs and ours / theirs >= limits.uneven:
        yield (
            f"bad events are {ours / theirs:.1f} times as frequent in {group} "
            f"({ours:.1%} against {theirs:.1%})"
        )
    if evidence.share(group) < limits.minor:
        yield f"{group} has {evidence.share(group):.0%} of the rows"
    if evidence.heavy:
        yield f"the attribute weighs in the model, as number {evidence.rank:.0f} of its features"
