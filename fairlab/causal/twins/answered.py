"""All questions about one attribute, and what is answered about everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.decomposition import decomposition, errors_of_people
from fairlab.causal.twins.question import Question

Shares = Sequence[np.ndarray]


@dataclass(frozen=True)
class Answered:
    """What a model says of twins, a question after the other.

    Parameters
    ----------
    asked : sequence of Question
    attribute : str
    twins : sequence of array
        The share of flagged twins of each person; they keep what a difference is allowed through.
    unrestricted : sequence of array
        The same of twins in which all that follows from the attribute moves.
    alone : sequence of array
        Whether people are flagged in whom nothing but the attribute is another.
    """

    asked: Sequence[Question]
    attribute: str
    twins: Sequence[np.ndarray]
    unrestricted: Sequence[np.ndarray]
    alone: Sequence[np.ndarray]

    @property
    def pairs(self) -> list[tuple[Question, np.ndarray]]:
        """Each question with the answers about twins."""
        return [*zip(self.asked, self.twins, strict=True)]

    def decomposition(self, weights: Sequence[np.ndarray] | None = None) -> pd.DataFrame:
        """Say why there is a gap, see ``decomposition``."""
        return decomposition(*self._parts, weights=weights)

    @property
    def errors_of_people(self) -> np.ndarray:
        """The standard errors of the parts, see ``errors_of_people``."""
        return errors_of_people(*self._parts)

    @property
    def _parts(self) -> tuple[Sequence[Question], Shares, Shares, Shares, str]:
        return self.asked, self.unrestricted, self.twins, self.alone, self.attribute


def answered(
    asked: Sequence[Question], attribute: str, model: StructuralModel, how: TwinSettings
) -> Answered:
    """Ask about the twins of everybody."""
    twins = [question.answers(model, how) for question in asked]
    all_move = replace(how, allowed=())
    unrestricted = [q.answers(model, all_move) for q in asked] if how.allowed else twins
    return Answered(asked, attribute, twins, unrestricted, [_alone(q, attribute) for q in asked])


def _alone(question: Question, attribute: str) -> np.ndarray:
    changed = question.people.assign(**{attribute: question.changed})
    return np.asarray(question.ask(changed), float)
