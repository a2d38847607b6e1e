"""What is deployed: a strategy fitted on all rows, named by the run that audited it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from fairlab.data.identity import DataIdentity
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.fit_spec import FORMAT
from fairlab.experiment.identity import key_of
from fairlab.experiment.spec import RunSpec


@dataclass(frozen=True)
class FinalSpec:
    """A refit on all rows; see docs/decisions/0017-deployment.md.

    Parameters
    ----------
    audited : RunSpec
        The run whose folds audited the strategy: the refit takes what these found.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.experiment.strategy import Strategy
    >>> tree, data = Strategy("tree", DecisionTreeClassifier()), DataIdentity("people", "ab" * 32)
    >>> one, other = (FinalSpec(RunSpec(tree, data, seed)) for seed in (0, 1))
    >>> one.settings_key == other.settings_key, one.key == other.key
    (True, False)
    """

    audited: RunSpec
    kind: str = field(default="final", init=False)

    @property
    def strategy_name(self) -> str:
        """What is fitted."""
        return self.audited.strategy_name

    @property
    def seed(self) -> int:
        """That of the audit, from which the refit's own are derived."""
        return self.audited.seed

    @property
    def data(self) -> DataIdentity:
        """All rows."""
        return self.audited.data

    @cached_property
    def settings_key(self) -> str:
        """The same for all seeds."""
        return key_of([FORMAT, self.kind, self._audited.settings_key])

    @cached_property
    def key(self) -> str:
        """Names this refit among all others: equal keys give equal models."""
        return key_of([FORMAT, self.kind, self._audited.key])

    @property
    def params(self) -> Mapping[str, Any]:
        """What the record shows as parameters."""
        return self.audited.params

    @property
    def tags(self) -> Mapping[str, str]:
        """The key of the run that audited it, and what is done with the attributes."""
        use = attribute_use(self.audited.strategy, self.data)
        return {"fairlab.audited": self.audited.key, **use.tags}

    @property
    def _audited(self) -> RunSpec:
        # Whether people were asked about one by one changes no model.
        return replace(self.audited, individual=None)
