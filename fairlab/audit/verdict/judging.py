"""A verdict per attribute, from the tables of an audit."""

from math import nan

import pandas as pd

from fairlab.audit.verdict.evidence import Evidence, evidence_in
from fairlab.audit.verdict.rules import Limits, leading, rule_for
from fairlab.audit.verdict.sentences import against, because, sentence

COLUMNS = ["attribute", "verdict", "against", "because", "sentence", "rule", "measure", "parity"]
COLUMNS += ["floor_95", "p", "p_holm", "p_bh", "tests", "flips_against", "base_rate"]
COLUMNS += ["base_rate_other", "share", "importance_rank"]


def verdicts(
    audit: pd.DataFrame,
    flips: pd.DataFrame | None = None,
    importance: pd.Series | None = None,
    limits: Limits | None = None,
) -> pd.DataFrame:
    """Judge every attribute of an audit.

    Parameters
    ----------
    audit : DataFrame
        What `audit_groups` or `audit_counts` returns.
    flips : DataFrame, optional
        Flip rates of any of the attributes: columns attribute, group, to, rate and flips, and
        low, high and descendants where there are any, as ``IndividualAudit.rates`` has them.
    importance : Series, optional
        What each feature contributes to the model, by name; an attribute that is missing is
        taken to be none of the features.
    limits : Limits, optional
        Where verdicts change.

    Returns
    -------
    DataFrame
        One row per attribute: ``verdict`` ("significant", "limited", "none", "not applicable",
        "cannot be told"); ``against``, the burdened group; ``because``, where there is no
        verdict; ``sentence``; the ``rule`` that gave it; and the evidence: ``measure``, the rate
        that speaks most, with its parity, ``floor_95``, ``p``, ``p_holm``, ``p_bh`` over so many
        ``tests``; ``flips_against``; of the burdened group its ``base_rate``, that of the other
        group, and its ``share`` of the rows; and ``importance_rank``, from 1.

    Raises
    ------
    RequestError
        The flip rates hold several modes or seeds.

    References
    ----------
    van der Pol (2026), sections 5.1.3 and 6.1.3; `RULES` for ours.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> age = pd.DataFrame({"tn": [20801, 21244], "fp": [121, 16], "fn": [673, 349],
    ...     "tp": [54, 29]}, index=["young", "old"])
    >>> told = verdicts(audit_counts({"age": age})).iloc[0]
    >>> told["verdict"], told["against"]
    ('significant', 'young')
    """
    used = limits or Limits()
    found = evidence_in(audit, flips, importance, used.alpha)
    return pd.DataFrame([_judged(each, used) for each in found], columns=COLUMNS)


def _judged(evidence: Evidence, limits: Limits) -> dict:
    rule = rule_for(evidence, limits)
    group, other = against(evidence, rule.verdict, limits)
    parity = leading(evidence, limits)
    return {
        "attribute": evidence.attribute,
        "verdict": rule.verdict,
        "against": group,
        "because": because(evidence, rule.verdict, limits),
        "sentence": sentence(evidence, rule.verdict, limits),
        "rule": rule.when,
        "measure": parity.rate,
        "parity": parity.value,
        "floor_95": parity.floor,
        "p": parity.p,
        "p_holm": parity.p_holm,
        "p_bh": parity.p_bh,
        "tests": evidence.tests,
        "flips_against": evidence.lean.against if evidence.lean else "",
        "base_rate": evidence.base_rate(group) if group else nan,
        "base_rate_other": evidence.base_rate(other) if group else nan,
        "share": evidence.share(group) if group else nan,
        "importance_rank": evidence.rank,
    }
