"""Ask a model about the people of a table: what it is given, how long it may take, and twice."""

from collections.abc import Callable, Collection
from concurrent.futures import Future, wait
from threading import Thread
from typing import Any

import numpy as np
import pandas as pd

from fairlab.commands.model_answers import Answers, read_answers
from fairlab.commands.model_sources import NamedModel
from fairlab.commands.model_sources._files import in_a_line
from fairlab.data.messages import number_of, quoted, rows
from fairlab.errors import DataError, FairlabError, RequestError, nearest

ASKED_AGAIN = 1000  # rows
ROUNDING = 1e-5  # sums of many numbers depend on how many rows are asked about at once


def columns_for(model: NamedModel, frame: pd.DataFrame, kept_back: Collection[str]) -> pd.DataFrame:
    """Take the columns that a model is given.

    Parameters
    ----------
    model : NamedModel
    frame : DataFrame
        The table.
    kept_back : collection of str
        Columns that the model must not see: the label, and those that are ignored.

    Returns
    -------
    DataFrame
        Those that it names, in its order; all others where it names none.

    Raises
    ------
    DataError
        The table lacks what it reads.
    """
    given = frame.drop(columns=[name for name in kept_back if name in frame])
    if model.columns is not None:
        lacking = [name for name in model.columns if name not in given]
        if lacking:
            raise DataError(_lack(model, lacking, given, kept_back))
        return given[list(model.columns)]
    if model.width not in (None, given.shape[1]):
        raise DataError(
            f"{model.name} reads {number_of(model.width, 'column')} by place, and the table has "
            f"{given.shape[1]} beside the label:\n{', '.join(map(quoted, given))}.\n"
            "Leave out the others: --ignore a,b"
        )
    return given


def _lack(
    model: NamedModel, lacking: list[str], given: pd.DataFrame, kept_back: Collection[str]
) -> str:
    hidden = [name for name in lacking if name in kept_back]
    if hidden:
        return (
            f"{model.name} reads {quoted(hidden[0])}, which is the label or is ignored, so that it "
            "is not shown.\nIf no decision rests on it, fit the model again without that column."
        )
    unused = [name for name in given if name not in (model.columns or ())]
    listed = "\n".join(f"- {quoted(name)} {nearest(name, unused)}" for name in lacking[:5])
    more = f"\n- and {len(lacking) - 5} more" if len(lacking) > 5 else ""
    count = f"{len(lacking)} of the {len(model.columns or ())} columns"
    advice = "add them, or fit it again without them"
    return f"The table lacks {count} that {model.name} reads: {advice}.\n{listed}{more}"


def ask(
    model: NamedModel, people: pd.DataFrame, bad: object | None, timeout: float | None
) -> Answers:
    """Ask a model about people, and about some of them again.

    Parameters
    ----------
    model : NamedModel
    people : DataFrame of shape (n, k)
        With the columns that it is given.
    bad : object, optional
        The label of the bad event, where it is known.
    timeout : float, optional
        Seconds that it may take.

    Raises
    ------
    RequestError
        It fails, is late, gives no answer per row, or answers otherwise when asked again.
    """
    answers = ask_once(model, people, bad, timeout)
    # Fewer people, in their order: a run tells people of the same content apart by it.
    few = people.iloc[: min(ASKED_AGAIN, (len(people) + 1) // 2)]
    again = ask_once(model, few, bad, timeout)
    for first, second in ((answers.decision, again.decision), (answers.score, again.score)):
        _refuse_other(model, first, second, len(few))
    return answers


def ask_once(
    model: NamedModel, people: pd.DataFrame, bad: object | None, timeout: float | None
) -> Answers:
    """Ask a model about people, without asking again.

    Parameters
    ----------
    model, people, bad, timeout
        As in ``ask``.

    Raises
    ------
    RequestError
        It fails, is late, or gives no answer per row.
    """
    return read_answers(model, _said(model, people, timeout), len(people), bad)


def _refuse_other(
    model: NamedModel, first: pd.Series | None, second: pd.Series | None, count: int
) -> None:
    """Refuse what depends on chance, or on who else is asked about."""
    if first is None or second is None:
        same = np.full(count, (first is None) == (second is None))
    else:
        one, other = first.to_numpy()[:count], second.to_numpy()
        same = np.isclose(one, other, ROUNDING, ROUNDING) if one.dtype.kind == "f" else one == other
    if not same.all():
        raise RequestError(
            f"{model.name}, asked twice about the same {rows(count)}, answers otherwise about "
            f"{int((~same).sum()):,}\n(first: row {int(np.argmax(~same)) + 1}). No figure would "
            "hold. Fix its seed, and let no row depend on\nthe others."
        )


def _said(model: NamedModel, people: pd.DataFrame, timeout: float | None) -> Any:
    try:
        return answer_within(model, people, timeout)
    except FairlabError:
        raise
    except (Exception, SystemExit) as error:  # whatever a stranger's model may raise
        listed = ", ".join(map(quoted, people.columns[:8])) + ", ..." * (people.shape[1] > 8)
        raise RequestError(
            f"{model.name} fails on this table: {in_a_line(error)}\nIt was given {listed}."
        ) from error


def answer_within(model: NamedModel, people: pd.DataFrame, timeout: float | None) -> Any:
    """Let a model answer, for so long at most; one that is late is left behind in its thread.

    Parameters
    ----------
    model : NamedModel
    people : DataFrame of shape (n, k)
    timeout : float, optional
        Seconds.

    Returns
    -------
    object
        What it says.

    Raises
    ------
    RequestError
        It is late.
    Exception
        Whatever it raises itself.
    """
    numbered = people.reset_index(drop=True)
    if timeout is None:
        return model.answer(numbered)
    waiting: Future[Any] = Future()
    Thread(target=_settle, args=(waiting, model.answer, numbered), daemon=True).start()
    done, _ = wait([waiting], timeout)
    if not done:
        raise RequestError(
            f"{model.name} did not answer about {rows(len(people))} within {timeout:g} seconds.\n"
            "Give it more: --timeout SECONDS"
        )
    return waiting.result()


def _settle(waiting: "Future[Any]", answer: Callable[..., Any], people: pd.DataFrame) -> None:
    try:
        waiting.set_result(answer(people))
    except BaseException as error:  # raised where it is waited for
        waiting.set_exception(error)
