"""What is fitted: a strategy but for its decision rule, on one fold, and the key that names it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from fairlab.data.identity import DataIdentity
from fairlab.experiment.design import FIXED, INNER, ONCE, Design
from fairlab.experiment.identity import key_of
from fairlab.experiment.strategy import Strategy

FORMAT = 3  # of keys; runs of another one are read, and never gone on with
RULE = "rule"


@dataclass(frozen=True)
class FitSpec:
    """A training, named by what it depends on: strategies that decide otherwise share it.

    Parameters
    ----------
    strategy : Strategy
        Of which the decision rule is not looked at.
    data : DataIdentity
    seed : int
    design : Design
    fold : int
        Which of the design's trainings.
    inner : int, optional
        Which inner fold of that training's rows is scored by a model of the others; the training
        itself when left out.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.mitigate import FlagShare
    >>> tree, data = DecisionTreeClassifier(), DataIdentity("people", "ab" * 32)
    >>> one = FitSpec(Strategy("tree", tree), data, 0, Design(), 2)
    >>> other = FitSpec(Strategy("few", tree, rule=FlagShare(0.1)), data, 0, Design(), 2)
    >>> one.key == other.key
    True
    """

    strategy: Strategy
    data: DataIdentity
    seed: int
    design: Design
    fold: int
    inner: int | None = None
    kind: str = field(default="fit", init=False)

    @property
    def strategy_name(self) -> str:
        """The strategy that asked first; others may share the fit."""
        return self.strategy.name

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Every setting that the fitted model depends on, but the seed and the data."""
        bare = self.strategy.without_rule
        balanced = {"balanced": ",".join(self.data.balanced)} if bare.balances else {}
        kept = {n: v for n, v in bare.params().items() if n.partition("__")[0] != RULE}
        by = {"search": self.searched_by.key} if self.searched_by else {}
        design = {n: v for n, v in self.design.params.items() if n != "search"}
        inner = {} if self.inner is None else {"inner": self.inner, "inner_folds": INNER}
        return {**kept, **balanced, **design, "fold": self.fold, **inner, **by}

    @cached_property
    def search(self) -> "FitSpec | None":
        """The fit that finds the hyperparameters of this one; none where nothing is searched.

        One that serves all seeds must not depend on any: it is that of a fixed one.
        """
        if not getattr(self.strategy.model, "trials", 0):
            return None
        one = replace(self, seed=FIXED, fold=0) if self.design.search == ONCE else self
        return replace(one, inner=None)

    @property
    def searched_by(self) -> "FitSpec | None":
        """The fit whose hyperparameters this one takes; none where it searches itself.

        An inner fit takes those of its fold: the search knew the rows that it scores, as each
        inner fold would have to search anew, but the model has not seen them.
        """
        return None if self.search == self else self.search

    @cached_property
    def settings_key(self) -> str:
        """The same for all seeds."""
        return key_of([FORMAT, self.kind, self.settings, self.data.fingerprint])

    @cached_property
    def key(self) -> str:
        """Names this fit among all others: equal keys give equal scores."""
        return key_of([self.settings_key, self.seed])

    @property
    def params(self) -> dict[str, Any]:
        """What the record shows as parameters."""
        return {
            **self.settings,
            "format": FORMAT,
            "data.fingerprint": self.data.fingerprint[:12],
        }

    @property
    def tags(self) -> Mapping[str, str]:
        """Nothing more has to be known of it."""
        return {}
