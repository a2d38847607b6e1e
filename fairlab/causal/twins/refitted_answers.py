"""What models learned from other rows say of the same people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.answered import Answered
from fairlab.causal.twins.question import Question
from fairlab.causal.twins.uncertainty import by_rate, deviations_of_rows, telling_rows


@dataclass(frozen=True)
class Again:
    """The answers of several models about some people of a question.

    Parameters
    ----------
    part : Question
        The question about these people.
    rows : array of int
        Their positions among all people of the question.
    weight : array of float
        For how many people each stands.
    usual : array of float
        The share of flagged twins by the model that the rates are computed with.
    others : sequence of array
        The same by each model that bootstrap samples gave.
    """

    part: Question
    rows: np.ndarray
    weight: np.ndarray
    usual: np.ndarray
    others: Sequence[np.ndarray]


@dataclass(frozen=True)
class RefittedAnswers:
    """The same of all questions.

    Parameters
    ----------
    twins, unrestricted : sequence of Again
        As in ``Answered``.
    """

    twins: Sequence[Again]
    unrestricted: Sequence[Again]


def refitted_answers(
    found: Answered, model: StructuralModel, again: Sequence[StructuralModel], how: TwinSettings
) -> RefittedAnswers:
    """Ask each model about the people near a decision first, and some of the others.

    Parameters
    ----------
    found : Answered
        The answers of ``model`` about all people.
    model : StructuralModel
        What the rates are computed with.
    again : sequence of StructuralModel
        What bootstrap samples gave instead.
    how : TwinSettings
    """
    chosen = [
        (question, *telling_rows(question.flagged, answers, how.rows, how.seed))
        for question, answers in found.pairs
    ]

    def told(how: TwinSettings) -> list[Again]:
        return [_again(*one, model, again, how) for one in chosen]

    twins = told(how)
    return RefittedAnswers(twins, told(replace(how, allowed=())) if how.allowed else twins)


def _again(
    question: Question,
    rows: np.ndarray,
    weight: np.ndarray,
    model: StructuralModel,
    again: Sequence[StructuralModel],
    how: TwinSettings,
) -> Again:
    part = question.part(rows)
    others = [part.answers(other, how) for other in again]
    return Again(part, rows, weight, part.answers(model, how), others)


def rate_deviations(
    question: Question, flagged_twin: np.ndarray, told: Again, shrink: float, seed: int
) -> list[pd.Series]:
    """Say how far the rates are off when rows, fit and graph had been others.

    Parameters
    ----------
    question : Question
    flagged_twin : array of shape (n,)
        The answers of the model that the rates are computed with.
    told : Again
    shrink : float
        What deviations of models are multiplied by, where samples were smaller than the table.
    seed : int
        For the rows.

    Returns
    -------
    list of Series
        One per bootstrap sample, by group and rate.
    """

    def rates(answers: np.ndarray) -> pd.Series:
        return by_rate(told.part.rates(answers, told.weight))

    usual = rates(told.usual)
    of_rows = deviations_of_rows(question.flagged, flagged_twin, question.group, seed)
    return [shrink * (rates(other) - usual) + next(of_rows) for other in told.others]
