"""What is asked for, and what a source of models gives."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.commands.model_sources._learned_from import LearnedFrom
    from fairlab.record import Store


@dataclass(frozen=True, eq=False)
class ModelRequest:
    """A model as it was named.

    Parameters
    ----------
    name : str
        As typed; may hold a password.
    open_store : callable
        Opens the store of runs, where it is needed.
    trust : bool
        Whether code of whoever made the model may run.
    timeout : float, optional
        Seconds that one answer may take.
    """

    name: str
    open_store: "Callable[[], Store]"
    trust: bool = False
    timeout: float | None = None


class LabelsAndScores(NamedTuple):
    """What an estimator says: what it decides, and by which scores.

    Parameters
    ----------
    labels : array of shape (n,)
    scores : array of shape (n,) or (n, 2), or None
    """

    labels: Any
    scores: Any


@dataclass(frozen=True, eq=False)
class NamedModel:
    """A model that can be asked.

    Parameters
    ----------
    name : str
        As it may be shown.
    answer : callable
        A frame of people in; out what ``read_answers`` reads.
    columns : tuple of str, optional
        What it reads, where it has names for that.
    width : int, optional
        How many columns it reads by their places, where it has no names.
    labels : tuple, optional
        What columns of probabilities are about, in their order.
    about : tuple of str
        Where it comes from, in sentences.
    unseen : bool
        Whether it is known to decide only about people from whom it did not learn.
    learned_from : LearnedFrom, optional
        The rows that it was fitted on, where they are known.
    of_strangers : NamedModel, optional
        The one that decides about people who are in no table, where that is another.
    """

    name: str
    answer: "Callable[[pd.DataFrame], Any]"
    columns: tuple[str, ...] | None = None
    width: int | None = None
    labels: tuple[Any, ...] | None = None
    about: tuple[str, ...] = ()
    unseen: bool = False
    learned_from: "LearnedFrom | None" = None
    of_strangers: "NamedModel | None" = None
