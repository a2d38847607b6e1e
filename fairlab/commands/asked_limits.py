"""The limits that a file's audit is held against, as typed and of a policy."""

from dataclasses import dataclass
from math import isnan, nan
from shlex import quote
from typing import TYPE_CHECKING, Any

from fairlab.audit.margins import Margins
from fairlab.audit.metric_names import fairness_metrics, metric_word
from fairlab.gate.judge_source import judge_source
from fairlab.gate.policy import Policy, read_policy
from fairlab.gate.verdicts import Finding

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit

USUAL = Margins()
RATIO, RECALL = "adverse_impact_ratio", "recall_parity"


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


def proposed_limit(found: "FileAudit") -> str:
    """Type a limit that the audit can be held against, on the least equal attribute.

    Of approvals it is four fifths. Where every group has four fifths approved, as where a fraud is
    looked for, that one cannot be broken, and it is the recall, where labels are known.

    Nothing where nobody can be counted: rows weigh differently, groups are only guessed, or there
    are no two.
    """
    if found.asked.weight:
        return ""
    approved = found.groups.loc[found.groups["measure"] == "approval_rate", "value"]
    recall = _named(found, RECALL) if approved.min() >= USUAL.ratio else {}
    if recall:
        return _typed("--max", max(recall, key=recall.__getitem__), USUAL.gap)
    ratios = _named(found, RATIO)
    return _typed("--min", min(ratios, key=ratios.__getitem__), USUAL.ratio) if ratios else ""


def _typed(option: str, name: str, limit: float) -> str:
    return f"{option} {quote(f'{name}={limit}')}"


def _named(found: "FileAudit", figure: str) -> dict[str, float]:
    """Give a figure of each attribute that has it, by the name under which it is limited."""
    figures = fairness_metrics(found.groups)
    named = {f"fair.{a}/{figure}": f"fair.{metric_word(a)}/{figure}" for a in found.asked.groups}
    known = {typed: figures.get(name, nan) for typed, name in named.items()}
    return {typed: value for typed, value in known.items() if not isnan(value)}
