"""What is run: one strategy on one data set with one seed, and the key that names it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from fairlab.data.identity import DataIdentity
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.design import HOLDOUT, INNER, Design
from fairlab.experiment.fit_spec import FORMAT, FitSpec
from fairlab.experiment.identity import key_of
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate.rules import wants_out_of_fold
from fairlab.typed_names import names_as_typed

if TYPE_CHECKING:
    from fairlab.causal.twin_settings import TwinSettings

ASKED = "asked"  # beside the journal of a run: a line per attribute that people were asked about
FEATURES = "features"  # that the rule reads beside the columns it names
OPTIMISTIC = (
    "The decision rule was fitted on the test set, as in the study: figures are optimistic."
)


@dataclass(frozen=True)
class RunSpec:
    """A run, before it is computed: all that its numbers depend on.

    Parameters
    ----------
    strategy : Strategy
    data : DataIdentity
        The data's content and roles; the rows themselves travel apart.
    seed : int
    design : Design
        On which rows it learns, and on which it is judged.
    needs : tuple of RunSpec
        The runs whose metrics this one looks at.
    individual : TwinSettings, optional
        How people are asked about one by one; they are not when left out.
    """

    strategy: Strategy
    data: DataIdentity
    seed: int
    design: Design = field(default_factory=Design)
    needs: tuple["RunSpec", ...] = ()
    individual: "TwinSettings | None" = None
    kind: str = field(default="run", init=False)

    @property
    def strategy_name(self) -> str:
        """What was run."""
        return self.strategy.name

    @cached_property
    def fits(self) -> tuple[FitSpec, ...]:
        """Its trainings, which it may share with other runs, in the order of the folds."""
        return tuple(
            FitSpec(self.strategy, self.data, self.seed, self.design, fold)
            for fold in range(self.design.count)
        )

    @cached_property
    def inner_fits(self) -> tuple[tuple[FitSpec, ...], ...]:
        """Per fold the trainings that score its training rows; none unless its rule wants them."""
        if not wants_out_of_fold(self.strategy.rule):
            return ()
        return tuple(
            tuple(replace(fit, inner=inner) for inner in range(INNER)) for fit in self.fits
        )

    @property
    def trainings(self) -> Iterator[FitSpec]:
        """All that must be fitted before it can decide."""
        yield from self.fits
        for inner in self.inner_fits:
            yield from inner

    @cached_property
    def settings(self) -> dict[str, Any]:
        """Every setting that the numbers depend on, but the seed and the data."""
        balanced = {"balanced": ",".join(self.data.balanced)} if self.strategy.balances else {}
        asked = {**self.individual.params(), **self._asked_once} if self.individual else {}
        return {**self.strategy.params(), **balanced, **self.design.params, **asked}

    @property
    def _asked_once(self) -> Mapping[str, str]:
        """Tell runs apart from those of before, which asked about the people of one fold."""
        return {} if self.design.kind == HOLDOUT else {"individual__people": "out of fold"}

    @cached_property
    def settings_key(self) -> str:
        """The same for all seeds of one strategy with these settings on these data."""
        needs = [need.settings_key for need in self.needs]
        return key_of([FORMAT, self.strategy.name, self.settings, self.data.fingerprint, needs])

    @cached_property
    def key(self) -> str:
        """Names this run among all others: equal keys give equal numbers."""
        return key_of([self.settings_key, self.seed])

    @property
    def params(self) -> dict[str, Any]:
        """What the record shows as parameters."""
        columns = self.strategy.rule_columns(self.data.balanced)
        return {
            **self.settings,
            **({"rule.columns": names_as_typed(columns)} if columns else {}),
            **({"rule.reads": FEATURES} if self.strategy.rule_reads_features else {}),
            **({"budget": self.strategy.budget} if self.strategy.budget else {}),
            **{f"needs.{need.strategy_name}": need.settings_key for need in self.needs},
            **(self.individual.sources if self.individual else {}),
            "format": FORMAT,
            "data.fingerprint": self.data.fingerprint[:12],
            "data.sensitive": names_as_typed(self.data.sensitive),
            "data.audit_only": names_as_typed(self.data.audit_only),
            **({"data.bands": self.data.bands} if self.data.bands else {}),
            "split.test": self._tested,
        }

    @property
    def _tested(self) -> str:
        if self.design.kind == HOLDOUT:
            return self.data.test_part
        return "blocks" if self.data.test_part == "latest" else "folds"

    @property
    def tags(self) -> Mapping[str, str]:
        """What a reader of the figures has to know, and what is done with the attributes."""
        optimistic = {"fairlab.optimistic": OPTIMISTIC} if self.strategy.rule.on == "test" else {}
        return attribute_use(self.strategy, self.data).tags | optimistic
