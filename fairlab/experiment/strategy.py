"""A mitigation strategy is a sentence: transform, resample, weigh, fit, decide."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.data import Dataset, Split
from fairlab.data.costs import Costs
from fairlab.errors import RequestError, nearest
from fairlab.experiment.estimator_copy import copy_with
from fairlab.experiment.fit_arguments import fit_arguments, unlabelled_for
from fairlab.experiment.identity import leaf_params
from fairlab.experiment.identity.filled_in import fill_in, settable
from fairlab.experiment.step_faults import (
    refuse_columns,
    refuse_settings,
    refuse_unable,
    refuse_unweighed,
)
from fairlab.learn.formats import quiet_settings
from fairlab.learn.scoring import refuse_unscored
from fairlab.mitigate.attribute_rule import attributes_of
from fairlab.mitigate.budget_names import BASELINE, RECALL
from fairlab.mitigate.one_cut import one_cut_within
from fairlab.mitigate.rules.cut_at import CutAt
from fairlab.mitigate.rules.profit_threshold import ProfitThreshold
from fairlab.mitigate.rules.single_threshold import SingleThreshold

if TYPE_CHECKING:
    from fairlab.experiment.fitted import Fitted


@dataclass(frozen=True)
class Strategy:
    """Pre-, in- and post-processing in that order; a step left out is skipped.

    Parameters
    ----------
    name : str
        What its runs are called.
    model : estimator
        Any scikit-learn classifier with ``predict_proba``. ``fit`` is also given, where it takes
        them, ``validation=(X, y)``, ``sensitive_features`` (a column per balanced attribute) and
        ``sample_weight``.
    sampler : imbalanced-learn sampler, optional
        Changes the training rows. One that has ``new_rows(X, y)`` only adds rows: they are handed
        on in batches to a model whose ``fit`` takes ``extra_rows``, unless rows are weighed.
    weights : estimator, optional
        Has ``weights(X, y)``, which weighs the training rows.
    rule : decision rule, optional
        From scores to decisions, see ``fairlab.mitigate.rules``; without one, rows with a
        score of at least 0.5 are flagged.
    transformer : scikit-learn transformer, optional
        From features to other features, before all other steps: a frame in, a frame out, see
        Notes.

    Notes
    -----
    A transformer is fitted on the training rows of a fold and applied to these, to the rows that
    are validated on or held out, and to new rows once it is deployed. One that has a setting
    ``sensitive``, or says ``attribute_when_deciding``, is fitted with the attributes that are
    balanced in sight, be they features or not; another one sees the features alone. Once fitted
    it may name in ``columns_`` what ``transform`` reads, and nothing else is asked for when
    somebody is decided about; without, that is all it was fitted on. ``attribute_when_deciding``
    says beforehand whether a sensitive column is among these although the model does not read
    it; False says that none is. Such an attribute is handed on as it was or not at all: samplers
    and weights know its groups all the same. Of what it drops on purpose a fitted transformer may
    say why, by column, in ``dropped_``.

    A step by which two decisions about the same person may differ says ``is_random = True``, and
    one that has a setting ``sensitive`` but learns from no attribute ``attribute_in_training =
    False``.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> Strategy("tree", DecisionTreeClassifier(max_depth=3)).params()["model__max_depth"]
    3
    """

    name: str
    model: Any
    sampler: Any = None
    weights: Any = None
    rule: Any = field(default_factory=CutAt)
    transformer: Any = None

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise RequestError(f"The name of a strategy must be text, but got {self.name!r}.")
        refuse_unable(self)

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the strategies whose run with the same seed this one looks at."""
        return tuple(self.rule.needs)

    def steps(self) -> dict[str, Any]:
        """Give the steps that are not left out, by name."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}
        return {name: step for name, step in named.items() if step is not None}

    def params(self) -> dict[str, Any]:
        """Give every setting of every nested estimator, for the record and for the run's key.

        Those that the run fills in, and those that change no number, are left out.
        """
        found: dict[str, Any] = {}
        for name, step in self.steps().items():
            found |= leaf_params(name, step)
        if self.rule.columns:
            found["rule.columns"] = ",".join(self.rule.columns)
        return found

    @property
    def balances(self) -> bool:
        """Whether a step works on the attributes that the data set names to be balanced."""
        takes_groups = "sensitive_features" in fit_arguments(self.model)
        settings = (step.get_params() for step in self.steps().values())
        return takes_groups or any(
            value is None
            for found in settings
            for name, value in found.items()
            if name.rpartition("__")[2] == "sensitive"
        )

    def rule_columns(self, balanced: tuple[str, ...]) -> tuple[str, ...]:
        """Name what the rule decides by beside the score, with the attributes of the data."""
        return tuple(fill_in(self.rule, 0, "rule", 1, balanced).columns)

    @property
    def rule_reads_features(self) -> bool:
        """Whether the rule is given the features too, but for the attributes."""
        return self.rule.get_params().get("features", ()) is None

    @property
    def without_rule(self) -> "Strategy":
        """The same but for its decision rule: what its models depend on."""
        return replace(self, rule=CutAt())

    def settings(self) -> set[str]:
        """Name every setting that can be changed, as ``step__setting``."""
        return {f"{name}__{key}" for name, step in self.steps().items() for key in settable(step)}

    def with_settings(self, **settings: Any) -> "Strategy":
        """Change settings, each named as ``step__setting``; None leaves one as it is.

        Raises
        ------
        RequestError
            No step has such a setting.

        Examples
        --------
        >>> from sklearn.tree import DecisionTreeClassifier
        >>> tree = Strategy("tree", DecisionTreeClassifier())
        >>> tree.with_settings(model__max_depth=2).model
        DecisionTreeClassifier(max_depth=2)
        >>> tree.with_settings(model__max_dept=2)
        Traceback (most recent call last):
        fairlab.errors.RequestError: tree has no setting 'model__max_dept'. Did you mean ...
        """
        given = {name: value for name, value in settings.items() if value is not None}
        known = sorted(self.settings())
        for name in given:
            if name not in known:
                raise RequestError(f"{self.name} has no setting {name!r}. {nearest(name, known)}")
        changed = {}
        for name, step in self.steps().items():
            prefix = f"{name}__"
            own = {k.removeprefix(prefix): v for k, v in given.items() if k.startswith(prefix)}
            changed[name] = copy_with(step, own)
        return replace(self, **changed)

    def flagging(self, budget: float | str | None, threshold: float | None = None) -> "Strategy":
        """Flag within a budget, or from this score on, in place of the threshold 0.5.

        Parameters
        ----------
        budget : float, str or None
            A share of people above 0 and below 1; ``"recall"``, to catch what the baseline
            catches; or costs, ``"FP=1,FN=20"``. A rule with a setting ``budget`` takes it, one cut
            for everybody becomes that of the budget, whatever it kept, and the baseline itself
            keeps its cut where its recall is asked for. A model with a ``share`` of its own takes
            a share.
        threshold : float, optional
            Without a budget, and of the baseline whose recall is one. With neither the strategy is
            left alone, as one is whose rule is neither one cut nor has a budget.

        Returns
        -------
        Strategy
        """
        if budget is None or (budget == RECALL and self.name == BASELINE):
            if threshold is None or not isinstance(self.rule, CutAt):
                return self
            return replace(self, rule=CutAt(threshold))
        told = self._told_share(budget)
        if "budget" in self.rule.get_params():
            return replace(told, rule=copy_with(self.rule, {"budget": budget}))
        if isinstance(self.rule, SingleThreshold | ProfitThreshold):
            return replace(told, rule=one_cut_within(budget))
        return told

    def _told_share(self, budget: float | str) -> "Strategy":
        if not isinstance(budget, Real) or "share" not in self.model.get_params(deep=False):
            return self
        return replace(self, model=copy_with(self.model, {"share": budget}))

    @property
    def budget(self) -> str:
        """What its rule keeps: a share, a recall or costs; empty of one that keeps none."""
        kept = getattr(self.rule, "budget", None)
        return "" if kept is None else str(kept)

    @property
    def costs_of_errors(self) -> Costs | None:
        """What the two errors cost, where that is its budget."""
        known = getattr(self.rule, "costs_of_errors", None)
        return known() if known else None

    def check(self, train: Dataset) -> None:
        """Refuse what cannot work, before anything is trained.

        Parameters
        ----------
        train : Dataset
            The training set; each step that has a ``check(X, y)`` is asked.

        Raises
        ------
        RequestError
            If the model gives no scores, rows are weighed for a model that takes no weights, the
            rule needs a column that is not there or is the target, or a step refuses.
        """
        refuse_unscored(self.model)
        refuse_unweighed(self)
        refuse_columns(self, train)
        for name in self.steps():
            step = self.ready(name, train, seed=0, threads=1)
            refuse_settings(self.name, step)
            if hasattr(step, "check"):
                step.check(train.with_sensitive, train.y)

    def check_rows(self, dataset: Dataset) -> None:
        """Refuse a table of which the rule could not decide about some row.

        Parameters
        ----------
        dataset : Dataset
            The whole table.

        Raises
        ------
        DataError
        """
        rule = self.ready("rule", dataset, seed=0, threads=1)
        if hasattr(rule, "check_rows"):
            rule.check_rows(dataset.frame[list(rule.columns)])

    def announce(self, train: Dataset) -> list[str]:
        """Say what the steps are about to do, where that is worth knowing beforehand.

        Parameters
        ----------
        train : Dataset
            The training set; each step that has an ``announce(X, y)`` is asked.

        Returns
        -------
        list of str
            Sentences.
        """
        steps = (self.ready(name, train, seed=0, threads=1) for name in self.steps())
        told = [step for step in steps if hasattr(step, "announce")]
        X, y = train.with_sensitive, train.y
        return [
            f"{self.name}: {step.announce(X, y, **unlabelled_for(step.announce, train))}"
            for step in told
        ]

    def fit(
        self,
        parts: Split,
        seed: int,
        reference: Mapping[str, Mapping[str, float]] | None = None,
        threads: int = 1,
        journal: Path | None = None,
    ) -> "Fitted":
        """Learn from the training set; tune and fit the decision rule on the validation set.

        Parameters
        ----------
        parts : Split
            The test set is not looked at, unless the rule is asked to (``on="test"``).
        seed : int
            From which the seed of each step is derived.
        reference : mapping of str to mapping of str to float, optional
            The metrics of the strategies that this one needs, with the same seed.
        threads : int
            How many the model may use.
        journal : Path, optional
            Where finished tuning trials are written, so that a killed search goes on.

        Returns
        -------
        Fitted
        """
        from fairlab.experiment.fitting import fit_model, fit_rule

        model = fit_model(self, parts, seed, threads, journal)
        looked_at = "test" if self.rule.on == "test" else "validation"
        scores = {looked_at: model.score(getattr(parts, looked_at).frame)}
        return model.ruled_by(fit_rule(self, parts, scores, seed, reference or {}))

    def ready(self, name: str, train: Dataset, seed: int, threads: int) -> Any:
        """Copy a step and fill in what a run decides: seed, threads, attributes to balance.

        A rule is given the groups of the whole table, by which its decisions are audited, and the
        features where its own are left to the data.
        """
        step = getattr(self, name)
        step = copy_with(step, quiet_settings(step)) if name == "model" else step
        audited = train.groups().among(train.balanced)
        balanced = audited if name == "rule" else train.balanced_groups
        ready = fill_in(step, seed, name, threads, balanced)
        if name == "rule" and self.rule_reads_features:
            attributes = attributes_of(ready.sensitive)
            ready.set_params(features=tuple(f for f in train.features if f not in attributes))
        return ready
