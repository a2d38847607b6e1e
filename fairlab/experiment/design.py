"""The evaluation design: which rows a run learns from, and on which it is judged."""

from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING, Any

from fairlab.errors import RequestError, nearest

if TYPE_CHECKING:
    from fairlab.data import Dataset, Split

FOLDS, HOLDOUT = KINDS = ("folds", "holdout")
EACH, ONCE = SEARCHED = ("fold", "once")
FOR_ALL = "once-for-all"  # as recorded; each seed had one search of its own where it says "once"
VARIED = ("both", "data", "model")
INNER = 5  # folds of the training rows, for decision rules that want their out-of-fold scores
FIXED = 0


@dataclass(frozen=True)
class Design:
    """Folds, in which everybody is decided about once, or one test set, as in the study.

    Parameters
    ----------
    kind : {"folds", "holdout"}
        With folds each row is decided about by a model that has not seen it. A holdout is one
        training, validation and test set: drawn, the latest rows, or a column that says so.
    folds : int
        How many, at least 2; of a holdout it says nothing.
    vary : {"both", "data", "model"}
        Whether a seed changes the split (``"data"``), the training (``"model"``) or both.
    search : {"fold", "once"}
        Whether each fold searches its own hyperparameters, or all folds of all seeds take those
        that the first fold of seed 0 has found: what is said is then about these, and their search
        may have seen labels of rows that others test. Of a holdout each seed is a fold.

    Raises
    ------
    RequestError
        There is no such way, or too few folds.

    Examples
    --------
    >>> Design(vary="model").split_seed(3), Design(vary="data").training_seed(3)
    (0, 0)
    >>> Design().count, Design("holdout").count, Design("holdout").split_seed(3)
    (5, 1, 3)
    """

    kind: str = FOLDS
    folds: int = 5
    vary: str = "both"
    search: str = EACH

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise RequestError(f"No design {self.kind!r}. {nearest(str(self.kind), KINDS)}")
        if self.vary not in VARIED:
            raise RequestError(f"No way {self.vary!r} to vary. {nearest(self.vary, VARIED)}")
        if self.search not in SEARCHED:
            raise RequestError(
                f"No way {self.search!r} to search. {nearest(self.search, SEARCHED)}\n"
                'Without any: fairlab.sweep(..., search="none").'
            )
        if not isinstance(self.folds, Integral) or self.folds < 2:
            raise RequestError(
                f"Folds must be a number of at least 2, but got {self.folds!r}.\n"
                'For one test set take Design("holdout").'
            )

    @property
    def count(self) -> int:
        """How many trainings a run is made of."""
        return self.folds if self.kind == FOLDS else 1

    @property
    def params(self) -> dict[str, Any]:
        """What is recorded of it, and is part of a run's key."""
        said: dict[str, Any] = {"design": self.kind, "vary": self.vary}
        if self.kind == FOLDS:
            said |= {"folds": self.folds, "search": self.search}
        return said | ({"search": FOR_ALL} if self.search == ONCE else {})

    def split_seed(self, seed: int) -> int:
        """Give the seed from which the parts are drawn: the same for every strategy."""
        return FIXED if self.vary == "model" else seed

    def training_seed(self, seed: int) -> int:
        """Give the seed from which those of sampling, tuning and training are derived."""
        return FIXED if self.vary == "data" else seed

    def about(self, people: int) -> str:
        """Say about whom a run decided, and by which model."""
        if self.kind == HOLDOUT:
            return f"on the {people:,} people of its test set"
        from fairlab.compare.decided_people import decided_by

        by, count = decided_by("folds", self.folds)
        return f"on {people:,} people, {by} ({count})"

    def check(self, data: "Dataset", seed: int) -> None:
        """Refuse data that a fold would lack a label of, before anything is trained.

        Parameters
        ----------
        data : Dataset
            The whole table.
        seed : int
            Of a run.

        Raises
        ------
        DataError
            What ``split`` refuses, in any of the trainings.
        """
        if self.kind == FOLDS:
            data.refuse_thin_folds(self.split_seed(seed), self.folds)

    def split(self, data: "Dataset", seed: int, fold: int = 0, inner: int | None = None) -> "Split":
        """Cut the rows as one training of a run does.

        Parameters
        ----------
        data : Dataset
            The whole table.
        seed : int
            Of the run.
        fold : int
            Below ``count``.
        inner : int, optional
            Which inner fold of that training's rows, below ``INNER``: its test rows are some of
            them.

        Returns
        -------
        Split

        Raises
        ------
        DataError
            A part would have fewer than five positives or negatives.
        """
        drawn = self.split_seed(seed)
        holdout = self.kind == HOLDOUT
        parts = data.split(drawn) if holdout else data.fold(drawn, fold, self.folds)
        if inner is None:
            return parts
        from fairlab.data.folds import inner_folds

        return parts.inner(inner_folds(parts.train, drawn, fold, INNER), inner)


def designed(kind: str, folds: int | None, vary: str, search: str | None) -> Design:
    """Read a design as it was typed.

    Parameters
    ----------
    kind, vary : str
        As in ``Design``.
    folds : int, optional
        Only with ``"folds"``.
    search : str, optional
        As in ``Design``, or ``"none"``.

    Returns
    -------
    Design

    Raises
    ------
    RequestError
        A holdout is asked to have folds.
    """
    if kind == HOLDOUT and folds is not None:
        raise RequestError("--folds: a holdout has no folds. Leave it or --design out.")
    return Design(kind, folds or Design.folds, vary, ONCE if search == ONCE else EACH)
