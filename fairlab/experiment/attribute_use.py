"""What a strategy does with the attributes: a feature, in training only, or when it decides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from fairlab.compare.attribute_words import ASKED, DECIDING, FEATURE, MEANING, NONE, TRAINING
from fairlab.data.messages import plain
from fairlab.errors import RequestError
from fairlab.experiment.fit_arguments import fit_arguments

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy

MOST_TOLD = 3
NO = "looks at no attribute"
LEFT_OUT, HELD_AGAINST = "left out, as it", "run, as others are held against it, though it"


class HasRoles(Protocol):
    """Data with roles: a ``Dataset``, or its ``DataIdentity``."""

    @property
    def sensitive(self) -> tuple[str, ...]:
        """The columns that are audited."""

    @property
    def audit_only(self) -> tuple[str, ...]:
        """Those of them that are never a feature."""

    @property
    def balanced(self) -> tuple[str, ...]:
        """Those of them that mitigation works on: the attributes."""


@dataclass(frozen=True)
class AttributeUse:
    """What a strategy does with the attributes, the sensitive columns that mitigation works on.

    Parameters
    ----------
    attributes : tuple of str
        All of them; other sensitive columns are audited alone, and nothing is said of them.
    features : tuple of str
        Those that the model reads.
    deciding : tuple of str
        Sensitive columns that a step asks for when it decides, beside what the model reads.
    training : tuple of str
        Those that a step works on in training.
    is_random : bool
        Whether two decisions about the same person may differ.
    """

    attributes: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    deciding: tuple[str, ...] = ()
    training: tuple[str, ...] = ()
    is_random: bool = False

    @property
    def kind(self) -> str:
        """The strongest use: when-deciding, feature, training-only or none."""
        if self.deciding:
            return DECIDING
        if self.features:
            return FEATURE
        return TRAINING if self.training else NONE

    @property
    def said(self) -> str:
        """The same in words, to be said of a strategy."""
        told = []
        if self.features:
            plural = "features" if len(self.features) > 1 else "a feature"
            told.append(f"reads {_listed(self.features)} as {plural}")
        if self.deciding:
            told.append(f"asks for {_listed(self.deciding)} when it decides")
        if self.training and not told:
            told.append(f"uses {_listed(self.training)} in training only")
        nothing = f"does not look at {_listed(self.attributes, 'or')}" if self.attributes else NO
        return ", ".join(told) or nothing

    @property
    def sentences(self) -> str:
        """The same for the card of a model."""
        random = " Two decisions about the same person may differ." if self.is_random else ""
        meaning = f" It decides {MEANING}." if self.deciding else ""
        return f"It {self.said}.{meaning}{random}"

    @property
    def tags(self) -> dict[str, str]:
        """What a run records of it."""
        return {
            "fairlab.attribute": self.kind,
            "fairlab.attribute_use": self.said,
            "fairlab.random": "yes" if self.is_random else "no",
        }


def attribute_use(strategy: "Strategy", data: HasRoles) -> AttributeUse:
    """Work out what a strategy does with the attributes of data.

    Parameters
    ----------
    strategy : Strategy
        A step may say ``attribute_when_deciding``; a transformer that says it, be it False or
        True, hands no attribute on to the model. One that looks at none says
        ``attribute_in_training = False``. A step by which two decisions about a person may differ
        says ``is_random = True``.
    data : Dataset or DataIdentity

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.data.identity import DataIdentity
    >>> from fairlab.experiment.strategy import Strategy
    >>> from fairlab.mitigate import GroupThresholds
    >>> data = DataIdentity("toy", "ab" * 32, ("sex",), balanced=("sex",))
    >>> by_group = Strategy("cut", DecisionTreeClassifier(), rule=GroupThresholds())
    >>> attribute_use(by_group, data).said
    'reads sex as a feature, asks for sex when it decides'
    """
    steps = strategy.steps()
    handed_on = not hasattr(steps.get("transformer"), "attribute_when_deciding")
    features = [a for a in data.balanced if a not in data.audit_only and handed_on]
    columns = set(strategy.rule_columns(data.balanced))
    asking = [step for step in steps.values() if getattr(step, "attribute_when_deciding", False)]
    columns |= {a for step in asking for a in _own(step, data) or data.balanced}
    worked_on = {a for name, step in steps.items() for a in _worked_on(name, step, data)}
    return AttributeUse(
        attributes=tuple(data.balanced),
        features=tuple(features),
        deciding=tuple(a for a in data.sensitive if a in columns),
        training=tuple(a for a in data.sensitive if a in worked_on),
        is_random=any(getattr(step, "is_random", False) for step in steps.values()),
    )


def obeying(
    strategies: Sequence["Strategy"], data: HasRoles, asked: str
) -> tuple[list["Strategy"], list[str]]:
    """Keep the strategies that use the attributes no further than is allowed.

    Parameters
    ----------
    strategies : sequence of Strategy
        What is needed stands before what needs it.
    data : Dataset or DataIdentity
    asked : {"none", "training-only", "any"}
        What is allowed: nothing, training, or all.

    Returns
    -------
    kept : list of Strategy
        With those that they are held against.
    told : list of str
        Why others are left out, or run all the same.

    Raises
    ------
    RequestError
        None is left.
    """
    uses = {one.name: attribute_use(one, data) for one in strategies}
    allowed = [one for one in strategies if uses[one.name].kind in ASKED[asked]]
    if not allowed:
        first = [f"{name} {use.said}" for name, use in list(uses.items())[:MOST_TOLD]]
        raise RequestError(
            f"No strategy obeys --attribute {asked}: {'; '.join(first)}.\n"
            "Take unawareness, a strategy with a transformer that drops the attribute, or data in "
            "which\nit is audited only (--audit-only)."
        )
    needed, names = _needed(allowed, strategies), {one.name for one in allowed}
    kept = [one for one in strategies if one.name in needed | names]
    return kept, [
        f"{name} is {HELD_AGAINST if name in needed else LEFT_OUT} {use.said}."
        for name, use in uses.items()
        if name not in names
    ]


def _needed(allowed: Iterable["Strategy"], strategies: Iterable["Strategy"]) -> set[str]:
    by_name = {one.name: one for one in strategies}
    waiting, found = [name for one in allowed for name in one.needs], set()
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += by_name[name].needs
    return found


def _own(step: Any, data: HasRoles) -> set[str]:
    """Name the attributes that a step, or what is nested in it, works on."""
    settings = step.get_params().items()
    given = [value for name, value in settings if name.rpartition("__")[2] == "sensitive"]
    named = [(one,) if isinstance(one, str) else one for one in given]
    return {a for one in named for a in (data.balanced if one is None else one)}


def _worked_on(name: str, step: Any, data: HasRoles) -> set[str]:
    if not getattr(step, "attribute_in_training", True):
        return set()
    handed = name == "model" and "sensitive_features" in fit_arguments(step)
    return _own(step, data) | (set(data.balanced) if handed else set())


def _listed(names: Sequence[str], word: str = "and") -> str:
    *first, last = map(plain, names)
    return f"{', '.join(first)} {word} {last}" if first else last
