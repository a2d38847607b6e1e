"""The limits that a file's audit is held against, as typed and of a policy."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fairlab.gate.judge_source import judge_source
from fairlab.gate.policy import Policy, read_policy
from fairlab.gate.verdicts import Finding

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit


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
