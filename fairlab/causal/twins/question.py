"""One question put to a model: what if these people had another value of the attribute?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.flips import flip_rates
from fairlab.causal.twins.other_values import other_values
from fairlab.data.dataset import Dataset
from fairlab.data.groups import Groups
from fairlab.data.level_names import plain_level

Ask = Callable[[pd.DataFrame], Any]


@dataclass(frozen=True)
class Question:
    """People who are moved to another level, and what was decided of them.

    Parameters
    ----------
    to : str
        The level that they are moved to, or ``"opposite"``.
    people : DataFrame of shape (n, p)
        Their rows.
    changed : Series of shape (n,)
        The other values of the attribute.
    flagged : array of float, shape (n,)
        1 where the model flags the person.
    group : Series of shape (n,)
        The group of each person.
    ask : callable
        From rows to decisions.
    """

    to: str
    people: pd.DataFrame
    changed: pd.Series
    flagged: np.ndarray
    group: pd.Series
    ask: Ask

    def twins(
        self, model: StructuralModel, how: TwinSettings, strength: float = 1.0
    ) -> Iterator[pd.DataFrame]:
        """Give the twins of these people, draw after draw."""
        drawn = how.draws, how.seed, how.allowed
        return model.twins(self.people, self.changed, *drawn, strength)

    def answers(
        self, model: StructuralModel, how: TwinSettings, strength: float = 1.0
    ) -> np.ndarray:
        """Give the share of each person's twins that are flagged."""
        twins = self.twins(model, how, strength)
        decisions = [np.asarray(self.ask(rows), float) for rows in twins]
        return np.mean(decisions, axis=0)

    def rates(self, flagged_twin: np.ndarray, weight: np.ndarray | float = 1.0) -> pd.DataFrame:
        """Give the flip rates of each group."""
        return flip_rates(self.flagged, flagged_twin, self.group, weight)

    def part(self, rows: np.ndarray) -> "Question":
        """Give the same question about some of the people."""
        return replace(
            self,
            people=self.people.iloc[rows],
            changed=self.changed.iloc[rows],
            flagged=self.flagged[rows],
            group=self.group.iloc[rows],
        )


def questions(train: Dataset, test: Dataset, attribute: str, ask: Ask) -> Iterator[Question]:
    """Put together all questions about one attribute.

    Parameters
    ----------
    train : Dataset
        What says which levels and quantiles there are.
    test : Dataset
        The people; those without a value of the attribute are not asked about.
    attribute : str
    ask : callable
        From rows of ``test.frame`` to decisions.

    Examples
    --------
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> people = Dataset("people", table, target="bad", sensitive=("sex",))
    >>> [one] = questions(people, people, "sex", lambda rows: rows["age"] > 30)
    >>> one.to, one.changed.head(2).tolist()
    ('opposite', ['f', 'm'])
    """
    flagged = np.asarray(ask(test.frame), float)
    groups = Groups.learn(train.frame, (attribute,), train.labels, train.bands)
    group = groups.of(test.frame)[attribute]
    words = {
        plain_level(level): str(word) for level, word in train.labels.get(attribute, {}).items()
    }
    for to, changed in other_values(test.frame[attribute], train.frame[attribute]):
        at = changed.index
        if len(at):
            people, name = test.frame.loc[at], words.get(to, to)
            yield Question(name, people, changed, flagged[at], group[at].astype(str), ask)
