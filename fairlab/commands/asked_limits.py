"""The limits that a file's audit is held against, as typed and of a policy."""

from dataclasses import dataclass
from math import isnan, nan
from shlex import quote
from typing import TYPE_CHECKING, Any

from fairlab.audit.metric_names import fairness_metrics, metric_word
from fairlab.gate.judge_source import judge_source
from fairlab.gate.policy import Policy, read_policy
from fairlab.gate.verdicts import Finding

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit

RATIO = "adverse_impact_ratio"


@dataclass(frozen=True)
class AskedLimits:
    """Limits as typed, and those of a policy.

    Parameters
    ----------
    most, least : tuple of str
        Each ``metric=value``.
    policy : Policy, optional
    """

    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    policy: Policy | None = None

    @classmethod
    def of(cls, options: dict[str, Any]) -> "AskedLimits":
        """Take them out of what was typed."""
        most, least = (tuple(options.pop(name, ())) for name in ("most", "least"))
        file = options.pop("policy", None)
        return cls(most, least, None if file is None else read_policy(file))

    def __bool__(self) -> bool:
        return bool(self.most or self.least or self.policy)

    def judged(self, found: "FileAudit") -> list[Finding]:
        """Hold an audit against them."""
        if not self:
            return []
        return judge_source(found.source, found.groups, self.most, self.least, self.policy)


def four_fifths(found: "FileAudit") -> str:
    """Type a limit that the audit can be held against, on approvals of the least equal attribute.

    Parameters
    ----------
    found : FileAudit

    Returns
    -------
    str
        Nothing where nobody can be counted: rows weigh differently, groups are only guessed, or
        there are no two.
    """
    if found.asked.weight:
        return ""
    figures = fairness_metrics(found.groups)
    named = {f"fair.{a}/{RATIO}": f"fair.{metric_word(a)}/{RATIO}" for a in found.asked.groups}
    ratios = {typed: figures.get(name, nan) for typed, name in named.items()}
    known = {typed: ratio for typed, ratio in ratios.items() if not isnan(ratio)}
    return f"--min {quote(f'{min(known, key=known.__getitem__)}=0.8')}" if known else ""
