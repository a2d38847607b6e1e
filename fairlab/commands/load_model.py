"""The model that a person names, as clones are given to it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.clones import AskedModel
from fairlab.commands.ask_model import answer_within
from fairlab.commands.model_answers import Answers, read_answers
from fairlab.commands.model_sources import ModelRequest, find_model

if TYPE_CHECKING:
    from fairlab.record import Store

LIMITS = (">", "<")


def load_model(
    name: str,
    approves: str | None,
    open_it: "Callable[[], Store]",
    trust: bool = False,
    timeout: float | None = None,
) -> AskedModel:
    """Find the model that is to be asked.

    Parameters
    ----------
    name : str
        As ``fairlab.commands.model_sources`` know it.
    approves : str, optional
        The answer that means approval, or from which score on; a model that flags says itself
        whom, or is cut at its score.
    open_it : callable
        Opens the store of runs, where it is needed.
    trust : bool
        Whether code of whoever made the model may run.
    timeout : float, optional
        Seconds that one answer may take.

    Raises
    ------
    RequestError, StoreError
        There is no such model.
    """
    named = find_model(ModelRequest(name, open_it, trust, timeout))
    found = named.of_strangers or named
    by_score = (approves or "").strip().startswith(LIMITS)

    def decisions(people: pd.DataFrame) -> "pd.DataFrame | pd.Series":
        given = people if found.columns is None else people[list(found.columns)]
        answers = read_answers(found, answer_within(found, given, timeout), len(people))
        return _one_each(answers, by_score)

    return AskedModel(found.name, decisions, found.columns, approves)


def _one_each(answers: Answers, by_score: bool) -> "pd.DataFrame | pd.Series":
    if answers.flags:
        told = {"flagged": answers.decision, "score": answers.score}
        return pd.DataFrame({name: said for name, said in told.items() if said is not None})
    if answers.decision is None or (by_score and answers.score is not None):
        assert answers.score is not None
        return answers.score
    return answers.decision
