"""What names a run among all others in the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Any, Protocol

from fairlab.data.identity import DataIdentity


class RunIdentity(Protocol):
    """What the record asks of whatever says what was run.

    Attributes
    ----------
    kind : str
        ``"run"`` of a strategy, or ``"audit"``.
    """

    kind: str

    @property
    def strategy_name(self) -> str:
        """What was run."""

    @property
    def seed(self) -> int:
        """With which seed."""

    @property
    def data(self) -> DataIdentity:
        """On which data."""

    @property
    def key(self) -> str:
        """16 hex digits that name settings, data and seed together."""

    @property
    def settings_key(self) -> str:
        """The same without the seed."""

    @property
    def params(self) -> Mapping[str, Any]:
        """The resolved settings."""

    @property
    def tags(self) -> Mapping[str, str]:
        """Further tags."""


@dataclass(frozen=True)
class AuditIdentity:
    """What names an audit, an exploration or a clone test: it is no run of a strategy.

    Parameters
    ----------
    strategy_name : str
        ``"audit"``, ``"explore"`` or ``"clones"``.
    data : DataIdentity
    params : mapping of str to object
        What was asked.
    note : str
        What was found, in sentences.
    seed : int

    Examples
    --------
    >>> data = DataIdentity("toy", "ab" * 32)
    >>> len(AuditIdentity("audit", data, {"run": "a1"}, "Nothing.").key)
    16
    """

    strategy_name: str
    data: DataIdentity
    params: Mapping[str, Any]
    note: str
    seed: int = 0
    kind: str = field(default="audit", init=False)

    @cached_property
    def settings_key(self) -> str:
        """The same for the same question about any data."""
        about = f"{self.strategy_name} {sorted((k, str(v)) for k, v in self.params.items())}"
        return sha256(about.encode()).hexdigest()[:16]

    @cached_property
    def key(self) -> str:
        """Names the question, the data and the seed."""
        about = f"{self.settings_key} {self.seed} {self.data.fingerprint}"
        return sha256(about.encode()).hexdigest()[:16]

    @property
    def tags(self) -> Mapping[str, str]:
        """What MLflow shows as the run's description."""
        return {"mlflow.note.content": self.note}
