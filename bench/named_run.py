"""What names a run that no strategy made, as the record asks for it."""

from dataclasses import dataclass, field

from fairlab.record import AuditIdentity


@dataclass(frozen=True)
class NamedRun(AuditIdentity):
    """Counts as a run of a strategy, and has the keys of an audit's name, settings and seed."""

    kind: str = field(default="run", init=False)
