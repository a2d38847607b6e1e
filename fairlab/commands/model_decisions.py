"""What a model's answers decide about the people of a table: columns, labels and flags."""

from dataclasses import replace

import pandas as pd

from fairlab.commands.model_answers import Answers
from fairlab.commands.model_sources import NamedModel
from fairlab.data.columns import typed
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.two_values import bad_event
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import shown
from fairlab.errors import RequestError


def as_columns(
    model: NamedModel, answers: Answers, asked: Asked, bad: object | None, labels: set[object]
) -> tuple[dict[str, pd.Series], Asked]:
    """Take decisions as they are, or scores where a cut is asked for or there is nothing else.

    Parameters
    ----------
    model : NamedModel
    answers : Answers
    asked : Asked
        Which column is what; nothing in it says yet what was decided.
    bad : object, optional
        The label of the bad event.
    labels : set of object
        Those of the table.

    Returns
    -------
    dict of str to Series
        The answers as columns.
    Asked
        Which says what they are.

    Raises
    ------
    RequestError
        A cut is asked for, or needed, and there is no score; what is said to approve is no label.
    """
    decision, score = answers.decision, answers.score
    cut = _is_cut(asked)
    if decision is None or cut or answers.flags:
        _refuse_no_label(model, asked, {*(model.labels or (0, 1)), *labels})
    if score is None and cut and decision is not None and is_zero_and_one(decision):
        flags = flags_of(model, answers, bad, labels)
        score = None if flags is None else flags.astype(float)
    if decision is None or cut:
        if score is None:
            raise RequestError(_no_score(model, cut))
        return {model.name: score}, replace(asked, scores=(model.name,), approve=None)
    found, meant = {model.name: decision}, replace(asked, decision=model.name)
    if answers.flags or asked.approve is None:
        flagged = flags_of(model, answers, bad, labels)
        if flagged is not None:
            found, meant = {model.name: flagged}, replace(meant, approve="0")
    if score is not None:
        of_score = f"{model.name} score"
        found, meant = found | {of_score: score}, replace(meant, scores=(of_score,))
    return found, meant


def _refuse_no_label(model: NamedModel, asked: Asked, labels: set[object]) -> None:
    """Refuse an approval that says nothing of scores, such as where they are cut."""
    if asked.approve is None or any(meant_label(asked.approve, [one]) == one for one in labels):
        return
    raise RequestError(
        f"--approve {asked.approve!r} is no label of which {model.name} gives scores.\n"
        "To flag from a score on: --threshold X"
    )


def _is_cut(asked: Asked) -> bool:
    return any(way is not None for way in (asked.threshold, asked.budget, asked.costs))


def labels_of(frame: pd.DataFrame, asked: Asked) -> set[object]:
    """Give the labels of the table, in which a model may answer too."""
    return set() if asked.label is None else set(typed(frame[[asked.label]])[asked.label].dropna())


def in_labels(answers: Answers, asked: Asked, labels: set[object]) -> Answers:
    """Take numbers that are the labels of the table, such as -1 and 1, as labels.

    Parameters
    ----------
    answers : Answers
    asked : Asked
    labels : set of object
        Those of the table.
    """
    score = answers.score
    if answers.decision is not None or score is None or _is_cut(asked):
        return answers
    in_labels = labels.issuperset(score.unique())
    return replace(answers, decision=score, score=None) if in_labels else answers


def flags_of(
    model: NamedModel, answers: Answers, bad: object | None, labels: set[object]
) -> pd.Series | None:
    """Write decisions as 1 for who is flagged; None where labels do not say who that is.

    Parameters
    ----------
    model : NamedModel
    answers : Answers
        With decisions.
    bad : object, optional
    labels : set of object
        Those of the table.

    Returns
    -------
    Series of int, or None
    """
    decision = answers.decision
    assert decision is not None
    if answers.flags:
        return decision.astype(int)
    if bad is not None and labels.issuperset(decision.unique()):
        return (decision == bad).astype(int)
    if is_zero_and_one(decision):
        return 1 - decision.astype(int) if bad == 0 else decision.astype(int)
    if bad is not None and (bad in (model.labels or ()) or (decision == bad).any()):
        return (decision == bad).astype(int)
    return None


def is_zero_and_one(decision: pd.Series) -> bool:
    """Tell decisions that are 0 and 1, or false and true.

    Examples
    --------
    >>> is_zero_and_one(pd.Series([True, False])), is_zero_and_one(pd.Series(["yes"]))
    (True, False)
    """
    return bool(decision.isin([0, 1]).all())


def bad_event_of(model: NamedModel, frame: pd.DataFrame, asked: Asked) -> object | None:
    """Say which label is the bad event: that of the table, or the one that does not approve.

    Parameters
    ----------
    model : NamedModel
    frame : DataFrame
        The table.
    asked : Asked

    Returns
    -------
    object or None
        None where nothing says so.
    """
    labels = list(model.labels or (0, 1))
    if asked.approve is not None and len(labels) == 2:
        approved = meant_label(asked.approve, labels)
        if approved in labels:
            return labels[1 - labels.index(approved)]
        if model.labels:
            return None
    if asked.label is not None:
        return bad_event(asked, typed(frame[[asked.label]]))
    return None if asked.positive is None else meant_label(asked.positive, labels)


def _no_score(model: NamedModel, cut: bool) -> str:
    if cut and model.labels is None:
        return (
            f"{model.name} gives labels and no scores, so that --threshold, --budget and "
            "--costs say nothing.\nLeave them out."
        )
    listed = " and ".join(map(shown, model.labels or ()))
    return (
        f"{model.name} gives probabilities of {listed}, and nothing says which is the bad event.\n"
        f"Say which one approves: --approve {(model.labels or ('LABEL',))[0]}"
    )
