"""What rules have in common that price people by how likely they are of each group."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import pandas as pd

from fairlab.mitigate.attribute_rule import FEWEST, AttributeRule, attributes_of
from fairlab.mitigate.budgeted_rule import BudgetedRule, ScoredRows, common_cut
from fairlab.mitigate.fair_prices import Group
from fairlab.mitigate.group_posterior import GroupPosterior

Posteriors = dict[str, GroupPosterior]  # by attribute


class PosteriorRule(AttributeRule):
    """Flag a share by a score less what people owe for their likely groups.

    The attribute is needed when the rule is fitted, and not when it decides; the features are. A
    rule has ``priced``, which takes off what is owed.
    """

    posteriors: tuple[str, ...] = ("posteriors_",)  # attributes that hold some
    prices_: dict[str, dict[str, float]]
    features: Any

    @property
    def columns(self) -> tuple[str, ...]:
        """The features of the posteriors, and amounts of costs."""
        amounts = BudgetedRule.columns.fget(self)  # type: ignore[attr-defined]
        return tuple(dict.fromkeys([*(self.features or ()), *amounts]))

    @property
    def training_columns(self) -> tuple[str, ...]:
        """The attributes, which it is handed when it is fitted, and not when it decides."""
        return attributes_of(self.sensitive)

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Choose the cut of the priced scores that flags the share."""
        self.common_cut_ = common_cut(rows.risk, share)

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Flag the rows whose priced score reaches the cut."""
        priced = self.priced(risk, frame) if frame is not None and self.prices_ else risk
        flagged: np.ndarray = priced >= self.common_cut_
        return flagged

    def priced(self, risk: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
        """Take off what each row owes; what each rule does."""
        raise TypeError(f"{type(self).__name__} does not say what is owed.")

    def groups_apart(self, rows: ScoredRows) -> dict[str, np.ndarray]:
        """Name the group of each row in the attributes that are looked at."""
        return {a: self.cells((a,), rows.frame).to_numpy() for a in self.apart_}

    def members(self, rows: ScoredRows) -> dict[Group, np.ndarray]:
        """Mark who is of each group with enough bad events, of attributes with two such groups."""
        groups = self.groups_apart(rows)
        large = {a: large_groups(of, rows.y) for a, of in groups.items() if self.features}
        return {(a, g): groups[a] == g for a, of in large.items() if len(of) > 1 for g in of}

    def held_together(self, rows: ScoredRows) -> list[dict[str, np.ndarray]]:
        """Give the rows of the groups that are priced, of each attribute."""
        people: dict[str, dict[str, np.ndarray]] = {}
        for (a, group), of in self.members(rows).items():
            people.setdefault(a, {})[group] = of
        return [*people.values()]

    def posteriors_of(
        self, rows: ScoredRows, members: Mapping[Group, np.ndarray], label: np.ndarray | None
    ) -> Posteriors:
        """Learn the posteriors of the attributes, those of people with the label 1 where given."""
        groups, features = self.groups_apart(rows), rows.frame[list(self.features or ())]
        attributes = dict.fromkeys(a for a, _ in members)
        return {a: GroupPosterior.learn(features, groups[a], label) for a in attributes}

    def to_dict(self) -> dict[str, Any]:
        """Give the settings, the prices and the posteriors."""
        features = None if self.features is None else list(self.features)
        known = {name: getattr(self, name).items() for name in self.posteriors}
        written = {name: {a: one.to_dict() for a, one in of} for name, of in known.items()}
        return super().to_dict() | {"features": features, **written}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        rule = super().from_dict(state)
        for name in cls.posteriors:
            known = {a: GroupPosterior.from_dict(of) for a, of in state[name].items()}
            setattr(rule, name, known)
        return rule


def likely_groups(posteriors: Posteriors, frame: pd.DataFrame) -> dict[Group, np.ndarray]:
    """Give how likely each row is of each group of each attribute."""
    return {
        (a, group): of
        for a, posterior in posteriors.items()
        for group, of in zip(posterior.groups, posterior.of(frame).T, strict=True)
    }


def large_groups(group: np.ndarray, y: np.ndarray) -> list[str]:
    """Name the groups with enough bad events.

    Examples
    --------
    >>> large_groups(np.array(["f"] * 12 + ["m"] * 12), np.array([1] * 12 + [0] * 12))
    ['f']
    """
    bad = pd.Series(y).groupby(group).sum()
    return [str(name) for name in bad.index[bad >= FEWEST]]
